//! `identities`: what a user signs in with: a local account, or an account of a provider.

use super::statements;

statements! {}
