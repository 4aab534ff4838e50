//! `factors`: second factors, verified or being enrolled.

use super::statements;

statements! {}
