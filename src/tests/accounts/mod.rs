//! What becomes of accounts, told to the domain itself, on both engines.

mod access;
mod audit;
mod changes_by_mail;
mod codes;
mod keys;
mod mailed;
mod reuse;
mod school;
mod sign_in;
mod sign_out;
mod sign_up;
mod update;
