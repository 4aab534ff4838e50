use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::IntoResponse as _,
};
use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::api::clerk::{error::ClerkError, possible_errors::PossibleErrors};

/// Extractor for the fields of a form. Handlers take the fields that they know; the others are ignored, and nothing that
/// a browser sends is stored unless a handler takes it.
pub struct Form(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = ClerkError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ClerkError> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let is_json = kind
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/json"));
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => ClerkError::BODY_TOO_LARGE,
            _ => ClerkError::FORM_INVALID,
        })?;
        if is_json {
            return Self::of_json(&bytes).ok_or(ClerkError::BODY_INVALID);
        }
        let pairs = form_urlencoded::parse(&bytes);
        Ok(Self(pairs.into_owned().collect()))
    }
}

impl PossibleErrors for Form {
    fn all() -> Vec<ClerkError> {
        vec![
            ClerkError::FORM_INVALID,
            ClerkError::BODY_TOO_LARGE,
            ClerkError::missing("name"),
            ClerkError::value("name", "must be one of those that are possible."),
        ]
    }
}

impl Form {
    /// The fields of a JSON object, which some programs send instead of a form.
    fn of_json(bytes: &[u8]) -> Option<Self> {
        let object: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
        let pairs = object.into_iter().map(|(name, value)| match value {
            Value::String(text) => (name, text),
            Value::Null => (name, String::new()),
            other => (name, other.to_string()),
        });
        Some(Self(pairs.collect()))
    }

    /// The text of a field, which may be empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(it, _)| it == name)?;
        Some(&field.1)
    }

    /// The text of a field, unless it is empty.
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.text(name).filter(|text| !text.is_empty())
    }

    /// The text of a field that must be there.
    ///
    /// # Errors
    /// Returns `form_param_missing` when it is missing or empty.
    pub fn required(&self, name: &'static str) -> Result<&str, ClerkError> {
        self.filled(name).ok_or_else(|| ClerkError::missing(name))
    }

    /// All values of a repeated field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(it, _)| it == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The truth value of a field.
    ///
    /// # Errors
    /// Returns `form_param_value_invalid` when it is neither `true` nor `false`.
    pub fn flag(&self, name: &'static str) -> Result<Option<bool>, ClerkError> {
        match self.filled(name) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(ClerkError::value(name, "must be true or false.")),
        }
    }

    /// The object of a field, as JSON text.
    ///
    /// # Errors
    /// Returns `form_param_value_invalid` when it is not an object.
    pub fn object(&self, name: &'static str) -> Result<Option<Map<String, Value>>, ClerkError> {
        let Some(text) = self.filled(name) else {
            return Ok(None);
        };
        let object = serde_json::from_str(text);
        let wrong = |_| ClerkError::value(name, "must be a JSON object.");
        object.map(Some).map_err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(body: &str) -> Form {
        Form(
            form_urlencoded::parse(body.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    #[test]
    fn a_field_is_missing_empty_or_filled() {
        let form = form("a=&b=x&b=y&c=true&d=maybe");
        assert_eq!((form.text("a"), form.filled("a")), (Some(""), None));
        assert_eq!(form.all("b").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(form.flag("c"), Ok(Some(true)));
        assert!(form.flag("d").is_err() && form.required("e").is_err());
    }

    #[test]
    fn an_object_is_json_text() {
        let form = form("a=%7B%22b%22%3A1%7D&c=%5B1%5D&d=x");
        let object = form.object("a").unwrap().unwrap();
        assert_eq!(object.get("b"), Some(&Value::from(1)));
        assert!(form.object("c").is_err() && form.object("d").is_err());
        assert_eq!(form.object("e"), Ok(None));
    }

    #[test]
    fn a_json_body_has_the_same_fields() {
        let form = Form::of_json(br#"{"a":"x","b":null,"c":true,"d":{"e":1}}"#).unwrap();
        assert_eq!((form.text("a"), form.text("b")), (Some("x"), Some("")));
        assert_eq!(form.flag("c"), Ok(Some(true)));
        assert!(form.object("d").unwrap().is_some());
        assert!(Form::of_json(b"[]").is_none());
    }
}
