//! Calendar days of a profile.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// Options of a profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProfileOptions {
    /// The calendar days by which XP are counted.
    pub day: Day,
}

/// The time zone that defines a calendar day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Day {
    /// UTC, as in the official SDK.
    #[default]
    Utc,
    /// The student's own time zone. Requires an IANA name, which is sent to the platform.
    In(TimeZone),
}

/// Error of [`Day::parse`] for an unknown time zone name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no time zone has this name; it should be an IANA name such as America/Chicago")]
pub struct UnknownTimeZone;

impl Day {
    /// Parses an IANA time zone name, such as `America/Chicago`; `UTC` is [`Day::Utc`].
    ///
    /// # Errors
    /// Returns [`UnknownTimeZone`] when no time zone has this name.
    pub fn parse(name: &str) -> Result<Self, UnknownTimeZone> {
        let zone = TimeZone::get(name).map_err(|_| UnknownTimeZone)?;
        match zone.iana_name() {
            None | Some("Etc/Unknown") => Err(UnknownTimeZone),
            Some("UTC") => Ok(Self::Utc),
            Some(_) => Ok(Self::In(zone)),
        }
    }

    /// Returns the IANA name of the time zone.
    pub fn name(&self) -> &str {
        match self {
            Self::Utc => "UTC",
            Self::In(zone) => zone.iana_name().unwrap_or_default(),
        }
    }

    /// Returns the date at `now`.
    pub fn date(&self, now: Timestamp) -> Date {
        self.datetime(now).date()
    }

    /// Returns the local date and time at `now`.
    pub fn datetime(&self, now: Timestamp) -> DateTime {
        now.to_zoned(self.zone()).datetime()
    }

    /// Returns when a day begins.
    pub fn begin_of(&self, date: Date) -> Timestamp {
        let begin = date.to_zoned(self.zone());
        begin.map_or(Timestamp::MAX, |begin| begin.timestamp())
    }

    /// Returns the time zone.
    pub fn zone(&self) -> TimeZone {
        match self {
            Self::Utc => TimeZone::UTC,
            Self::In(zone) => zone.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_zone_name_selects_its_day_and_utc_is_the_default() {
        let now: Timestamp = "2026-03-10T03:30:00Z".parse().unwrap();
        let date = |name: &str| Day::parse(name).unwrap().date(now).to_string();
        assert_eq!(date("America/Chicago"), "2026-03-09");
        assert_eq!(date("Asia/Kolkata"), "2026-03-10");
        assert_eq!(Day::parse("UTC"), Ok(Day::Utc));
        assert_eq!(Day::Utc.date(now).to_string(), "2026-03-10");
    }

    #[test]
    fn an_unknown_time_zone_is_rejected() {
        for name in ["", "Chicago", "America/Nowhere", "-05:00", "Etc/Unknown"] {
            assert_eq!(Day::parse(name), Err(UnknownTimeZone), "{name}");
        }
    }
}
