use std::time::Duration;

use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretSlice, SecretString};

use crate::{
    Aal, Account, AuthMethod, ClientInfo, Error, Identity, SessionId, SignInMethod, UserId,
    access_token::{self, LIFETIME, Subject},
    env::{instant, micros},
    model::refresh_token::RefreshToken,
    operations::find_account,
    signing_key::KeySet,
    store::{sessions::api_clients, sign_ins},
    unit_of_work::UnitOfWork,
};

/// The idle timeout of an API session: it ends when it is not refreshed for this long.
pub(crate) const IDLE: Duration = Duration::from_hours(14 * 24);

/// The absolute lifetime of an API session, however often it is refreshed.
const ABSOLUTE: Duration = Duration::from_hours(90 * 24);

/// The tokens that an API client is issued when it signs in or refreshes.
#[derive(Debug)]
pub struct Grant {
    /// The access token, valid until it expires or its session ends.
    pub access_token: SecretString,
    /// When the access token expires.
    pub expires_at: Timestamp,
    /// The refresh token.
    pub refresh_token: SecretString,
    /// The state of the refresh token.
    pub renewal: Renewal,
    /// The session; a refresh does not change it.
    pub session: SessionId,
    /// The account.
    pub account: Account,
}

/// How a refresh token came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewal {
    /// How often the session has been refreshed.
    pub counter: u64,
    /// Why a reused refresh token was accepted, if it was.
    pub reuse: Option<ReuseCause>,
}

/// Why a reused refresh token was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReuseCause {
    /// Several clients refreshed at the same time.
    Concurrent,
    /// The client did not receive, or not save, the last response.
    NotSaved,
}

/// The session of an API client.
pub(crate) struct ApiSession {
    pub id: SessionId,
    pub user: UserId,
    pub key: SecretSlice<u8>,
    pub counter: u64,
    pub aal: Aal,
    pub amr: Vec<SignInMethod>,
}

impl UnitOfWork<'_> {
    /// Begins an API session for a user who has just authenticated by `method`.
    pub async fn begin_api_session(
        &mut self,
        user: &UserId,
        method: AuthMethod,
        client: &ClientInfo,
    ) -> Result<ApiSession, Error> {
        let amr = vec![SignInMethod {
            method,
            timestamp: instant(self.now).as_second(),
        }];
        let session = self.insert_api_session(user, amr, client).await?;
        self.note_sign_in(user).await?;
        Ok(session)
    }

    /// Stores a new API session with these authentication methods.
    pub async fn insert_api_session(
        &mut self,
        user: &UserId,
        amr: Vec<SignInMethod>,
        client: &ClientInfo,
    ) -> Result<ApiSession, Error> {
        let (now, identity) = (self.now, self.identity);
        let session = ApiSession {
            id: SessionId(identity.env.id()),
            user: user.clone(),
            key: identity.env.bytes::<32>().to_vec().into(),
            counter: 0,
            aal: Aal::One,
            amr,
        };
        let label = label(&session.id);
        let new = api_clients::NewSession {
            id: &session.id,
            user,
            refresh_key: identity.vault.seal(&label, session.key.expose_secret())?,
            amr: &session.amr,
            now,
            abandon_at: now + micros(IDLE),
            expire_at: now + micros(ABSOLUTE),
        };
        api_clients::insert(self.connection(), &new, client).await?;
        self.record_activity(&session.id, client).await?;
        self.began(user, &session.id);
        Ok(session)
    }

    /// Records the time of the sign-in.
    pub async fn note_sign_in(&mut self, user: &UserId) -> Result<(), Error> {
        let now = self.now;
        Ok(sign_ins::record(self.connection(), user, now).await?)
    }

    /// Issues the tokens of this session.
    pub async fn grant(
        &mut self,
        session: &ApiSession,
        reuse: Option<ReuseCause>,
        keys: &KeySet,
    ) -> Result<Grant, Error> {
        const GONE: Error = Error::Unreadable("a session");
        let now = instant(self.now);
        let account = find_account::read(self.connection(), &session.user)
            .await?
            .ok_or(GONE)?;
        let subject = Subject {
            issuer: &self.identity.policy.issuer,
            account: &account,
            session: &session.id,
            aal: session.aal,
            amr: &session.amr,
        };
        let access_token = access_token::sign(keys, &subject, now.as_second())?;
        let refresh_token = RefreshToken::new(&session.id, session.counter, &session.key)
            .and_then(|token| token.expose())
            .ok_or(GONE)?;
        Ok(Grant {
            access_token,
            expires_at: now.saturating_add(LIFETIME).unwrap_or(now),
            refresh_token,
            renewal: Renewal {
                counter: session.counter,
                reuse,
            },
            session: session.id.clone(),
            account,
        })
    }
}

impl Identity {
    /// Decrypts the key of a session's refresh tokens.
    pub(crate) fn open_refresh_key(
        &self,
        session: &SessionId,
        sealed: &str,
    ) -> Result<SecretSlice<u8>, Error> {
        self.vault.open(&label(session), sealed)
    }
}

pub(crate) fn label(session: &SessionId) -> String {
    format!("refresh key of {}", session.0)
}
