use std::cell::RefCell;

use serde_json::{Map, Value};
use url::Url;

use super::{Problem, Sensor};

/// Collector of validation problems.
#[derive(Default)]
pub(super) struct Problems(RefCell<Vec<Problem>>);

impl Problems {
    /// Adds a problem at `path`.
    pub fn add(&self, path: impl Into<String>, reason: impl Into<String>) {
        self.0.borrow_mut().push(Problem {
            path: path.into(),
            reason: reason.into(),
        });
    }

    /// Returns all problems.
    pub fn into_inner(self) -> Vec<Problem> {
        self.0.into_inner()
    }
}

/// A value of the file with its path. Reading it as a wrong type adds a problem and returns `None`.
pub(super) struct ValueReader<'a> {
    pub path: String,
    value: &'a Value,
    problems: &'a Problems,
}

/// A value that is an object.
pub(super) struct ObjectReader<'a> {
    path: String,
    map: &'a Map<String, Value>,
    problems: &'a Problems,
}

impl<'a> ValueReader<'a> {
    /// Creates the root value.
    pub fn root(value: &'a Value, problems: &'a Problems) -> Self {
        Self {
            path: String::new(),
            value,
            problems,
        }
    }

    pub fn fields(self) -> Option<ObjectReader<'a>> {
        match self.value.as_object() {
            Some(map) => Some(ObjectReader {
                path: self.path,
                map,
                problems: self.problems,
            }),
            None => self.fail("must be an object"),
        }
    }

    pub fn items(self) -> Option<Vec<Self>> {
        let Some(items) = self.value.as_array() else {
            return self.fail("must be a list");
        };
        let item = |(index, value)| Self {
            path: format!("{}[{index}]", self.path),
            value,
            problems: self.problems,
        };
        Some(items.iter().enumerate().map(item).collect())
    }

    pub fn text(self) -> Option<String> {
        match self.value.as_str().filter(|text| !text.trim().is_empty()) {
            Some(text) => Some(text.to_owned()),
            None => self.fail("must be text that is not empty"),
        }
    }

    pub fn boolean(self) -> Option<bool> {
        let boolean = self.value.as_bool();
        boolean.or_else(|| self.fail("must be true or false"))
    }

    /// Reads a finite, nonnegative number.
    pub fn amount(self) -> Option<f64> {
        let amount = self.value.as_f64().filter(|amount| *amount >= 0.0);
        amount.or_else(|| self.fail("must be a number, 0 or more"))
    }

    pub fn grade(self) -> Option<i8> {
        let grade = self.value.as_i64().and_then(|grade| grade.try_into().ok());
        grade
            .filter(|grade| (-1..=13).contains(grade))
            .or_else(|| self.fail("must be -1 to 13"))
    }

    pub fn url(self) -> Option<Url> {
        let url = self
            .value
            .as_str()
            .filter(|url| Sensor::parse(url).is_some());
        url.and_then(|url| Url::parse(url).ok())
            .or_else(|| self.fail("must be a URL that begins with https:// or http://"))
    }

    pub fn sensor(self) -> Option<Sensor> {
        let sensor = self.value.as_str().and_then(Sensor::parse);
        sensor.or_else(|| self.fail("must be a URL that begins with https:// or http://"))
    }

    /// Reads one of the given strings.
    pub fn one_of<T: Copy>(self, words: &[(&str, T)]) -> Option<T> {
        let found = words
            .iter()
            .find(|(word, _)| self.value.as_str() == Some(word));
        found.map(|(_, meaning)| *meaning).or_else(|| {
            let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            self.fail(format!("must be one of {}", known.join(", ")))
        })
    }

    fn fail<T>(&self, reason: impl Into<String>) -> Option<T> {
        self.problems.add(&self.path, reason);
        None
    }
}

impl<'a> ObjectReader<'a> {
    /// Returns the field, unless it is missing or null.
    pub fn get(&self, name: &str) -> Option<ValueReader<'a>> {
        let value = self.map.get(name).filter(|value| !value.is_null())?;
        Some(ValueReader {
            path: self.path_of(name),
            value,
            problems: self.problems,
        })
    }

    /// Returns the field; adds a problem if it is missing or null.
    pub fn required(&self, name: &str) -> Option<ValueReader<'a>> {
        let value = self.get(name);
        if value.is_none() {
            self.problems.add(self.path_of(name), "is missing");
        }
        value
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }
}
