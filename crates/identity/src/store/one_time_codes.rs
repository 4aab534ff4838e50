//! `one_time_codes`: mailed codes and links, each good once.

use super::statements;

statements! {}
