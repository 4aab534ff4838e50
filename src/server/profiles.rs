use std::sync::Arc;

use jiff::Timestamp;

use super::{live::Live, report::report};
use crate::{
    error::AppError,
    identity::{Caller, Identity, Surroundings},
    profile::Report,
    timeback::{
        self, Freshness, ProfileParts, SessionCache, Snapshot, UserError, UserResolutionError,
        Verification,
    },
    viewer::Viewer,
};

/// What Timeback told about the students who are signed in: asked once a session, gone at sign-out. Cheap to clone.
#[derive(Clone)]
pub struct Profiles {
    cache: SessionCache,
    surroundings: Surroundings,
    live: Live,
    identity: Identity,
}

impl Profiles {
    pub(super) fn new(cache: SessionCache, surroundings: Surroundings, identity: Identity) -> Self {
        Self {
            cache,
            surroundings,
            live: Live::default(),
            identity,
        }
    }

    /// The pages that stay open.
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// What is known of this student's activity is outdated; who wants to know next asks again.
    pub(super) fn expire(&self, timeback_id: &str) {
        self.cache.expire(timeback_id);
    }

    /// The platform has taken in something this student did at `occurred_at`; whoever shows their profile shows it anew.
    pub fn earned(&self, timeback_id: &str, occurred_at: Option<Timestamp>) {
        match occurred_at {
            Some(occurred_at) => self.cache.expire_since(timeback_id, occurred_at),
            None => self.cache.expire(timeback_id),
        }
        self.live.earned(timeback_id);
    }

    /// Whether this student is a Timeback user.
    ///
    /// # Errors
    /// The address is ambiguous, or Timeback could not be asked.
    pub async fn verification(
        &self,
        student: &Viewer,
    ) -> Result<Verification, UserResolutionError> {
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let verification = self.cache.verification(session, email).await?;
        if let Some(timeback_id) = verification.timeback_id() {
            self.join(student, timeback_id).await;
        }
        Ok(verification)
    }

    /// Tells the accounts which Timeback user this student is, where they do not know it. What cannot be kept now is told
    /// again with the next page.
    async fn join(&self, student: &Viewer, timeback_id: &str) {
        if student.timeback_id.as_deref() == Some(timeback_id) {
            return;
        }
        let (session, email) = (&student.session, &student.email);
        let caller = Caller::default();
        let kept = self
            .identity
            .keep_timeback_id(session, email, timeback_id, &caller);
        if let Err(error) = kept.await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "which Timeback user a student is could not be kept"
            );
        }
    }

    /// This student's profile and what it was made from.
    ///
    /// # Errors
    /// The student is not one Timeback user, or Timeback could not be asked.
    pub async fn snapshot(
        &self,
        student: &Viewer,
        freshness: Freshness,
    ) -> Result<Arc<Snapshot>, UserError> {
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let snapshot = self.cache.snapshot(session, email, freshness).await?;
        self.join(student, &snapshot.profile.id).await;
        Ok(snapshot)
    }

    /// [`verification`](Self::verification), for a page.
    ///
    /// # Errors
    /// As a page may know them.
    pub async fn verify(&self, student: &Viewer) -> Result<Verification, AppError> {
        Ok(self.verification(student).await?)
    }

    /// What a page is told of this student: what is known, however incomplete; with `fresh` all of it, asked anew.
    ///
    /// # Errors
    /// As a page may know them.
    pub async fn report(&self, student: &Viewer, fresh: bool) -> Result<Report, AppError> {
        let freshness = if fresh {
            Freshness::Fresh
        } else {
            Freshness::Cached
        };
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let parts = self.cache.parts(session, email, freshness).await?;
        self.join(student, &parts.user.id).await;
        if let Some(error) = parts.trouble() {
            told(error);
        }
        Ok(self.report_of(&parts))
    }

    /// The report of what the session has already; asks nobody.
    pub fn peek(&self, student: &Viewer) -> Option<Report> {
        let parts = self.cache.peek(student.session.as_str())?;
        Some(self.report_of(&parts))
    }

    fn report_of(&self, parts: &ProfileParts) -> Report {
        let clock = self.surroundings.clock();
        report(parts, &self.cache.options().day, clock())
    }

    /// For how many sessions something is kept, more or less.
    pub fn count(&self) -> u64 {
        self.cache.count()
    }

    /// Forgets what Timeback told about the student of this session, and closes its pages' connections.
    pub fn forget(&self, session: &str) {
        self.live.end(session);
        self.cache.forget(session);
    }
}

impl From<UserResolutionError> for AppError {
    fn from(error: UserResolutionError) -> Self {
        match error {
            UserResolutionError::NotFound => Self::NotInTimeback,
            UserResolutionError::Ambiguous => Self::Ambiguous,
            UserResolutionError::MissingEmail => Self::Internal,
            UserResolutionError::LookupFailed(error) => told(&error),
        }
    }
}

impl From<UserError> for AppError {
    fn from(error: UserError) -> Self {
        match error {
            UserError::Resolution(error) => error.into(),
            UserError::Enrollments(error) | UserError::Activity(error) => told(&error),
        }
    }
}

/// What a student is told about a failed call: whether trying again in a moment may help.
impl From<&timeback::Error> for AppError {
    fn from(error: &timeback::Error) -> Self {
        if error.is_retryable() {
            Self::TimebackUnavailable
        } else {
            Self::TimebackUnreadable
        }
    }
}

/// [`AppError`] of a failed call; the log has the rest.
fn told(error: &timeback::Error) -> AppError {
    tracing::warn!(
        error = error as &dyn std::error::Error,
        "Timeback could not be asked"
    );
    error.into()
}
