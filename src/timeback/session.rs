//! What is known about the student of one session.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::Timestamp;

use super::{
    Snapshot, UserError, UserResolutionError, Verification, flight::lock, resolve::ResolvedUser,
    user::verification,
};

/// Two refreshes of one session closer together than this are one.
const SAME_MOMENT: Duration = Duration::from_secs(1);

pub(super) type Resolution = Result<ResolvedUser, UserResolutionError>;
pub(super) type Reading = Result<Arc<Snapshot>, UserError>;

/// One session's entry. A flight writes to the entry it started from: after sign-out that one is in nobody's reach.
pub(super) struct SessionEntry {
    pub email: String,
    known: Mutex<Known>,
    refreshed_at: Mutex<Option<Timestamp>>,
}

enum Known {
    Nothing,
    /// Verified, and not yet asked for more.
    User(ResolvedUser),
    /// Not found or ambiguous: an answer, too.
    NoUser(UserResolutionError),
    Snapshot(Arc<Snapshot>),
}

impl SessionEntry {
    pub fn new(email: &str) -> Self {
        Self {
            email: email.to_owned(),
            known: Mutex::new(Known::Nothing),
            refreshed_at: Mutex::new(None),
        }
    }

    /// What is known about the user's existence.
    pub fn verification(&self) -> Option<Result<Verification, UserResolutionError>> {
        match &*lock(&self.known) {
            Known::Nothing => None,
            Known::User(user) => Some(verification(Ok(&user.id))),
            Known::NoUser(error) => Some(verification(Err(error))),
            Known::Snapshot(snapshot) => Some(verification(Ok(&snapshot.profile.id))),
        }
    }

    /// A resolution no snapshot has been made from yet.
    pub fn resolution(&self) -> Option<Resolution> {
        match &*lock(&self.known) {
            Known::User(user) => Some(Ok(user.clone())),
            Known::NoUser(error) => Some(Err(error.clone())),
            Known::Nothing | Known::Snapshot(_) => None,
        }
    }

    /// The last reading, if it was of the UTC day `today` (`YYYY-MM-DD`); past midnight its "today" is yesterday's.
    pub fn reading(&self, today: &str) -> Option<Reading> {
        match &*lock(&self.known) {
            Known::Snapshot(snapshot) if snapshot.progress.date == today => {
                Some(Ok(Arc::clone(snapshot)))
            }
            Known::NoUser(error) => Some(Err(error.clone().into())),
            Known::Nothing | Known::User(_) | Known::Snapshot(_) => None,
        }
    }

    /// The reading of a refresh that ended a moment before `now`: several tabs that refresh at once ask once, however
    /// quickly the platform answers the first of them.
    pub fn reading_of_this_moment(&self, today: &str, now: Timestamp) -> Option<Reading> {
        let refreshed_at = (*lock(&self.refreshed_at))?;
        let is_recent = now.duration_since(refreshed_at).unsigned_abs() < SAME_MOMENT;
        is_recent.then(|| self.reading(today))?
    }

    /// Remembers when a refresh ended well.
    pub fn record_refresh(&self, reading: &Reading, now: Timestamp) {
        if reading.is_ok() {
            *lock(&self.refreshed_at) = Some(now);
        }
    }

    /// Remembers an answer; a failure changes nothing, and a snapshot already says more than a user.
    pub fn record_resolution(&self, resolution: &Resolution) {
        let mut known = lock(&self.known);
        match resolution {
            Ok(_) if matches!(*known, Known::Snapshot(_)) => {}
            Ok(user) => *known = Known::User(user.clone()),
            Err(error) if is_answer(error) => *known = Known::NoUser(error.clone()),
            Err(_) => {}
        }
    }

    /// Remembers an answer; a failure leaves the last good snapshot.
    pub fn record_reading(&self, reading: &Reading) {
        let mut known = lock(&self.known);
        match reading {
            Ok(snapshot) => *known = Known::Snapshot(Arc::clone(snapshot)),
            Err(UserError::Resolution(error)) if is_answer(error) => {
                *known = Known::NoUser(error.clone());
            }
            Err(_) => {}
        }
    }
}

fn is_answer(error: &UserResolutionError) -> bool {
    matches!(
        error,
        UserResolutionError::NotFound | UserResolutionError::Ambiguous
    )
}
