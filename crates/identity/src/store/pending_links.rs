//! `pending_links`: a provider's account and a local account that wait for the user to link them.

use super::statements;

statements! {}
