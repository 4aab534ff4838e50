//! Clerk's Frontend API, where the published browser client cannot go: time that passes, and attempts that are abandoned.

mod attempts;
mod compromised_password;
mod reverification;
mod stage;
mod usernames;
