//! `mails`: mails that wait to be sent.

use super::statements;

statements! {}
