//! Filter expressions: `field op 'value'`, joined by `AND` and `OR`.
//!
//! Fields are constants of their record type and values are always written as one literal, so input cannot inject
//! filter syntax. Our own, because no crate builds OneRoster filters.

mod field;
mod literal;
#[cfg(test)]
mod tests;

use std::{fmt, marker::PhantomData};

pub use field::Field;
pub(super) use field::fields;
pub use literal::Literal;

/// Comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `~`: contains, case-insensitive.
    Contains,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `@`: is in a comma-separated list. Values must not contain commas: see [`Filter::in_list`].
    In,
}

impl Op {
    fn sign(self) -> &'static str {
        match self {
            Self::Eq => "=",
            Self::Ne => "!=",
            Self::Contains => "~",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::In => "@",
        }
    }
}

/// A filter for records of type `T`. `Display` is the expression sent to the platform; `Debug` hides it, because it may
/// contain an e-mail address.
#[derive(PartialEq, Eq)]
#[must_use = "a filter asks nothing by itself"]
pub struct Filter<T> {
    text: String,
    joined_by: Option<Joint>,
    of: PhantomData<fn() -> T>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Or,
}

impl<T> Filter<T> {
    /// Compares a field with a value.
    pub fn new(field: Field<T>, op: Op, value: impl Into<Literal>) -> Self {
        Self {
            text: format!("{}{}{}", field.path(), op.sign(), value.into()),
            joined_by: None,
            of: PhantomData,
        }
    }

    /// The field equals the value.
    pub fn eq(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Eq, value)
    }

    /// The field does not equal the value.
    pub fn ne(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Ne, value)
    }

    /// The field contains the value, case-insensitive.
    pub fn contains(field: Field<T>, text: &str) -> Self {
        Self::new(field, Op::Contains, text)
    }

    /// The field is greater than the value.
    pub fn gt(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Gt, value)
    }

    /// The field is greater than or equal to the value.
    pub fn ge(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Ge, value)
    }

    /// The field is less than the value.
    pub fn lt(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Lt, value)
    }

    /// The field is less than or equal to the value.
    pub fn le(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Le, value)
    }

    /// The field equals one of the values, expressed as the official SDK does: `a='1' OR a='2'`. `None` for an empty list,
    /// which matches nothing.
    pub fn in_list<V: Into<Literal>>(
        field: Field<T>,
        values: impl IntoIterator<Item = V>,
    ) -> Option<Self> {
        let each = values.into_iter().map(|value| Self::eq(field, value));
        each.reduce(Self::or)
    }

    /// Combines two filters with `AND`.
    pub fn and(self, other: Self) -> Self {
        self.join(Joint::And, other)
    }

    /// Combines two filters with `OR`.
    pub fn or(self, other: Self) -> Self {
        self.join(Joint::Or, other)
    }

    fn join(self, joint: Joint, other: Self) -> Self {
        let word = match joint {
            Joint::And => "AND",
            Joint::Or => "OR",
        };
        Self {
            text: format!("{} {word} {}", self.within(joint), other.within(joint)),
            joined_by: Some(joint),
            of: PhantomData,
        }
    }

    /// Formats the filter as an operand, in parentheses if needed.
    fn within(self, joint: Joint) -> String {
        match self.joined_by {
            Some(own) if own != joint => format!("({})", self.text),
            _ => self.text,
        }
    }
}

impl<T> fmt::Display for Filter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<T> Clone for Filter<T> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            ..*self
        }
    }
}

impl<T> fmt::Debug for Filter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter").finish_non_exhaustive()
    }
}
