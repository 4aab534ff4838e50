//! `users`: a person with an account: name, role, password hash, metadata, ban, and what was mailed when.

use super::statements;

statements! {}
