//! Reads of profiles. What lets a profile leave takes a [`ProfileRead`], and there is none that was not counted: so every
//! way out is limited and logged alike, whatever its path, method or transport.

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
use identity::{AuthContext, ClientInfo, Identity, Refusal, SessionId, UserId, limits::ReadRate};

/// Counts reads of profiles, and notes them in the audit log. Cheap to clone.
#[derive(Clone)]
pub struct ProfileReads {
    identity: Identity,
    rate: ReadRate,
}

/// One read of one person's profile, which was counted.
#[must_use = "a read that was counted is noted in the audit log by whatever lets the profile leave"]
#[derive(Debug)]
pub struct ProfileRead {
    user: UserId,
    session: SessionId,
    client: ClientInfo,
}

/// A read of whose profile is not known yet, counted for the network address it comes from.
#[must_use = "a read is counted for the account as well"]
pub struct AddressCounted<'a> {
    reads: &'a ProfileReads,
    client: ClientInfo,
}

impl ProfileReads {
    pub(super) fn new(identity: Identity, rate: ReadRate) -> Self {
        Self { identity, rate }
    }

    /// Counts a read for the address it comes from, before anything is looked up.
    ///
    /// # Errors
    /// Returns [`Refusal::TooManyAttempts`] when this address reads too often.
    pub fn count_address(&self, client: ClientInfo) -> Result<AddressCounted<'_>, Refusal> {
        self.count_from(client.address)?;
        Ok(AddressCounted {
            reads: self,
            client,
        })
    }

    /// Counts a read for the address it comes from and for the account of `auth`.
    ///
    /// # Errors
    /// Returns [`Refusal::TooManyAttempts`] when one of them reads too often.
    pub fn count(&self, auth: &AuthContext, client: &ClientInfo) -> Result<ProfileRead, Refusal> {
        let counted = self.count_address(client.clone())?;
        counted.count(auth.user.clone(), auth.session.clone())
    }

    /// Notes the read in the audit log. A profile is shown even while nothing can be written.
    pub async fn note(&self, read: ProfileRead) {
        let ProfileRead {
            user,
            session,
            client,
        } = read;
        let noted = self.identity.note_profile_read(&user, &session, &client);
        if let Err(error) = noted.await {
            tracing::error!(
                error = %DisplayErrorChain::new(&error),
                "a read of a profile could not be noted"
            );
        }
    }

    fn count_from(&self, address: Option<IpAddr>) -> Result<(), Refusal> {
        self.identity.limits().read_from(address, self.rate)
    }
}

impl AddressCounted<'_> {
    /// Counts the read for the account, too.
    ///
    /// # Errors
    /// Returns [`Refusal::TooManyAttempts`] when this account reads too often.
    pub fn count(self, user: UserId, session: SessionId) -> Result<ProfileRead, Refusal> {
        let limits = self.reads.identity.limits();
        limits.read(user.as_str(), self.reads.rate)?;
        Ok(ProfileRead {
            user,
            session,
            client: self.client,
        })
    }
}

/// The student who is signed in to this browser, as the reader of their own profile.
#[derive(Debug, Clone)]
pub struct StudentReader {
    student: CurrentUser,
    user: UserId,
    client: ClientInfo,
}

/// One read of the profile of the student who is signed in, which was counted.
#[must_use = "a read that was counted is noted in the audit log by whatever lets the profile leave"]
#[derive(Debug)]
pub struct StudentRead {
    pub(super) student: CurrentUser,
    pub(super) read: ProfileRead,
}

impl StudentReader {
    /// Who sent the request of these extensions and headers; none where nobody is signed in.
    pub fn of(extensions: &Extensions, headers: &HeaderMap, state: &AppState) -> Option<Self> {
        Some(Self {
            student: extensions.get::<CurrentUser>()?.clone(),
            user: extensions.get::<UserId>()?.clone(),
            client: client_info(extensions, headers, state),
        })
    }

    /// Counts one read.
    ///
    /// # Errors
    /// Returns [`Refusal::TooManyAttempts`] when the student, or the address they are at, reads too often.
    pub fn begin(&self, state: &AppState) -> Result<StudentRead, Refusal> {
        let counted = state.profile_reads.count_address(self.client.clone())?;
        let read = counted.count(self.user.clone(), self.student.session.clone())?;
        Ok(StudentRead {
            student: self.student.clone(),
            read,
        })
    }

    /// Their account.
    pub fn user(&self) -> &UserId {
        &self.user
    }

    /// The network address they are at, as far as it is known.
    pub fn address(&self) -> Option<IpAddr> {
        self.client.address
    }

    /// Their session.
    pub fn session(&self) -> &SessionId {
        &self.student.session
    }
}

/// The student who is signed in, for a handler that answers to anybody.
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
