//! Literals in filter expressions.

use std::fmt;

use jiff::{Timestamp, civil::Date};

/// A literal of the filter grammar: strings and dates in single quotes, inner quotes doubled; numbers and booleans
/// bare.
#[derive(Clone, PartialEq, Eq)]
pub struct Literal(String);

impl Literal {
    fn quoted(text: &str) -> Self {
        Self(format!("'{}'", text.replace('\'', "''")))
    }

    fn bare(value: impl ToString) -> Self {
        Self(value.to_string())
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Hides the value, which may be an e-mail address.
impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Literal").finish_non_exhaustive()
    }
}

impl From<&str> for Literal {
    fn from(text: &str) -> Self {
        Self::quoted(text)
    }
}

impl From<&String> for Literal {
    fn from(text: &String) -> Self {
        Self::quoted(text)
    }
}

impl From<String> for Literal {
    fn from(text: String) -> Self {
        Self::quoted(&text)
    }
}

impl From<Date> for Literal {
    fn from(date: Date) -> Self {
        Self::quoted(&date.to_string())
    }
}

impl From<Timestamp> for Literal {
    fn from(instant: Timestamp) -> Self {
        Self::quoted(&instant.to_string())
    }
}

impl From<bool> for Literal {
    fn from(flag: bool) -> Self {
        Self::bare(flag)
    }
}

impl From<i32> for Literal {
    fn from(number: i32) -> Self {
        Self::bare(number)
    }
}

impl From<i64> for Literal {
    fn from(number: i64) -> Self {
        Self::bare(number)
    }
}

impl From<u32> for Literal {
    fn from(number: u32) -> Self {
        Self::bare(number)
    }
}

/// The grammar has no NaN and no infinity: they are written as strings.
impl From<f64> for Literal {
    fn from(number: f64) -> Self {
        if number.is_finite() {
            Self::bare(number)
        } else {
            Self::quoted(&number.to_string())
        }
    }
}
