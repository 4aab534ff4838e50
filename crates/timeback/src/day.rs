//! Which day "today" is.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// How a profile is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProfileOptions {
    /// The days XP are counted by.
    pub day: Day,
}

/// Where days begin and end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Day {
    /// The UTC day, as in the official SDK.
    #[default]
    Utc,
    /// The day of the student's own time zone, which must have an IANA name: the platform is asked by it.
    In(TimeZone),
}

/// No time zone has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no time zone has this name; it should be an IANA name such as America/Chicago")]
pub struct UnknownTimeZone;

impl Day {
    /// The day of the time zone with this IANA name, such as `America/Chicago`; `UTC` is [`Day::Utc`].
    ///
    /// # Errors
    /// [`UnknownTimeZone`].
    pub fn parse(name: &str) -> Result<Self, UnknownTimeZone> {
        let zone = TimeZone::get(name).map_err(|_| UnknownTimeZone)?;
        match zone.iana_name() {
            None | Some("Etc/Unknown") => Err(UnknownTimeZone),
            Some("UTC") => Ok(Self::Utc),
            Some(_) => Ok(Self::In(zone)),
        }
    }

    /// The day that `now` belongs to.
    pub fn date(&self, now: Timestamp) -> Date {
        self.datetime(now).date()
    }

    /// What calendar and clock show at `now`.
    pub fn datetime(&self, now: Timestamp) -> DateTime {
        now.to_zoned(self.zone()).datetime()
    }

    /// The time zone whose days these are.
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
    fn a_name_leads_to_its_day_and_utc_is_the_official_one() {
        let now: Timestamp = "2026-03-10T03:30:00Z".parse().unwrap();
        let date = |name: &str| Day::parse(name).unwrap().date(now).to_string();
        assert_eq!(date("America/Chicago"), "2026-03-09");
        assert_eq!(date("Asia/Kolkata"), "2026-03-10");
        assert_eq!(Day::parse("UTC"), Ok(Day::Utc));
        assert_eq!(Day::Utc.date(now).to_string(), "2026-03-10");
    }

    #[test]
    fn what_is_no_zone_is_refused() {
        for name in ["", "Chicago", "America/Nowhere", "-05:00", "Etc/Unknown"] {
            assert_eq!(Day::parse(name), Err(UnknownTimeZone), "{name}");
        }
    }
}
