use std::{
    convert::Infallible,
    future::{Future, ready},
};

use axum::{extract::FromRequestParts, http::request::Parts};
use url::form_urlencoded;

use super::{error::ClerkError, possible_errors::PossibleErrors};

/// Default number of results.
const LIMIT: i64 = 10;

/// Maximum number of results.
const MOST: i64 = 500;

/// Maximum number of values of a repeated parameter.
const MOST_VALUES: usize = 100;

/// Extractor for the query parameters. The name of a repeated parameter may end in `[]`.
///
/// Handlers take the parameters that they know, and then call [`end`](Self::end): a filter that is not applied would
/// return users whom the program did not ask for.
pub struct Parameters(Vec<(String, String)>);

/// The requested part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub limit: i64,
    pub offset: i64,
}

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Infallible;

    fn from_request_parts(
        parts: &mut Parts,
        _: &S,
    ) -> impl Future<Output = Result<Self, Infallible>> + Send {
        ready(Ok(Self::parse(parts.uri.query().unwrap_or_default())))
    }
}

impl PossibleErrors for Parameters {
    fn all() -> Vec<ClerkError> {
        let (code, message) = ("form_param_array_size_exceeded", "exceeds maximum size");
        vec![
            ClerkError::param(code, "name", message, "should not exceed 100 items."),
            ClerkError::value("name", "must be one of those that are possible."),
            ClerkError::unknown("name".to_owned()),
        ]
    }
}

impl Parameters {
    fn parse(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes());
        let pairs = pairs.map(|(name, value)| {
            let name = name.strip_suffix("[]").unwrap_or(&name);
            (name.to_owned(), value.into_owned())
        });
        Self(pairs.collect())
    }

    /// Takes all values of a parameter.
    ///
    /// # Errors
    /// Returns `form_param_array_size_exceeded` when there are too many.
    pub fn all(&mut self, name: &'static str) -> Result<Vec<String>, ClerkError> {
        let (taken, left) = self.0.drain(..).partition(|(it, _)| it == name);
        self.0 = left;
        let values: Vec<String> = taken.into_iter().map(|(_, value)| value).collect();
        if values.len() > MOST_VALUES {
            let problem = format!("should not exceed {MOST_VALUES} items.");
            let (code, message) = ("form_param_array_size_exceeded", "exceeds maximum size");
            return Err(ClerkError::param(code, name, message, &problem));
        }
        Ok(values)
    }

    /// Takes the first value of a parameter. An empty value counts as omitted.
    pub fn first(&mut self, name: &'static str) -> Result<Option<String>, ClerkError> {
        let values = self.all(name)?;
        Ok(values.into_iter().find(|value| !value.is_empty()))
    }

    /// Takes a truth value, `false` when it is omitted.
    pub fn flag(&mut self, name: &'static str) -> Result<bool, ClerkError> {
        match self.first(name)?.as_deref() {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(ClerkError::value(name, "must be true or false.")),
        }
    }

    /// Takes `limit` and `offset`.
    pub fn page(&mut self) -> Result<Page, ClerkError> {
        let limit = self.number("limit", LIMIT)?;
        if !(1..=MOST).contains(&limit) {
            let problem = format!("must be a number from 1 to {MOST}.");
            return Err(ClerkError::value("limit", &problem));
        }
        let offset = self.number("offset", 0)?;
        Ok(Page { limit, offset })
    }

    /// Refuses the parameters that were not taken.
    ///
    /// # Errors
    /// Returns `form_param_unknown` when there are any.
    pub fn end(self) -> Result<(), ClerkError> {
        match self.0.into_iter().next() {
            Some((name, _)) => Err(ClerkError::unknown(name)),
            None => Ok(()),
        }
    }

    fn number(&mut self, name: &'static str, default: i64) -> Result<i64, ClerkError> {
        let Some(text) = self.first(name)? else {
            return Ok(default);
        };
        let number = text.parse::<i64>().ok().filter(|number| *number >= 0);
        number.ok_or_else(|| ClerkError::value(name, "must be a number of at least 0."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_parameter_has_its_values_with_and_without_brackets() {
        let mut parameters = Parameters::parse("a=1&b=2&a%5B%5D=3&a[]=&b=4");
        assert_eq!(parameters.all("a").unwrap(), ["1", "3", ""]);
        assert_eq!(parameters.first("b").unwrap().as_deref(), Some("2"));
        assert_eq!(parameters.end(), Ok(()));
        assert!(Parameters::parse(&"a&".repeat(101)).all("a").is_err());
        assert!(Parameters::parse("c=").end().is_err());
    }

    #[test]
    fn a_page_has_ten_results_by_default_and_five_hundred_at_most() {
        let page = |query: &str| Parameters::parse(query).page();
        let (limit, offset) = (LIMIT, 0);
        assert_eq!(page("limit="), Ok(Page { limit, offset }));
        let (limit, offset) = (MOST, 20);
        assert_eq!(page("limit=500&offset=20"), Ok(Page { limit, offset }));
        for wrong in ["limit=501", "limit=0", "limit=ten", "offset=-1"] {
            assert!(page(wrong).is_err(), "{wrong}");
        }
    }
}
