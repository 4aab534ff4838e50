//! Answers by a deadline: what is known by then, while the calls go on.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::time::timeout;

use super::{
    Freshness, SessionCache,
    reading::Reading,
    session::{Outcome, SessionEntry},
};
use crate::{
    Error, Failure, Service, UserError, UserResolutionError,
    transport::lock,
    user::{Arriving, ProfileParts},
};

/// What was known of a profile by a deadline.
#[derive(Debug, Clone)]
pub struct PartsByDeadline {
    /// The parts; one that had not arrived is the last known one, marked as stale, or says that it was not answered in time.
    pub parts: Arc<ProfileParts>,
    /// Whether calls were still under way. Their answers are remembered when they arrive.
    pub is_unfinished: bool,
}

impl SessionCache {
    /// [`parts`](Self::parts) that will do, as far as they are known after `patience`. The calls go on, under the deadline
    /// of the client: who asks later is given what arrived meanwhile.
    ///
    /// # Errors
    /// As [`parts`](Self::parts); [`UserResolutionError::LookupFailed`] also when the user was not known in time.
    pub async fn parts_within(
        &self,
        session: &str,
        email: &str,
        patience: Duration,
    ) -> Result<PartsByDeadline, UserError> {
        if let Ok(finished) = timeout(patience, self.parts(session, email, Freshness::Cached)).await
        {
            return finished.map(|parts| PartsByDeadline {
                parts,
                is_unfinished: false,
            });
        }
        let reading = self.known_by_now(&self.entry(session, email))?;
        Ok(PartsByDeadline {
            parts: reading.parts,
            is_unfinished: true,
        })
    }

    /// What the load under way has brought, and what is known of before.
    fn known_by_now(&self, entry: &SessionEntry) -> Outcome {
        let (today, now) = (self.today(), self.now());
        // The load may have ended meanwhile.
        if let Some(outcome) = entry.will_do(today, now) {
            return outcome;
        }
        let arrived = self.under_way.find(&entry.email);
        let arrived = arrived.map(|load| Reading::new(load.so_far(), None, 0));
        let too_late = Error {
            service: Service::OneRoster,
            failure: Failure::Timeout,
        };
        match (arrived, entry.last()) {
            (Some(arrived), Some(last)) => Ok(arrived.or_last(&last, now)),
            (Some(arrived), None) => Ok(arrived),
            (None, last) => last
                .and_then(|last| last.outlived(&too_late, today, now))
                .ok_or(UserResolutionError::LookupFailed(too_late)),
        }
    }
}

/// The loads under way, by the user's address. Clones share them.
#[derive(Clone, Default)]
pub(super) struct LoadsUnderWay(Arc<Mutex<HashMap<String, Arc<Arriving>>>>);

impl LoadsUnderWay {
    /// A load begins; it ends when the guard is dropped.
    pub fn begin(&self, email: &str, arriving: Arriving) -> LoadUnderWay {
        let arriving = Arc::new(arriving);
        lock(&self.0).insert(email.to_owned(), Arc::clone(&arriving));
        LoadUnderWay {
            loads: self.clone(),
            email: email.to_owned(),
            arriving,
        }
    }

    fn find(&self, email: &str) -> Option<Arc<Arriving>> {
        lock(&self.0).get(email).cloned()
    }
}

/// One load under way.
pub(super) struct LoadUnderWay {
    loads: LoadsUnderWay,
    email: String,
    pub arriving: Arc<Arriving>,
}

impl Drop for LoadUnderWay {
    fn drop(&mut self) {
        lock(&self.loads.0).remove(&self.email);
    }
}
