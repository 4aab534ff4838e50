//! A profile whose parts are still loading.

use std::sync::Mutex;

use jiff::civil::Date;

use super::{ActivitySummary, EnrolledCourse, Part, ProfileParts, UserRecord};
use crate::{Error, Failure, Service, transport::lock};

/// The parts received so far by a load in progress.
#[derive(Debug)]
pub(crate) struct PartialProfile {
    user: UserRecord,
    today: Date,
    received: Mutex<Received>,
}

#[derive(Debug, Default)]
struct Received {
    enrollments: Option<Result<Part<Vec<EnrolledCourse>>, Error>>,
    activity: Option<Result<Part<ActivitySummary>, Error>>,
}

impl PartialProfile {
    /// Creates an empty partial profile.
    pub fn new(user: UserRecord, today: Date) -> Self {
        Self {
            user,
            today,
            received: Mutex::default(),
        }
    }

    /// Sets the enrollments or their error.
    pub fn enrollments(&self, response: &Result<Part<Vec<EnrolledCourse>>, Error>) {
        lock(&self.received).enrollments = Some(response.clone());
    }

    /// Sets the activity or its error.
    pub fn activity(&self, response: &Result<Part<ActivitySummary>, Error>) {
        lock(&self.received).activity = Some(response.clone());
    }

    /// Returns the parts; one that has not arrived is a timeout error.
    pub fn parts(&self) -> ProfileParts {
        let received = lock(&self.received);
        ProfileParts {
            user: self.user.clone(),
            enrollments: received.enrollments.clone().unwrap_or_else(timed_out),
            activity: received.activity.clone().unwrap_or_else(timed_out),
            today: self.today,
        }
    }
}

fn timed_out<T>() -> Result<T, Error> {
    Err(Error {
        service: Service::EduBridge,
        failure: Failure::Timeout,
    })
}
