//! Validation of the fields of a JSON request body.

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

/// Validation error of a request body, in the official SDK's wording. Contains nothing of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct Problem {
    /// The field, such as `metrics.xpEarned`.
    pub field: &'static str,
    /// The message.
    pub message: &'static str,
}

/// A field: its path and value. Null counts as absent.
#[derive(Clone, Copy)]
pub(super) struct Field<'v> {
    path: &'static str,
    value: Option<&'v Value>,
}

impl<'v> Field<'v> {
    /// Returns the field at `path`, names joined by dots.
    pub fn at(body: &'v Value, path: &'static str) -> Self {
        let value = path
            .split('.')
            .try_fold(body, |value, name| value.get(name))
            .filter(|value| !value.is_null());
        Self { path, value }
    }

    /// Creates an error for this field.
    pub fn problem(self, message: &'static str) -> Problem {
        Problem {
            field: self.path,
            message,
        }
    }

    pub fn is_absent(self) -> bool {
        self.value.is_none()
    }

    /// Checks that the field is an object.
    pub fn object(self) -> Result<(), Problem> {
        if self.required()?.is_object() {
            Ok(())
        } else {
            Err(self.problem("Expected object"))
        }
    }

    /// Returns the trimmed, non-empty string.
    pub fn text(self) -> Result<&'v str, Problem> {
        let text = self.value.and_then(Value::as_str).unwrap_or_default();
        match text.trim() {
            "" => Err(self.problem("Required")),
            text => Ok(text),
        }
    }

    /// Returns the UUID, which must be hyphenated.
    pub fn uuid(self) -> Result<Uuid, Problem> {
        let text = self.required()?.as_str().filter(|text| text.len() == 36);
        text.and_then(|text| Uuid::try_parse(text).ok())
            .ok_or(self.problem("Expected UUID"))
    }

    /// Returns the ISO 8601 timestamp, which must have an offset.
    pub fn instant(self) -> Result<Timestamp, Problem> {
        let text = self.required()?.as_str();
        text.and_then(|text| text.parse().ok())
            .ok_or(self.problem("Invalid datetime"))
    }

    /// Returns the finite number.
    pub fn number(self) -> Result<f64, Problem> {
        self.required()?
            .as_f64()
            .filter(|number| number.is_finite())
            .ok_or(self.problem("Expected number"))
    }

    /// Returns the nonnegative integer.
    pub fn count(self) -> Result<u64, Problem> {
        self.required()?
            .as_u64()
            .ok_or(self.problem("Expected nonnegative integer"))
    }

    /// Returns the integer.
    pub fn integer(self) -> Result<i64, Problem> {
        self.required()?
            .as_i64()
            .ok_or(self.problem("Expected integer"))
    }

    /// Returns the boolean.
    pub fn boolean(self) -> Result<bool, Problem> {
        self.required()?
            .as_bool()
            .ok_or(self.problem("Expected boolean"))
    }

    /// Applies `read` if the field is present.
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
