mod invalidation;

use display_error_chain::DisplayErrorChain;
use std::{sync::Arc, time::Duration};

use jiff::{Timestamp, civil::Date};

use super::{
    StudentRead, address_reassigned::AddressReassigned, live::Live, profile_reads::ProfileReads,
    timeback_failure::log_and_map,
};
use crate::{error::AppError, viewer::CurrentUser};
use identity::{ClientInfo, Env, Identity};
use timeback::{
    Day, Freshness, PartsByDeadline, ProfileParts, SessionCache, Snapshot, UserError,
    UserResolutionError, Verification,
};

/// What Timeback told about the students who are signed in: asked once a session, gone at sign-out. Cheap to clone.
#[derive(Clone)]
pub struct Profiles {
    cache: SessionCache,
    env: Env,
    live: Live,
    identity: Identity,
    reads: ProfileReads,
}

impl Profiles {
    pub(super) fn new(
        cache: SessionCache,
        env: Env,
        identity: Identity,
        reads: ProfileReads,
        live: Live,
    ) -> Self {
        Self {
            cache,
            env,
            live,
            identity,
            reads,
        }
    }

    /// Notes the read; whose profile it is about.
    async fn admit(&self, read: StudentRead) -> CurrentUser {
        self.reads.note(read.read).await;
        read.student
    }

    /// The pages that stay open.
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Whether the student is a Timeback user.
    ///
    /// # Errors
    /// The address is ambiguous, or Timeback could not be asked.
    pub async fn verify(&self, read: StudentRead) -> Result<Verification, UserResolutionError> {
        let student = self.admit(read).await;
        self.verification(&student).await
    }

    /// The Timeback id of this student, if they are a Timeback user: for what the server does in their name. No profile
    /// leaves.
    ///
    /// # Errors
    /// As [`verify`](Self::verify).
    pub async fn find_timeback_id(
        &self,
        student: &CurrentUser,
    ) -> Result<Option<String>, UserResolutionError> {
        let verification = self.verification(student).await?;
        Ok(verification.timeback_id().map(ToOwned::to_owned))
    }

    async fn verification(
        &self,
        student: &CurrentUser,
    ) -> Result<Verification, UserResolutionError> {
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let verification = self.cache.verification(session, email).await?;
        if let Some(timeback_id) = verification.timeback_id() {
            self.link(student, timeback_id).await?;
        }
        Ok(verification)
    }

    /// Tells the accounts which Timeback user this student is, where they do not know it. What cannot be kept now is told
    /// again with the next page. Nothing of another Timeback user is for the account of the one on record.
    async fn link(
        &self,
        student: &CurrentUser,
        timeback_id: &str,
    ) -> Result<(), AddressReassigned> {
        match &student.timeback_id {
            Some(on_record) if on_record == timeback_id => return Ok(()),
            Some(_) => {
                let session = student.session.as_str();
                tracing::warn!(
                    session,
                    "the address of an account is another Timeback user's"
                );
                return Err(AddressReassigned);
            }
            None => {}
        }
        let (session, email) = (&student.session, &student.email);
        let client = ClientInfo::default();
        let kept = self
            .identity
            .keep_timeback_id(session, email, timeback_id, &client);
        if let Err(error) = kept.await {
            tracing::warn!(
                error = %DisplayErrorChain::new(&error),
                "which Timeback user a student is could not be kept"
            );
        }
        Ok(())
    }

    /// The student's profile and what it was made from.
    ///
    /// # Errors
    /// The student is not one Timeback user, or Timeback could not be asked.
    pub async fn snapshot(
        &self,
        read: StudentRead,
        freshness: Freshness,
    ) -> Result<Snapshot, UserError> {
        let student = &self.admit(read).await;
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let snapshot = self.cache.snapshot(session, email, freshness).await?;
        self.link(student, &snapshot.profile.id).await?;
        Ok(snapshot)
    }

    /// The parts of the student's profile, as far as Timeback could be asked for them. Waits as long as the client of
    /// Timeback does.
    ///
    /// # Errors
    /// Returns the error of a page when the student is not one Timeback user, or Timeback could not be asked.
    pub async fn parts(
        &self,
        read: StudentRead,
        freshness: Freshness,
    ) -> Result<Arc<ProfileParts>, AppError> {
        let student = &self.admit(read).await;
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let parts = self.cache.parts(session, email, freshness).await?;
        self.link(student, &parts.user.id).await?;
        log_last_error(&parts);
        Ok(parts)
    }

    /// The parts that are known by then, when Timeback takes longer than `patience`. It goes on being asked.
    ///
    /// # Errors
    /// As [`parts`](Self::parts).
    pub async fn parts_within(
        &self,
        read: StudentRead,
        patience: Duration,
    ) -> Result<PartsByDeadline, AppError> {
        let student = &self.admit(read).await;
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let known = self.cache.parts_within(session, email, patience).await?;
        self.link(student, &known.parts.user.id).await?;
        log_last_error(&known.parts);
        Ok(known)
    }

    /// The parts that the session has already, if their activity is of `day` or later; otherwise as
    /// [`parts`](Self::parts).
    ///
    /// # Errors
    /// As [`parts`](Self::parts).
    pub async fn parts_since(
        &self,
        read: StudentRead,
        day: Date,
    ) -> Result<Arc<ProfileParts>, AppError> {
        let last = self.cache.last_parts(read.student.session.as_str());
        let recent = last.filter(|parts| {
            let activity = parts.activity.as_ref();
            activity.is_ok_and(|activity| activity.day >= day)
        });
        let Some(parts) = recent else {
            return self.parts(read, Freshness::Cached).await;
        };
        let student = &self.admit(read).await;
        self.link(student, &parts.user.id).await?;
        Ok(parts)
    }

    /// The parts that the session has already; asks nobody.
    pub async fn peek(&self, read: StudentRead) -> Option<Arc<ProfileParts>> {
        let student = self.admit(read).await;
        let parts = self.cache.peek(student.session.as_str())?;
        let on_record = student.timeback_id.as_ref();
        if on_record.is_some_and(|on_record| *on_record != parts.user.id) {
            return None;
        }
        Some(parts)
    }

    /// Where the students' days begin and end.
    pub fn day(&self) -> &Day {
        &self.cache.options().day
    }

    /// The day that is today where the students are.
    pub fn today(&self) -> Date {
        self.day().date(self.now())
    }

    /// The time by the server's clock.
    pub fn now(&self) -> Timestamp {
        let clock = self.env.clock();
        clock()
    }

    /// Whether something is kept for this session.
    pub fn has(&self, session: &str) -> bool {
        self.cache.last_parts(session).is_some()
    }

    /// For how many sessions something is kept, more or less.
    pub fn count(&self) -> u64 {
        self.cache.count()
    }
}

fn log_last_error(parts: &ProfileParts) {
    if let Some(error) = parts.last_error() {
        log_and_map(error);
    }
}
