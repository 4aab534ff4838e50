//! Rate limit and audit of profile reads. Everything that returns a profile requires a [`ProfileRead`], which can only
//! be obtained by counting the read, so that every route is limited and logged.

use display_error_chain::DisplayErrorChain;
use std::{
    convert::Infallible,
    future::{Future, ready},
    net::IpAddr,
};

use axum::{
    extract::FromRequestParts,
    http::{Extensions, HeaderMap, request::Parts},
};

use super::{AppState, client_info::client_info};
use crate::viewer::CurrentUser;
use identity::{
    AuthContext, ClientInfo, Identity, SessionId, TooManyAttempts, UserId, limits::ReadRate,
};

/// Counts profile reads and records them in the audit log. Cheap to clone.
#[derive(Clone)]
pub struct ProfileReads {
    identity: Identity,
    rate: ReadRate,
}

/// A counted read of a user's profile.
#[must_use = "a counted read must be recorded in the audit log when the profile is returned"]
#[derive(Debug)]
pub struct ProfileRead {
    user: UserId,
    session: SessionId,
    client: ClientInfo,
}

/// A read that was counted for the client's IP address; the account is not known yet.
#[must_use = "the read must be counted for the account as well"]
pub struct AddressCounted<'a> {
    reads: &'a ProfileReads,
    client: ClientInfo,
}

impl ProfileReads {
    pub(super) fn new(identity: Identity, rate: ReadRate) -> Self {
        Self { identity, rate }
    }

    /// Counts a read for the client's IP address, before any lookup.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the address exceeds its rate limit.
    pub fn count_address(&self, client: ClientInfo) -> Result<AddressCounted<'_>, TooManyAttempts> {
        self.count_from(client.address)?;
        Ok(AddressCounted {
            reads: self,
            client,
        })
    }

    /// Counts a read for the client's IP address and for the account of `auth`.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when one of them exceeds its rate limit.
    pub fn count(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<ProfileRead, TooManyAttempts> {
        let counted = self.count_address(client.clone())?;
        counted.count(auth.user.clone(), auth.session.clone())
    }

    /// Records the read in the audit log. Does not fail: a profile is shown even when the log cannot be written.
    pub async fn note(&self, read: ProfileRead) {
        self.record(&read, None).await;
    }

    /// Records in the audit log that the reader looked at the student with this Timeback id. Does not fail, as
    /// [`note`](Self::note).
    pub async fn note_student(&self, read: &ProfileRead, student: &str) {
        self.record(read, Some(student)).await;
    }

    async fn record(&self, read: &ProfileRead, student: Option<&str>) {
        let ProfileRead {
            user,
            session,
            client,
        } = read;
        let noted = self
            .identity
            .note_profile_read(user, session, student, client);
        if let Err(error) = noted.await {
            tracing::error!(
                error = %DisplayErrorChain::new(&error),
                "could not record a profile read in the audit log"
            );
        }
    }

    fn count_from(&self, address: Option<IpAddr>) -> Result<(), TooManyAttempts> {
        self.identity.limits().read_from(address, self.rate)
    }
}

impl AddressCounted<'_> {
    /// Counts the read for the account as well.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the account exceeds its rate limit.
    pub fn count(self, user: UserId, session: SessionId) -> Result<ProfileRead, TooManyAttempts> {
        let limits = self.reads.identity.limits();
        limits.read(user.as_str(), self.reads.rate)?;
        Ok(ProfileRead {
            user,
            session,
            client: self.client,
        })
    }
}

/// The signed-in student of a browser session, as the reader of their own profile.
#[derive(Debug, Clone)]
pub struct StudentReader {
    student: CurrentUser,
    user: UserId,
    client: ClientInfo,
}

/// A counted read of the signed-in student's profile.
#[must_use = "a counted read must be recorded in the audit log when the profile is returned"]
#[derive(Debug)]
pub struct StudentRead {
    pub(super) student: CurrentUser,
    pub(super) read: ProfileRead,
}

impl StudentRead {
    /// The student who reads their profile.
    pub fn student(&self) -> &CurrentUser {
        &self.student
    }
}

impl StudentReader {
    /// The signed-in student of the request with these extensions and headers; `None` when signed out.
    pub fn of(extensions: &Extensions, headers: &HeaderMap, state: &AppState) -> Option<Self> {
        Some(Self {
            student: extensions.get::<CurrentUser>()?.clone(),
            user: extensions.get::<UserId>()?.clone(),
            client: client_info(extensions, headers, state),
        })
    }

    /// Counts a read.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the student or their IP address exceeds the rate limit.
    pub fn begin(&self, state: &AppState) -> Result<StudentRead, TooManyAttempts> {
        let counted = state.profile_reads.count_address(self.client.clone())?;
        let read = counted.count(self.user.clone(), self.student.session.clone())?;
        Ok(StudentRead {
            student: self.student.clone(),
            read,
        })
    }

    /// The student.
    pub fn student(&self) -> &CurrentUser {
        &self.student
    }

    /// ID of the student's account.
    pub fn user(&self) -> &UserId {
        &self.user
    }

    /// The client's IP address, if known.
    pub fn address(&self) -> Option<IpAddr> {
        self.client.address
    }

    /// ID of the session.
    pub fn session(&self) -> &SessionId {
        &self.student.session
    }
}

/// Extracts the signed-in student, in a handler that also serves requests that are signed out.
#[derive(Debug)]
pub struct MaybeReader(pub Option<StudentReader>);

impl FromRequestParts<AppState> for MaybeReader {
    type Rejection = Infallible;

    fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> impl Future<Output = Result<Self, Infallible>> + Send {
        let reader = StudentReader::of(&parts.extensions, &parts.headers, state);
        ready(Ok(Self(reader)))
    }
}
