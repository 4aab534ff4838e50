//! Propagation of a course's goals to its enrollments.

use reqwest::Method;
use serde::Deserialize;

use super::{EduBridge, envelope::Data};
use crate::{Error, Service, lenient::or_empty, transport::Request};

const PROPAGATE: &str = "/edubridge/enrollments/propagateGoals/{courseId}";
const RESET: &str = "/edubridge/enrollments/resetGoals/{courseId}";

/// Result of propagating goals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct GoalsPropagation {
    /// Number of enrollments that now have the course's goals.
    pub updated: u64,
    /// The platform's error messages for the others.
    #[serde(default, deserialize_with = "or_empty")]
    pub errors: Vec<String>,
}

impl EduBridge<'_> {
    /// Copies the course's goals to every enrollment without individual goals: `POST
    /// /enrollments/propagateGoals/{courseId}`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 for an unknown course and 422 for one without goals.
    pub async fn propagate_goals(self, course_id: &str) -> Result<GoalsPropagation, Error> {
        self.post_goals(PROPAGATE, course_id).await
    }

    /// Same as [`EduBridge::propagate_goals`], under the official SDK's name: `POST
    /// /enrollments/resetGoals/{courseId}`.
    ///
    /// # Errors
    /// Returns the errors of [`EduBridge::propagate_goals`].
    pub async fn reset_goals(self, course_id: &str) -> Result<GoalsPropagation, Error> {
        self.post_goals(RESET, course_id).await
    }

    async fn post_goals(
        self,
        route: &'static str,
        course_id: &str,
    ) -> Result<GoalsPropagation, Error> {
        let request = Request::new(Method::POST, Service::EduBridge, route).id(course_id);
        let Data { data } = self.operation().fetch(request).await?;
        Ok(data)
    }
}
