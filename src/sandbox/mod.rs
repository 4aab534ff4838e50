//! A Timeback platform to run against when you have no credentials.

pub mod idp;
