//! The nouns of accounts: plain types with their rules, without a database.

pub mod aal;
pub mod account;
pub mod action;
pub mod audit_entry;
pub mod audit_filter;
pub mod auth_context;
pub mod auth_method;
pub mod auth_policy;
pub mod client_info;
pub mod code_flow;
pub mod code_purpose;
pub mod email;
pub mod factor;
pub mod mailed_code;
pub mod metadata;
pub mod one_time_code;
pub mod page;
pub mod person_name;
pub mod provider;
pub mod refresh_token;
pub mod role;
pub mod session;
pub mod token;
pub mod typed_text;
pub mod user;
