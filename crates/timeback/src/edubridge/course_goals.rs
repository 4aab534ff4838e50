//! A course's goals, handed down to its enrollments.

use reqwest::Method;
use serde::Deserialize;

use super::{EduBridge, answer::Data};
use crate::{Error, Service, lenient::or_empty, transport::Request};

const PROPAGATE: &str = "/edubridge/enrollments/propagateGoals/{courseId}";
const RESET: &str = "/edubridge/enrollments/resetGoals/{courseId}";

/// What came of handing goals down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct GoalsHandedDown {
    /// How many enrollments have the course's goals now.
    pub updated: u64,
    /// What went wrong with others, in the platform's words.
    #[serde(default, deserialize_with = "or_empty")]
    pub errors: Vec<String>,
}

impl EduBridge<'_> {
    /// Gives the course's goals to each enrollment without goals of its student's own:
    /// `POST /enrollments/propagateGoals/{courseId}`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 for an unknown course and 422 for one without goals.
    pub async fn propagate_goals(self, course_id: &str) -> Result<GoalsHandedDown, Error> {
        self.hand_goals_down(PROPAGATE, course_id).await
    }

    /// [`EduBridge::propagate_goals`] by the name the official SDK knows it by: `POST /enrollments/resetGoals/{courseId}`.
    ///
    /// # Errors
    /// Returns the errors of [`EduBridge::propagate_goals`].
    pub async fn reset_goals(self, course_id: &str) -> Result<GoalsHandedDown, Error> {
        self.hand_goals_down(RESET, course_id).await
    }

    async fn hand_goals_down(
        self,
        route: &'static str,
        course_id: &str,
    ) -> Result<GoalsHandedDown, Error> {
        let request = Request::new(Method::POST, Service::EduBridge, route).id(course_id);
        let Data { data } = self.operation().fetch(request).await?;
        Ok(data)
    }
}
