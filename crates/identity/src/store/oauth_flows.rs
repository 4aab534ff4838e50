//! `oauth_flows`: sign-ins that are away at the provider.

use super::statements;

statements! {}
