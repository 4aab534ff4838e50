//! A field of a body that a browser posted, which says what is wrong with it.

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

/// What is wrong with a body, and where. The wording is the official SDK's; nothing of the body is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct Problem {
    /// The field, such as `metrics.xpEarned`.
    pub field: &'static str,
    /// What should be there.
    pub message: &'static str,
}

/// One field: its whole path, and what is there. Null counts as nothing.
#[derive(Clone, Copy)]
pub(super) struct Field<'v> {
    path: &'static str,
    value: Option<&'v Value>,
}

impl<'v> Field<'v> {
    /// The field at `path`, a name or several joined by dots.
    pub fn at(body: &'v Value, path: &'static str) -> Self {
        let value = path
            .split('.')
            .try_fold(body, |value, name| value.get(name))
            .filter(|value| !value.is_null());
        Self { path, value }
    }

    /// That this field is wrong.
    pub fn problem(self, message: &'static str) -> Problem {
        Problem {
            field: self.path,
            message,
        }
    }

    pub fn is_absent(self) -> bool {
        self.value.is_none()
    }

    /// An object.
    pub fn object(self) -> Result<(), Problem> {
        if self.required()?.is_object() {
            Ok(())
        } else {
            Err(self.problem("Expected object"))
        }
    }

    /// A text that is more than spaces, without those around it.
    pub fn text(self) -> Result<&'v str, Problem> {
        let text = self.value.and_then(Value::as_str).unwrap_or_default();
        match text.trim() {
            "" => Err(self.problem("Required")),
            text => Ok(text),
        }
    }

    /// A UUID, written with hyphens.
    pub fn uuid(self) -> Result<Uuid, Problem> {
        let text = self.required()?.as_str().filter(|text| text.len() == 36);
        text.and_then(|text| Uuid::try_parse(text).ok())
            .ok_or(self.problem("Expected UUID"))
    }

    /// An instant in ISO 8601, with its offset.
    pub fn instant(self) -> Result<Timestamp, Problem> {
        let text = self.required()?.as_str();
        text.and_then(|text| text.parse().ok())
            .ok_or(self.problem("Invalid datetime"))
    }

    /// A finite number; JSON has no other.
    pub fn number(self) -> Result<f64, Problem> {
        self.required()?
            .as_f64()
            .filter(|number| number.is_finite())
            .ok_or(self.problem("Expected number"))
    }

    /// A whole number, 0 or more.
    pub fn count(self) -> Result<u64, Problem> {
        self.required()?
            .as_u64()
            .ok_or(self.problem("Expected nonnegative integer"))
    }

    /// A whole number.
    pub fn integer(self) -> Result<i64, Problem> {
        self.required()?
            .as_i64()
            .ok_or(self.problem("Expected integer"))
    }

    /// True or false.
    pub fn boolean(self) -> Result<bool, Problem> {
        self.required()?
            .as_bool()
            .ok_or(self.problem("Expected boolean"))
    }

    /// What `read` makes of the field, if it is there.
    pub fn optional<T>(
        self,
        read: impl FnOnce(Self) -> Result<T, Problem>,
    ) -> Result<Option<T>, Problem> {
        if self.is_absent() {
            Ok(None)
        } else {
            read(self).map(Some)
        }
    }

    fn required(self) -> Result<&'v Value, Problem> {
        self.value.ok_or(self.problem("Required"))
    }
}
