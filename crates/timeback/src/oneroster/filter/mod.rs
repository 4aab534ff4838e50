//! The filter grammar: `field op 'value'`, joined by `AND` and `OR`.
//!
//! A field is a constant of its resource and a value is always written as one literal, so no text from outside can
//! become grammar.

mod field;
mod literal;
#[cfg(test)]
mod tests;

use std::{fmt, marker::PhantomData};

pub use field::Field;
pub(super) use field::fields;
pub use literal::Literal;

/// How a field is compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `~`: contains, whatever the case.
    Contains,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `@`: is one of a list separated by commas. No value with a comma can stand in it: see [`Filter::in_list`].
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

/// Which records of `T` pass. `Display` gives the text sent to the platform; `Debug` does not show it, because it may
/// hold an address.
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
    /// A field compared with a value.
    pub fn new(field: Field<T>, op: Op, value: impl Into<Literal>) -> Self {
        Self {
            text: format!("{}{}{}", field.path(), op.sign(), value.into()),
            joined_by: None,
            of: PhantomData,
        }
    }

    /// The field is this.
    pub fn eq(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Eq, value)
    }

    /// The field is anything but this.
    pub fn ne(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Ne, value)
    }

    /// The field contains this, whatever the case.
    pub fn contains(field: Field<T>, text: &str) -> Self {
        Self::new(field, Op::Contains, text)
    }

    /// The field is more than this.
    pub fn gt(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Gt, value)
    }

    /// The field is this or more.
    pub fn ge(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Ge, value)
    }

    /// The field is less than this.
    pub fn lt(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Lt, value)
    }

    /// The field is this or less.
    pub fn le(field: Field<T>, value: impl Into<Literal>) -> Self {
        Self::new(field, Op::Le, value)
    }

    /// The field is one of these, as the official SDK asks it: `a='1' OR a='2'`. Nothing is in an empty list, so
    /// `None`: there is nothing to ask the platform.
    pub fn in_list<V: Into<Literal>>(
        field: Field<T>,
        values: impl IntoIterator<Item = V>,
    ) -> Option<Self> {
        let each = values.into_iter().map(|value| Self::eq(field, value));
        each.reduce(Self::or)
    }

    /// Both hold.
    pub fn and(self, other: Self) -> Self {
        self.join(Joint::And, other)
    }

    /// At least one holds.
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

    /// The text as an operand: in parentheses where the platform could read it differently.
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
