//! The operations of the identity crate, on both database engines.

mod access;
mod account_linking;
mod audit;
pub mod authenticator;
mod browser_sessions;
mod changes_by_mail;
mod codes;
mod email_addresses;
mod ended_sessions;
mod factors;
mod jwt_templates;
mod keys;
mod linking_by_code;
mod lockout;
pub mod mailed_codes;
mod maya;
mod pkce;
mod refresh_token_reuse;
pub mod school;
mod security_notices;
mod session_activities;
mod session_tokens;
mod sign_in;
mod sign_out;
mod sign_up;
mod unverified_addresses;
mod update;
