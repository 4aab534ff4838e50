//! Query parameters of the analytics routes.

use axum::http::Uri;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use url::form_urlencoded;

use crate::imsx::ImsxError;
use crate::school::person::Person;
use crate::school::roster::Roster;

/// Parsed query of an analytics route.
#[derive(Debug)]
pub struct AnalyticsQuery(Vec<(String, String)>);

impl AnalyticsQuery {
    /// Parses the query of `uri`.
    pub fn new(uri: &Uri) -> Self {
        let query = uri.query().unwrap_or_default();
        Self(
            form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// Returns a non-empty parameter.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// Returns all values of a parameter that may be repeated or comma-separated.
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(key, _)| key == name)
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// Returns an integer parameter, or `default`.
    pub fn count(&self, name: &str, default: usize) -> Result<usize, ImsxError> {
        self.value(name).map_or(Ok(default), |text| {
            text.parse().map_err(|_| {
                ImsxError::unprocessable(format!("{name} must be a whole number, 0 or more."))
            })
        })
    }

    /// Returns a timestamp parameter; a bare date means its `time` in UTC.
    pub fn bound(&self, name: &str, time: &str) -> Result<Option<Timestamp>, ImsxError> {
        self.value(name)
            .map(|text| match text.parse::<Date>() {
                Ok(day) if !text.contains('T') => instant(name, &format!("{day}{time}")),
                _ => instant(name, text),
            })
            .transpose()
    }

    /// Returns the users with `studentId`, or all users with `email`.
    pub fn people<'r>(&self, roster: &'r Roster) -> Result<Vec<&'r Person>, ImsxError> {
        let people = roster.people().iter();
        let found: Vec<&Person> = match (self.value("studentId"), self.value("email")) {
            (Some(id), _) => people.filter(|person| person.id == id).collect(),
            (None, Some(email)) => people.filter(|person| person.has_email(email)).collect(),
            (None, None) => {
                return Err(ImsxError::bad_request(
                    "Either email or studentId is required.",
                ));
            }
        };
        if found.is_empty() {
            Err(ImsxError::not_found("User"))
        } else {
            Ok(found)
        }
    }

    /// Returns the time zone; UTC by default.
    pub fn zone(&self) -> Result<TimeZone, ImsxError> {
        match self.value("timezone") {
            None => Ok(TimeZone::UTC),
            Some(name) => TimeZone::get(name)
                .map_err(|_| ImsxError::unprocessable("timezone must be a valid IANA time zone.")),
        }
    }

    /// Returns a timestamp parameter.
    pub fn instant(&self, name: &str) -> Result<Option<Timestamp>, ImsxError> {
        self.value(name).map(|text| instant(name, text)).transpose()
    }

    /// Returns the required, inclusive range of `startDate` and `endDate`.
    pub fn period(&self) -> Result<(Timestamp, Timestamp), ImsxError> {
        let required = |name: &str| {
            self.instant(name)?
                .ok_or_else(|| ImsxError::unprocessable(format!("{name} is required.")))
        };
        let (start, end) = (required("startDate")?, required("endDate")?);
        if start <= end {
            Ok((start, end))
        } else {
            Err(ImsxError::unprocessable(
                "startDate must not be after endDate.",
            ))
        }
    }

    /// Returns the day of `weekDate`, a date or a timestamp.
    pub fn week_day(&self, zone: &TimeZone) -> Result<Date, ImsxError> {
        let text = self
            .value("weekDate")
            .ok_or_else(|| ImsxError::unprocessable("weekDate is required."))?;
        match text.parse::<Date>() {
            Ok(day) if !text.contains('T') => Ok(day),
            _ => instant("weekDate", text).map(|instant| instant.to_zoned(zone.clone()).date()),
        }
    }
}

fn instant(name: &str, text: &str) -> Result<Timestamp, ImsxError> {
    to_nanoseconds(text).parse().map_err(|_| {
        ImsxError::unprocessable(format!(
            "{name} must be a full ISO 8601 datetime with a time zone."
        ))
    })
}

/// Truncates a timestamp's fraction to nine digits.
fn to_nanoseconds(text: &str) -> String {
    let Some((seconds, rest)) = text.split_once('.') else {
        return text.to_owned();
    };
    let digits = rest.len()
        - rest
            .trim_start_matches(|character: char| character.is_ascii_digit())
            .len();
    format!("{seconds}.{}{}", &rest[..digits.min(9)], &rest[digits..])
}

#[cfg(test)]
mod tests {
    use super::AnalyticsQuery;

    fn parse(query: &str) -> AnalyticsQuery {
        AnalyticsQuery::new(&format!("/?{query}").parse().unwrap())
    }

    #[test]
    fn a_fraction_of_any_length_is_read() {
        for fraction in ["", ".9", ".999", ".999999", ".999999999", ".999999999999"] {
            let query =
                format!("startDate=2026-11-20T00:00:00Z&endDate=2026-11-20T23:59:59{fraction}Z");
            let (_, end) = parse(&query).period().unwrap();
            assert_eq!(end.as_second(), 1_795_219_199, "{fraction}");
        }
    }

    #[test]
    fn a_bare_date_is_rejected() {
        assert!(
            parse("startDate=2026-11-20&endDate=2026-11-21T00:00:00Z")
                .period()
                .is_err()
        );
        assert!(
            parse("startDate=2026-11-20T00:00:00&endDate=2026-11-21T00:00:00Z")
                .period()
                .is_err()
        );
        assert!(
            parse("startDate=2026-11-21T00:00:00Z&endDate=2026-11-20T00:00:00Z")
                .period()
                .is_err()
        );
        assert!(parse("startDate=2026-11-21T00:00:00Z").period().is_err());
    }
}
