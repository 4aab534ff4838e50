//! What is known about the student of one session.

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{Freshness, changes::Changes, reading::Reading};
use crate::{
    UserResolutionError, Verification,
    transport::lock,
    user::{Loaded, ProfileParts, UserRecord, verification},
};

/// Two refreshes of one session closer together than this are one.
const SAME_MOMENT: SignedDuration = SignedDuration::from_secs(1);

/// After a failure what is known will do for so long, so that a page does not wait for a platform that hangs each time it
/// is opened.
const PAUSE: SignedDuration = SignedDuration::from_secs(5);

pub(super) type Resolution = Result<UserRecord, UserResolutionError>;
pub(super) type Outcome = Result<Reading, UserResolutionError>;

/// One session's entry. A flight writes to the entry it started from: after sign-out that one is in nobody's reach.
pub(super) struct SessionEntry {
    pub email: String,
    changes: Changes,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    known: Known,
    refreshed_at: Option<Timestamp>,
    failed_at: Option<Timestamp>,
}

#[derive(Default)]
enum Known {
    #[default]
    Nothing,
    /// Verified, and not yet asked for more.
    User(UserRecord),
    /// Not found or ambiguous: an answer, too.
    NoUser(UserResolutionError),
    /// The last reading; what it could not say is from the one before, marked as stale.
    Reading(Reading),
}

impl SessionEntry {
    /// An entry for the student with this address, of whom nothing is known; `changes` tell when what is becomes outdated.
    pub fn new(email: &str, changes: Changes) -> Self {
        Self {
            email: email.to_owned(),
            changes,
            state: Mutex::default(),
        }
    }

    /// What is known about the user's existence.
    pub fn verification(&self) -> Option<Result<Verification, UserResolutionError>> {
        match &lock(&self.state).known {
            Known::Nothing => None,
            Known::User(user) => Some(verification(Ok(&user.id))),
            Known::NoUser(error) => Some(verification(Err(error))),
            Known::Reading(reading) => Some(verification(Ok(&reading.parts.user.id))),
        }
    }

    /// A resolution of the day, or one that no reading has been made from yet.
    pub fn resolution(&self, today: Date) -> Option<Resolution> {
        match &lock(&self.state).known {
            Known::User(user) => Some(Ok(user.clone())),
            Known::NoUser(error) => Some(Err(error.clone())),
            Known::Reading(reading) if reading.resolved_on == today => {
                Some(Ok(reading.parts.user.clone()))
            }
            Known::Nothing | Known::Reading(_) => None,
        }
    }

    /// The last reading if it is whole, of the day `today` (past midnight its "today" is yesterday's), and the student has
    /// not changed since.
    pub fn whole(&self, today: Date) -> Option<Outcome> {
        lock(&self.state).whole(today, &self.changes)
    }

    /// The last reading that was whole on the day `today`, also of a student who has changed since.
    pub fn last_whole(&self, today: Date) -> Option<Reading> {
        self.last().filter(|last| last.is_whole(today))
    }

    /// The last reading.
    pub fn last(&self) -> Option<Reading> {
        match &lock(&self.state).known {
            Known::Reading(reading) => Some(reading.clone()),
            Known::Nothing | Known::User(_) | Known::NoUser(_) => None,
        }
    }

    /// What a page is content with: a whole reading that no failure followed, or, for a moment after one, what is known.
    pub fn will_do(&self, today: Date, now: Timestamp) -> Option<Outcome> {
        let state = lock(&self.state);
        let has_just_failed = state
            .failed_at
            .is_some_and(|failed_at| is_within(PAUSE, failed_at, now));
        match &state.known {
            Known::Reading(reading) if has_just_failed && reading.parts.today == today => {
                Some(Ok(reading.clone()))
            }
            Known::Reading(reading) if reading.parts.trouble().is_some() => None,
            _ => state.whole(today, &self.changes),
        }
    }

    /// The reading of a refresh that ended a moment before `now`: several tabs that refresh at once ask once, however
    /// quickly the platform answers the first of them.
    pub fn reading_of_this_moment(&self, today: Date, now: Timestamp) -> Option<Outcome> {
        let state = lock(&self.state);
        let is_recent = is_within(SAME_MOMENT, state.refreshed_at?, now);
        is_recent.then(|| state.whole(today, &self.changes))?
    }

    /// The last known parts, however incomplete.
    pub fn parts(&self) -> Option<Arc<ProfileParts>> {
        self.last().map(|reading| reading.parts)
    }

    /// What the next reading of this user, at `now` on the day `today`, can build on; a fresh one on the history alone.
    pub fn loaded(
        &self,
        user: &UserRecord,
        freshness: Freshness,
        today: Date,
        now: Timestamp,
    ) -> Loaded {
        match &lock(&self.state).known {
            Known::Reading(last) if last.parts.user.id == user.id => {
                last.loaded(freshness, today, now, &self.changes)
            }
            _ => Loaded::default(),
        }
    }

    /// Remembers an answer; a failure changes nothing, and a reading already says more than a user.
    pub fn record_resolution(&self, resolution: &Resolution) {
        let known = &mut lock(&self.state).known;
        match resolution {
            Ok(_) if matches!(known, Known::Reading(_)) => {}
            Ok(user) => *known = Known::User(user.clone()),
            Err(UserResolutionError::LookupFailed(_)) => {}
            Err(answer) => *known = Known::NoUser(answer.clone()),
        }
    }

    /// Remembers what came of asking, at `now` on the day `today`: an answer takes the place of the last one, a failure
    /// marks it as stale.
    pub fn record(&self, outcome: &Outcome, freshness: Freshness, today: Date, now: Timestamp) {
        let mut state = lock(&self.state);
        let is_whole = outcome
            .as_ref()
            .is_ok_and(|reading| reading.snapshot.is_ok());
        state.failed_at = (!is_whole).then_some(now);
        if is_whole && freshness == Freshness::Fresh {
            state.refreshed_at = Some(now);
        }
        state.known = match (outcome, std::mem::take(&mut state.known)) {
            (Ok(new), Known::Reading(last)) => Known::Reading(new.clone().or_last(&last, now)),
            (Ok(new), _) => Known::Reading(new.clone()),
            (Err(UserResolutionError::LookupFailed(error)), Known::Reading(last)) => last
                .outlived(error, today, now)
                .map_or(Known::Nothing, Known::Reading),
            (Err(UserResolutionError::LookupFailed(_)), last) => last,
            (Err(answer), _) => Known::NoUser(answer.clone()),
        };
    }
}

impl State {
    fn whole(&self, today: Date, changes: &Changes) -> Option<Outcome> {
        match &self.known {
            Known::Reading(reading) if reading.is_whole(today) && !reading.is_outdated(changes) => {
                Some(Ok(reading.clone()))
            }
            Known::NoUser(error) => Some(Err(error.clone())),
            Known::Nothing | Known::User(_) | Known::Reading(_) => None,
        }
    }
}

fn is_within(span: SignedDuration, past: Timestamp, now: Timestamp) -> bool {
    now.duration_since(past).abs() < span
}
