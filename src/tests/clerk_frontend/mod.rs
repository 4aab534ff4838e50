//! Clerk's Frontend API, where the published browser client cannot go: time that passes, and attempts that are abandoned.

mod attempts;
mod reverification;
mod stage;
mod usernames;
