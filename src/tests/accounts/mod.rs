//! What becomes of accounts, told to the domain itself, on both engines.

mod access;
mod audit;
pub mod authenticator;
mod browsers;
mod changes_by_mail;
mod claimed;
mod codes;
mod ended_sessions;
mod factors;
mod joining;
mod joining_by_code;
mod keys;
pub mod mailed;
mod maya;
mod notices;
mod pkce;
mod reuse;
pub mod school;
mod sign_in;
mod sign_out;
mod sign_up;
mod update;
