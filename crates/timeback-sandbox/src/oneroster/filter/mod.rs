//! The filter grammar of `OneRoster`: `field op 'value'`, joined by `AND` and `OR`.

mod lexer;
mod matching;
mod parser;
#[cfg(test)]
mod tests;

pub use matching::{order, texts_at};

/// A filter that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// A field compared with a value.
    Compare(Comparison),
    /// Both hold.
    And(Box<Filter>, Box<Filter>),
    /// At least one holds.
    Or(Box<Filter>, Box<Filter>),
}

/// `field op 'value'`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The names from the entity down to the field: `user.sourcedId` has two.
    pub path: Vec<String>,
    /// How it is compared.
    pub operator: Operator,
    /// What with.
    pub value: String,
}

/// How a field is compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `~`: contains, without regard to case.
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

/// Where and why a filter could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// A quoted value has no end.
    #[error("a quoted value has no closing quote")]
    UnclosedQuote,
    /// A character that begins nothing.
    #[error("unexpected character {0:?}")]
    UnexpectedCharacter(char),
    /// Something else was due.
    #[error("expected {expected}, found {found}")]
    Unexpected {
        /// What was due.
        expected: &'static str,
        /// What was there.
        found: String,
    },
    /// Parentheses within parentheses, past all reason.
    #[error("parentheses are nested too deeply")]
    TooDeep,
    /// The collection has no such field.
    #[error("unknown field {0}")]
    UnknownField(String),
}
