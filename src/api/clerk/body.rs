use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
    response::IntoResponse as _,
};
use serde_json::{Map, Value};

use super::{error::ClerkError, possible_errors::PossibleErrors};

/// Extractor for the fields of a JSON object in the request body, whatever its content type. An empty body has none.
///
/// Handlers take the fields that they know, and then call [`end`](Self::end), which refuses the others, as Clerk does.
pub struct Fields(Map<String, Value>);

/// A field of the body.
#[derive(Debug, PartialEq, Eq)]
pub enum Field<T> {
    Omitted,
    Null,
    Given(T),
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = ClerkError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ClerkError> {
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => ClerkError::BODY_TOO_LARGE,
            _ => ClerkError::BODY_INVALID,
        })?;
        if bytes.trim_ascii().is_empty() {
            return Ok(Self(Map::new()));
        }
        let fields = serde_json::from_slice(&bytes);
        fields.map(Self).map_err(|_| ClerkError::BODY_INVALID)
    }
}

impl PossibleErrors for Fields {
    fn all() -> Vec<ClerkError> {
        let problem = "must be of type string.";
        vec![
            ClerkError::BODY_INVALID,
            ClerkError::BODY_TOO_LARGE,
            ClerkError::missing("name"),
            ClerkError::unknown("name".to_owned()),
            ClerkError::value("name", "must be one of those that are possible."),
            ClerkError::param("form_param_type_invalid", "name", "is invalid", problem),
        ]
    }
}

impl Fields {
    /// Takes a text.
    pub fn text(&mut self, name: &'static str) -> Result<Field<String>, ClerkError> {
        self.take(name, "string", |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        })
    }

    /// Takes a text that an empty text removes, as null does.
    pub fn removable_text(&mut self, name: &'static str) -> Result<Field<String>, ClerkError> {
        Ok(match self.text(name)? {
            Field::Given(text) if text.trim().is_empty() => Field::Null,
            field => field,
        })
    }

    /// Takes a list of texts.
    pub fn texts(&mut self, name: &'static str) -> Result<Field<Vec<String>>, ClerkError> {
        self.take(name, "array of strings", |value| {
            serde_json::from_value(value).ok()
        })
    }

    /// Takes a truth value.
    pub fn flag(&mut self, name: &'static str) -> Result<Field<bool>, ClerkError> {
        self.take(name, "boolean", |value| value.as_bool())
    }

    /// Takes a number of seconds.
    pub fn seconds(&mut self, name: &'static str) -> Result<Field<u64>, ClerkError> {
        self.take(name, "integer of at least 0", |value| value.as_u64())
    }

    /// Takes an object.
    pub fn object(&mut self, name: &'static str) -> Result<Field<Map<String, Value>>, ClerkError> {
        self.take(name, "object", |value| match value {
            Value::Object(object) => Some(object),
            _ => None,
        })
    }

    /// Refuses the fields that were not taken.
    ///
    /// # Errors
    /// Returns `form_param_unknown` when there are any.
    pub fn end(self) -> Result<(), ClerkError> {
        match self.0.into_iter().next() {
            Some((name, _)) => Err(ClerkError::unknown(name)),
            None => Ok(()),
        }
    }

    fn take<T>(
        &mut self,
        name: &'static str,
        kind: &str,
        read: impl FnOnce(Value) -> Option<T>,
    ) -> Result<Field<T>, ClerkError> {
        let wrong_type = || {
            let problem = format!("must be of type {kind}.");
            ClerkError::param("form_param_type_invalid", name, "is invalid", &problem)
        };
        match self.0.remove(name) {
            None => Ok(Field::Omitted),
            Some(Value::Null) => Ok(Field::Null),
            Some(value) => read(value).map(Field::Given).ok_or_else(wrong_type),
        }
    }
}

impl<T> Field<T> {
    /// The value, where null counts as omitted.
    pub fn given(self) -> Option<T> {
        match self {
            Self::Omitted | Self::Null => None,
            Self::Given(value) => Some(value),
        }
    }

    /// The value, where null stands for the empty one.
    pub fn given_or_empty(self) -> Option<T>
    where
        T: Default,
    {
        match self {
            Self::Omitted => None,
            Self::Null => Some(T::default()),
            Self::Given(value) => Some(value),
        }
    }

    /// The change to an optional value: `None` when omitted, and `Some(None)` when it is to be removed.
    #[expect(
        clippy::option_option,
        reason = "the operations that change a value tell both apart so"
    )]
    pub fn change(self) -> Option<Option<T>> {
        match self {
            Self::Omitted => None,
            Self::Null => Some(None),
            Self::Given(value) => Some(Some(value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fields(body: Value) -> Fields {
        Fields(serde_json::from_value(body).unwrap())
    }

    #[test]
    fn a_field_is_omitted_null_or_given() {
        let mut body = fields(json!({ "a": null, "b": " ", "c": "x" }));
        assert_eq!(body.text("a"), Ok(Field::Null));
        assert_eq!(body.removable_text("b"), Ok(Field::Null));
        assert_eq!(body.removable_text("c"), Ok(Field::Given("x".to_owned())));
        assert_eq!(body.text("d"), Ok(Field::Omitted));
        assert_eq!(body.end(), Ok(()));
    }

    #[test]
    fn a_field_of_another_type_is_refused_and_an_unknown_one_as_well() {
        let mut body = fields(json!({ "a": 1, "b": "x", "c": [1], "d": [] }));
        assert!(body.text("a").is_err());
        assert!(body.flag("b").is_err());
        assert!(body.texts("c").is_err());
        assert_eq!(body.end(), Err(ClerkError::unknown("d".to_owned())));
    }
}
