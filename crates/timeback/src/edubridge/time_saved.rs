//! Time saved by a student.

use jiff::Timestamp;
use serde::Deserialize;

use super::{EduBridge, envelope::Data};
use crate::{
    Error, Service,
    lenient::{instant, number},
    transport::Request,
};

const TIME_SAVED: &str = "/edubridge/time-saved/user/{userId}";

/// Time saved in the current school year, compared with traditional school days.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeSaved {
    /// Total hours.
    #[serde(deserialize_with = "number")]
    pub total_hours_saved: f64,
    /// The same in days of 24 hours.
    #[serde(deserialize_with = "number")]
    pub total_days_saved: f64,
    /// School days so far, without weekends, holidays and MAP test days.
    #[serde(deserialize_with = "number")]
    pub school_days_elapsed: f64,
    /// Start of the student's first enrollment in the school year; the start of the year for an earlier one.
    #[serde(deserialize_with = "instant")]
    pub earliest_start_date: Timestamp,
    /// Start of the school year.
    #[serde(deserialize_with = "instant")]
    pub school_year_start_date: Timestamp,
    /// The calculation.
    pub calculation: TimeSavedCalculation,
}

/// Calculation of the hours saved.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeSavedCalculation {
    /// Hours of a traditional school day, including homework.
    #[serde(deserialize_with = "number")]
    pub standard_school_hours_per_day: f64,
    /// Hours of learning per day on the platform.
    #[serde(deserialize_with = "number")]
    pub timeback_hours_per_day: f64,
    /// The difference.
    #[serde(deserialize_with = "number")]
    pub hours_saved_per_day: f64,
    /// The calculation in words.
    pub formula: String,
}

impl EduBridge<'_> {
    /// Returns the time the student saved in the current school year: `GET /time-saved/user/{userId}`. `None` for a
    /// student without enrollments, or unknown to the platform.
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
