//! `challenges`: what a second factor was asked and has not answered yet.

use super::statements;

statements! {}
