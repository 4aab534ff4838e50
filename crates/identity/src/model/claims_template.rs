use serde_json::{Map, Value};

use super::{
    metadata::Metadata,
    shortcode::{self, Part, TokenSubject},
};
use crate::Error;

/// The claims that every token has, and no template may set.
const DEFAULT_CLAIMS: [&str; 8] = ["iss", "sub", "sid", "iat", "nbf", "exp", "azp", "jti"];

/// The claims of a JWT template: a JSON object of at most 8 KB and 16 levels, whose texts may have shortcodes such as
/// `{{user.id}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimsTemplate(Metadata);

/// Why claims are not accepted as a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidClaims {
    /// There is no such shortcode.
    #[error("the shortcode {0} is not known")]
    UnknownShortcode(String),
    /// Every token has this claim, and a template cannot set it.
    #[error("the claim {0} cannot be set")]
    DefaultClaim(String),
    /// They are too large or too deep.
    #[error("claims may have 8 KB and 16 levels")]
    TooLarge,
}

impl ClaimsTemplate {
    /// Parses the claims of a template.
    ///
    /// # Errors
    /// [`InvalidClaims`] says when.
    pub fn parse(claims: Map<String, Value>) -> Result<Self, InvalidClaims> {
        if let Some(name) = claims
            .keys()
            .find(|it| DEFAULT_CLAIMS.contains(&it.as_str()))
        {
            return Err(InvalidClaims::DefaultClaim(name.clone()));
        }
        let claims = Metadata::replace(claims).map_err(|_| InvalidClaims::TooLarge)?;
        for value in claims.as_map().values() {
            check(value).map_err(InvalidClaims::UnknownShortcode)?;
        }
        Ok(Self(claims))
    }

    /// The claims, with their shortcodes.
    pub fn as_map(&self) -> &Map<String, Value> {
        self.0.as_map()
    }

    /// The stored form.
    pub(crate) fn to_text(&self) -> String {
        self.0.to_text()
    }

    /// Decodes the stored form.
    pub(crate) fn from_text(text: &str) -> Result<Self, Error> {
        Metadata::from_text(text).map(Self)
    }

    /// The claims for this subject.
    pub(crate) fn resolve(&self, subject: &TokenSubject<'_>) -> Map<String, Value> {
        let claims = self.as_map().iter();
        claims
            .map(|(name, value)| (name.clone(), resolve(value, subject)))
            .collect()
    }
}

/// Finds a shortcode that is not known.
fn check(value: &Value) -> Result<(), String> {
    match value {
        Value::String(text) => shortcode::parse(text).map(|_| ()),
        Value::Array(values) => values.iter().try_for_each(check),
        Value::Object(object) => object.values().try_for_each(check),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn resolve(value: &Value, subject: &TokenSubject<'_>) -> Value {
    match value {
        Value::String(text) => resolve_text(text, subject),
        Value::Array(values) => values.iter().map(|it| resolve(it, subject)).collect(),
        Value::Object(object) => object
            .iter()
            .map(|(name, value)| (name.clone(), resolve(value, subject)))
            .collect(),
        other => other.clone(),
    }
}

/// The value of a text. A text that is one shortcode has the type of what the shortcode stands for.
fn resolve_text(text: &str, subject: &TokenSubject<'_>) -> Value {
    // A stored text was checked.
    let parts = shortcode::parse(text).unwrap_or_default();
    if let [Part::Shortcode(operands)] = parts.as_slice() {
        return shortcode::resolve(operands, subject);
    }
    let parts = parts.iter().map(|part| match part {
        Part::Text(text) => (*text).to_owned(),
        Part::Shortcode(operands) => match shortcode::resolve(operands, subject) {
            Value::Null => String::new(),
            Value::String(text) => text,
            value => value.to_string(),
        },
    });
    Value::String(parts.collect())
}

#[cfg(test)]
mod tests;
