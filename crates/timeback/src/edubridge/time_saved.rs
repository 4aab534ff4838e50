//! The time a student got back.

use jiff::Timestamp;
use serde::Deserialize;

use super::{EduBridge, answer::Data};
use crate::{
    Error, Service,
    lenient::{instant, number},
    transport::Request,
};

const TIME_SAVED: &str = "/edubridge/time-saved/user/{userId}";

/// The time a student got back in the current school year, against a traditional school day.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeSaved {
    /// Hours in all.
    #[serde(deserialize_with = "number")]
    pub total_hours_saved: f64,
    /// The same in days of 24 hours.
    #[serde(deserialize_with = "number")]
    pub total_days_saved: f64,
    /// School days so far, without weekends, holidays and days of MAP tests.
    #[serde(deserialize_with = "number")]
    pub school_days_elapsed: f64,
    /// When the student's first enrollment of the year began; the year's beginning for an older one.
    #[serde(deserialize_with = "instant")]
    pub earliest_start_date: Timestamp,
    /// When the school year began.
    #[serde(deserialize_with = "instant")]
    pub school_year_start_date: Timestamp,
    /// How the hours come about.
    pub calculation: TimeSavedCalculation,
}

/// How the hours saved come about.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeSavedCalculation {
    /// Hours of a traditional school day with its homework.
    #[serde(deserialize_with = "number")]
    pub standard_school_hours_per_day: f64,
    /// Hours of learning a day on the platform.
    #[serde(deserialize_with = "number")]
    pub timeback_hours_per_day: f64,
    /// The difference.
    #[serde(deserialize_with = "number")]
    pub hours_saved_per_day: f64,
    /// The calculation in words.
    pub formula: String,
}

impl EduBridge<'_> {
    /// The time the student got back in the current school year: `GET /time-saved/user/{userId}`. None for a student
    /// without enrollments, or one the platform does not know.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn find_time_saved(self, user_id: &str) -> Result<Option<TimeSaved>, Error> {
        let request = Request::get(Service::EduBridge, TIME_SAVED).id(user_id);
        match self.operation().fetch(request).await {
            Ok(Data { data }) => Ok(Some(data)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }
}
