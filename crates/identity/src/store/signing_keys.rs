//! `signing_keys`: the keys that sign access tokens.

use super::statements;

statements! {}
