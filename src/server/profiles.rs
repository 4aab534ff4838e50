mod details;
mod invalidation;
mod link;
mod students;
mod zone;

use std::{sync::Arc, time::Duration};

use futures_util::future::join;
use jiff::civil::Date;

use self::link::Links;
pub use self::students::{OwnStudent, StudentError};
use super::{
    StudentRead,
    live::Live,
    profile_reads::{ProfileRead, ProfileReads},
    rendered_pages::RenderedPages,
    timeback_failure::log_and_map,
};
use crate::{error::AppError, viewer::CurrentUser};
use identity::{Env, Identity};
use timeback::{
    Freshness, PartsByDeadline, ProfileParts, Revision, SessionCache, Snapshot, UserError,
    UserResolutionError, Verification,
};

/// Cache of the signed-in students' Timeback profiles, loaded once per session and dropped at sign-out. Cheap to clone.
#[derive(Clone)]
pub struct Profiles {
    cache: SessionCache,
    env: Env,
    live: Live,
    identity: Identity,
    reads: ProfileReads,
    rendered_pages: RenderedPages,
    links: Links,
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
            rendered_pages: RenderedPages::default(),
            links: Links::default(),
        }
    }

    /// The pages that were rendered of profiles.
    pub(super) fn rendered_pages(&self) -> &RenderedPages {
        &self.rendered_pages
    }

    /// The revision of the student's profile, if a page of it needs nothing from Timeback.
    pub(super) fn revision(&self, student: &CurrentUser) -> Option<Revision> {
        self.cache_of(student).revision(student.session.as_str())
    }

    /// Records a read whose page was rendered before.
    pub(super) async fn note(&self, read: StudentRead) {
        self.reads.note(read.read).await;
    }

    /// Records the read while the profile loads, and returns the profile once both have ended.
    async fn recorded<T>(&self, read: ProfileRead, load: impl Future<Output = T>) -> T {
        let ((), loaded) = join(self.reads.note(read), load).await;
        loaded
    }

    /// The live pages.
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Checks whether the student is a Timeback user.
    ///
    /// # Errors
    /// Returns [`UserResolutionError`] when the address is ambiguous or the lookup fails.
    pub async fn verify(&self, read: StudentRead) -> Result<Verification, UserResolutionError> {
        let StudentRead { student, read } = read;
        self.recorded(read, self.verification(&student)).await
    }

    /// The student's Timeback ID, if they are a Timeback user, for actions on their behalf. Not a profile read.
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
        let verification = self.cache_of(student).verification(session, email).await?;
        if let Some(timeback_id) = verification.timeback_id() {
            self.link(student, timeback_id).await?;
        }
        Ok(verification)
    }

    /// The student's profile and the data it was built from.
    ///
    /// # Errors
    /// Returns [`UserError`] when the student is not exactly one Timeback user, or a call to Timeback fails.
    pub async fn snapshot(
        &self,
        read: StudentRead,
        freshness: Freshness,
    ) -> Result<Arc<Snapshot>, UserError> {
        let StudentRead { student, read } = read;
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let cache = self.cache_of(&student);
        let load = cache.snapshot(session, email, freshness);
        let snapshot = self.recorded(read, load).await?;
        self.link(&student, &snapshot.profile.id).await?;
        Ok(snapshot)
    }

    /// The parts of the student's profile that Timeback returned. Waits up to the Timeback client's own timeout.
    ///
    /// # Errors
    /// Returns the page's error when the student is not exactly one Timeback user, or a call to Timeback fails.
    pub async fn parts(
        &self,
        read: StudentRead,
        freshness: Freshness,
    ) -> Result<Arc<ProfileParts>, AppError> {
        let StudentRead { student, read } = read;
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let cache = self.cache_of(&student);
        let load = cache.parts(session, email, freshness);
        let parts = self.recorded(read, load).await?;
        self.link(&student, &parts.user.id).await?;
        log_last_error(&parts);
        Ok(parts)
    }

    /// Like [`parts`](Self::parts), but returns the parts known after `patience`; loading continues in the background.
    ///
    /// # Errors
    /// As [`parts`](Self::parts).
    pub async fn parts_within(
        &self,
        read: StudentRead,
        patience: Duration,
    ) -> Result<PartsByDeadline, AppError> {
        let StudentRead { student, read } = read;
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let cache = self.cache_of(&student);
        let load = cache.parts_within(session, email, patience);
        let known = self.recorded(read, load).await?;
        self.link(&student, &known.parts.user.id).await?;
        log_last_error(&known.parts);
        Ok(known)
    }

    /// The session's cached parts, if their activity is of `day` or later; otherwise as [`parts`](Self::parts).
    ///
    /// # Errors
    /// As [`parts`](Self::parts).
    pub async fn parts_since(
        &self,
        read: StudentRead,
        day: Date,
    ) -> Result<Arc<ProfileParts>, AppError> {
        let student = &read.student;
        let last = self.cache_of(student).last_parts(student.session.as_str());
        let recent = last.filter(|parts| {
            let activity = parts.activity.as_ref();
            activity.is_ok_and(|activity| activity.day >= day)
        });
        let Some(parts) = recent else {
            return self.parts(read, Freshness::Cached).await;
        };
        let StudentRead { student, read } = read;
        self.reads.note(read).await;
        self.link(&student, &parts.user.id).await?;
        Ok(parts)
    }

    /// The session's cached parts, without a call to Timeback.
    pub async fn peek(&self, read: StudentRead) -> Option<Arc<ProfileParts>> {
        let StudentRead { student, read } = read;
        self.reads.note(read).await;
        let parts = self.cache_of(&student).peek(student.session.as_str())?;
        let on_record = student.timeback_id.as_ref();
        if on_record.is_some_and(|on_record| *on_record != parts.user.id) {
            return None;
        }
        Some(parts)
    }

    /// Whether this session has a cache entry.
    pub fn has(&self, session: &str) -> bool {
        self.cache.contains(session)
    }

    /// Approximate number of cache entries.
    pub fn count(&self) -> u64 {
        self.cache.count()
    }
}

fn log_last_error(parts: &ProfileParts) {
    if let Some(error) = parts.last_error() {
        log_and_map(error);
    }
}
