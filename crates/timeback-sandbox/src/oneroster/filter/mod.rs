//! The filter grammar of `OneRoster`: `field op 'value'`, joined by `AND` and `OR`. Our own, because no crate has it.

mod lexer;
mod matching;
mod parser;
#[cfg(test)]
mod tests;

pub use matching::{order, texts_at};

/// A parsed filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// A comparison of a field with a value.
    Compare(Comparison),
    /// Both match.
    And(Box<Filter>, Box<Filter>),
    /// At least one matches.
    Or(Box<Filter>, Box<Filter>),
}

/// `field op 'value'`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The path from the entity to the field: `user.sourcedId` has two names.
    pub path: Vec<String>,
    /// The operator.
    pub operator: Operator,
    /// The value.
    pub value: String,
}

/// Comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `~`: contains, case-insensitive.
    Contains,
    /// `@`: is one of a comma-separated list.
    In,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

/// Error of parsing a filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// A quoted value is not closed.
    #[error("a quoted value has no closing quote")]
    UnclosedQuote,
    /// A character that starts no token.
    #[error("unexpected character {0:?}")]
    UnexpectedCharacter(char),
    /// Another token was expected.
    #[error("expected {expected}, found {found}")]
    Unexpected {
        /// What was expected.
        expected: &'static str,
        /// What was found.
        found: String,
    },
    /// Parentheses are nested too deeply.
    #[error("parentheses are nested too deeply")]
    TooDeep,
    /// The collection has no such field.
    #[error("unknown field {0}")]
    UnknownField(String),
}
