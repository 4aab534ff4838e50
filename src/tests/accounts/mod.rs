//! What becomes of accounts, told to the domain itself, on both engines.

mod access;
mod audit;
mod keys;
mod reuse;
mod school;
mod sign_in;
mod sign_out;
mod sign_up;
mod update;
