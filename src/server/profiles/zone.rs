//! Whose day is "today": each student's is that of their own time zone, where they have chosen one, else the school's.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};

use super::Profiles;
use crate::{error::AppError, server::failure::Failure, viewer::CurrentUser};
use display_error_chain::DisplayErrorChain;
use identity::TimeZoneName;
use timeback::{Day, SessionCache, UserRecord};

impl Profiles {
    /// The calendar days of the signed-in student.
    pub fn day_of(&self, student: &CurrentUser) -> Day {
        self.day_in(student.time_zone.as_ref())
    }

    /// Today's date of the signed-in student.
    pub fn today_of(&self, student: &CurrentUser) -> Date {
        self.day_of(student).date(self.now())
    }

    /// The time by the server's clock.
    pub fn now(&self) -> Timestamp {
        let clock = self.env.clock();
        clock()
    }

    /// The name of the school's time zone.
    pub fn school_time_zone(&self) -> &str {
        self.cache.options().day.name()
    }

    /// The cache by the calendar days of the signed-in student.
    pub(super) fn cache_of(&self, student: &CurrentUser) -> SessionCache {
        self.cache.in_zone(&self.day_of(student))
    }

    /// The calendar days of each of these students, by their Timeback id, where they have an account with a time zone.
    pub(super) async fn days_of(
        &self,
        students: &[UserRecord],
    ) -> Result<HashMap<String, Day>, AppError> {
        let ids: Vec<_> = students.iter().map(|student| student.id.as_str()).collect();
        let zones = self.identity.student_time_zones(&ids).await;
        let zones = zones.map_err(|error| {
            tracing::error!(
                error = %DisplayErrorChain::new(&error),
                "could not read the time zones of students"
            );
            AppError::from(Failure::from(&error))
        })?;
        let days = zones.into_iter();
        Ok(days
            .map(|(id, zone)| (id, self.day_in(Some(&zone))))
            .collect())
    }

    /// The calendar days in this time zone; `None` is the school's.
    pub(super) fn day_in(&self, zone: Option<&TimeZoneName>) -> Day {
        let own = zone.and_then(|zone| Day::parse(zone.as_str()).ok());
        own.unwrap_or_else(|| self.cache.options().day.clone())
    }
}
