//! JSON values that know their path, for validation problems.

use jiff::Timestamp;
use serde_json::Value;

/// A validation problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path, such as `data[0].actor.email`; empty for the whole document.
    pub path: String,
    /// What was expected.
    pub message: String,
}

/// A value of the document; null if absent.
#[derive(Debug, Clone)]
pub struct JsonNode<'v> {
    path: String,
    value: &'v Value,
}

impl<'v> JsonNode<'v> {
    /// Returns the document itself.
    pub fn root(value: &'v Value) -> Self {
        Self {
            path: String::new(),
            value,
        }
    }

    /// Returns the field `name`.
    pub fn field(&self, name: &str) -> Self {
        let path = if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        };
        Self {
            path,
            value: self.value.get(name).unwrap_or(&Value::Null),
        }
    }

    /// Whether the value is absent or null.
    pub fn is_absent(&self) -> bool {
        self.value.is_null()
    }

    /// Returns the entries of a list, which must not be empty.
    pub fn entries(&self, problems: &mut Vec<Problem>) -> Vec<Self> {
        match self.value.as_array() {
            Some(entries) if !entries.is_empty() => {
                let entry = |(index, value)| Self {
                    path: format!("{}[{index}]", self.path),
                    value,
                };
                entries.iter().enumerate().map(entry).collect()
            }
            _ => {
                self.add_problem("must be a list with at least one entry", problems);
                Vec::new()
            }
        }
    }

    /// Returns a string, which must not be empty.
    pub fn text(&self, problems: &mut Vec<Problem>) -> &'v str {
        match self.value.as_str() {
            Some(text) if !text.trim().is_empty() => text,
            _ => {
                self.add_problem("must be a text that is not empty", problems);
                ""
            }
        }
    }

    /// Returns the string, if there is one.
    pub fn optional_text(&self) -> Option<&'v str> {
        self.value.as_str().filter(|text| !text.is_empty())
    }

    /// Returns a URN of a UUID: `urn:uuid:…`.
    pub fn urn_uuid(&self, problems: &mut Vec<Problem>) -> &'v str {
        match self.value.as_str() {
            Some(text) if is_urn_uuid(text) => text,
            _ => {
                self.add_problem("must be urn:uuid: and a UUID", problems);
                ""
            }
        }
    }

    /// Returns a boolean, or `default` if absent.
    pub fn flag(&self, default: bool, problems: &mut Vec<Problem>) -> bool {
        if self.is_absent() {
            return default;
        }
        self.value.as_bool().unwrap_or_else(|| {
            self.add_problem("must be true or false", problems);
            default
        })
    }

    /// Serializes the value.
    pub fn to_json(&self) -> String {
        self.value.to_string()
    }

    /// Checks that the value is the string `expected`.
    pub fn constant(&self, expected: &str, problems: &mut Vec<Problem>) {
        if self.value.as_str() != Some(expected) {
            self.add_problem(&format!("must be \"{expected}\""), problems);
        }
    }

    /// Returns an ISO 8601 timestamp.
    pub fn instant(&self, problems: &mut Vec<Problem>) -> Timestamp {
        self.value
            .as_str()
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(|| {
                self.add_problem("must be an ISO 8601 datetime with a time zone", problems);
                Timestamp::UNIX_EPOCH
            })
    }

    /// Returns a number.
    pub fn number(&self, problems: &mut Vec<Problem>) -> f64 {
        self.value.as_f64().unwrap_or_else(|| {
            self.add_problem("must be a number", problems);
            0.0
        })
    }

    /// Returns a nonnegative integer.
    pub fn count(&self, problems: &mut Vec<Problem>) -> u64 {
        self.value.as_u64().unwrap_or_else(|| {
            self.add_problem("must be a whole number, 0 or more", problems);
            0
        })
    }

    /// Adds a problem at this path.
    pub fn add_problem(&self, message: &str, problems: &mut Vec<Problem>) {
        problems.push(Problem {
            path: self.path.clone(),
            message: message.to_owned(),
        });
    }
}

fn is_urn_uuid(text: &str) -> bool {
    text.strip_prefix("urn:uuid:").is_some_and(|uuid| {
        uuid.len() == 36
            && uuid.bytes().enumerate().all(|(place, byte)| match place {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            })
    })
}
