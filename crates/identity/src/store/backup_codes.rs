//! `backup_codes`: codes for a user whose second factor is lost, each good once.

use super::statements;

statements! {}
