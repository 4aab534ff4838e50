//! The parts of a profile that have arrived while others are still under way.

use std::sync::Mutex;

use jiff::civil::Date;

use super::{ActivitySummary, EnrolledCourse, Part, ProfileParts, UserRecord};
use crate::{Error, Failure, Service, transport::lock};

/// The answers so far to one load of a profile.
#[derive(Debug)]
pub(crate) struct Arriving {
    user: UserRecord,
    today: Date,
    answers: Mutex<Answers>,
}

#[derive(Debug, Default)]
struct Answers {
    enrollments: Option<Result<Part<Vec<EnrolledCourse>>, Error>>,
    activity: Option<Result<Part<ActivitySummary>, Error>>,
}

impl Arriving {
    /// Nothing has arrived for this user, who is asked about on the day `today`.
    pub fn new(user: UserRecord, today: Date) -> Self {
        Self {
            user,
            today,
            answers: Mutex::default(),
        }
    }

    /// The enrollments have arrived, or failed.
    pub fn enrollments(&self, answer: &Result<Part<Vec<EnrolledCourse>>, Error>) {
        lock(&self.answers).enrollments = Some(answer.clone());
    }

    /// The activity has arrived, or failed.
    pub fn activity(&self, answer: &Result<Part<ActivitySummary>, Error>) {
        lock(&self.answers).activity = Some(answer.clone());
    }

    /// The parts so far; what has not arrived did not answer in time.
    pub fn so_far(&self) -> ProfileParts {
        let answers = lock(&self.answers);
        ProfileParts {
            user: self.user.clone(),
            enrollments: answers.enrollments.clone().unwrap_or_else(too_late),
            activity: answers.activity.clone().unwrap_or_else(too_late),
            today: self.today,
        }
    }
}

fn too_late<T>() -> Result<T, Error> {
    Err(Error {
        service: Service::EduBridge,
        failure: Failure::Timeout,
    })
}
