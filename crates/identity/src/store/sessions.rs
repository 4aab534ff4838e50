//! `sessions`: sign-ins of browsers and of API clients, until they end.

use super::statements;

statements! {}
