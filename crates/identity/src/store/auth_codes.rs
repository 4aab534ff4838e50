//! `auth_codes`: authorization codes of the PKCE flow, each good once.

use super::statements;

statements! {}
