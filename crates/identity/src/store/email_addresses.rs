//! `email_addresses`: the addresses that users claimed or verified; at most one user has verified an address.

use super::statements;

statements! {}
