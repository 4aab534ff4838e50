//! Evaluation of filters.

use std::cmp::Ordering;

use serde_json::Value;

use super::{Comparison, Filter, Operator};

impl Filter {
    /// Whether the serialized `entity` matches.
    pub fn matches(&self, entity: &Value) -> bool {
        match self {
            Self::Compare(comparison) => comparison.matches(entity),
            Self::And(left, right) => left.matches(entity) && right.matches(entity),
            Self::Or(left, right) => left.matches(entity) || right.matches(entity),
        }
    }
}

impl Filter {
    /// Whether an entity cannot match, judging only by the fields that `text` returns without serializing it.
    pub fn excludes<'e>(&self, text: &impl Fn(&str) -> Option<&'e str>) -> bool {
        match self {
            Self::Compare(comparison) => match comparison.path.as_slice() {
                [name] => text(name).is_some_and(|text| !comparison.matches_any(&[text])),
                _ => false,
            },
            Self::And(left, right) => left.excludes(text) || right.excludes(text),
            Self::Or(left, right) => left.excludes(text) && right.excludes(text),
        }
    }
}

impl Comparison {
    fn matches(&self, entity: &Value) -> bool {
        self.matches_any(&texts_at(entity, &self.path))
    }

    fn matches_any<T: AsRef<str>>(&self, found: &[T]) -> bool {
        let mut found = found.iter().map(AsRef::as_ref);
        match self.operator {
            Operator::NotEqual => !found.any(|text| self.is_equal(text, &self.value)),
            _ => found.any(|text| self.matches_value(text)),
        }
    }

    fn matches_value(&self, text: &str) -> bool {
        let order = || order(text, &self.value);
        match self.operator {
            Operator::Equal => self.is_equal(text, &self.value),
            Operator::NotEqual => !self.is_equal(text, &self.value),
            Operator::Contains => text.to_lowercase().contains(&self.value.to_lowercase()),
            Operator::In => self
                .value
                .split(',')
                .any(|value| self.is_equal(text, value.trim())),
            Operator::Greater => order() == Ordering::Greater,
            Operator::GreaterOrEqual => order() != Ordering::Less,
            Operator::Less => order() == Ordering::Less,
            Operator::LessOrEqual => order() != Ordering::Greater,
        }
    }

    /// Compares values; e-mail addresses are case-insensitive.
    fn is_equal(&self, text: &str, value: &str) -> bool {
        match self.path.last().map(String::as_str) {
            Some("email") => text.eq_ignore_ascii_case(value),
            _ => text == value,
        }
    }
}

/// Returns the values at `path` as strings. A list contributes each of its entries.
pub fn texts_at<P: AsRef<str>>(entity: &Value, path: &[P]) -> Vec<String> {
    match (entity, path) {
        (Value::Array(entries), _) => entries
            .iter()
            .flat_map(|entry| texts_at(entry, path))
            .collect(),
        (Value::Object(fields), [name, rest @ ..]) => fields
            .get(name.as_ref())
            .map(|value| texts_at(value, rest))
            .unwrap_or_default(),
        (Value::String(text), []) => vec![text.clone()],
        (Value::Number(number), []) => vec![number.to_string()],
        (Value::Bool(flag), []) => vec![flag.to_string()],
        _ => Vec::new(),
    }
}

/// Compares numbers numerically and everything else lexically, which is right for ISO dates.
pub fn order(left: &str, right: &str) -> Ordering {
    match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(left), Ok(right)) => left.total_cmp(&right),
        _ => left.cmp(right),
    }
}
