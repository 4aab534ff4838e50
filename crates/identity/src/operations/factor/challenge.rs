use std::time::Duration;

use jiff::Timestamp;
use secrecy::ExposeSecret as _;

use super::{label, totp};
use crate::{
    Action, AuthContext, ClientInfo, Error, Grant, Identity, OneTimeCode, TooManyAttempts,
    audit::Event,
    env::{instant, micros},
    limits::Secret,
    store::{challenges, factors},
};

/// The lifetime of a challenge, and the number of attempts.
const LIFETIME: Duration = Duration::from_mins(5);
const TRIES: i64 = 5;

/// A challenge of a second factor.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// Its identifier, to be sent with the answer.
    pub id: String,
    /// When it expires.
    pub expires_at: Timestamp,
}

/// Why a factor was not challenged.
#[derive(Debug, thiserror::Error)]
pub enum ChallengeError {
    /// The user has no such factor.
    #[error("there is no such factor")]
    FactorNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ChallengeError);

/// Why the answer to a challenge was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AnswerChallengeError {
    /// The user has no such factor.
    #[error("there is no such factor")]
    FactorNotFound,
    /// The challenge has expired, was answered, or was answered wrongly too often.
    #[error("the challenge has expired")]
    ChallengeExpired,
    /// The code is wrong, or was used before.
    #[error("the code is wrong")]
    CodeRefused,
    /// The session has ended.
    #[error("the session has ended")]
    SessionNotFound,
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(AnswerChallengeError);

impl Identity {
    /// Creates a challenge of this factor, for this session.
    ///
    /// # Errors
    /// [`ChallengeError`] says when.
    pub async fn challenge(
        &self,
        auth: &AuthContext,
        factor: &str,
        client: &ClientInfo,
    ) -> Result<Challenge, ChallengeError> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let (id, now) = (self.env.id(), uow.now);
        let connection = uow.connection();
        if !factors::record_challenge(connection, factor, &auth.user, now).await? {
            return Err(ChallengeError::FactorNotFound);
        }
        let expire_at = now + micros(LIFETIME);
        challenges::insert(connection, &id, factor, auth, expire_at).await?;
        let event = Event::new(Action::FactorChallenged, &auth.user).in_session(&auth.session);
        uow.commit(event, client).await?;
        Ok(Challenge {
            id,
            expires_at: instant(expire_at),
        })
    }

    /// Verifies the answer to a challenge, a code of the app or a backup code, and raises the session: new tokens are
    /// issued, while the old ones raise nothing. The first valid code verifies the factor, and ends the user's sessions
    /// that have not shown it. A challenge is bound to its session and factor, not to a network address: a phone
    /// changes from Wi-Fi to mobile data between the two requests.
    ///
    /// # Errors
    /// [`AnswerChallengeError`] says when.
    pub async fn answer_challenge(
        &self,
        auth: &AuthContext,
        factor: &str,
        challenge: &str,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<Grant, AnswerChallengeError> {
        if code.of_mail().is_some() {
            return Err(AnswerChallengeError::CodeRefused);
        }
        // A challenge has its own few tries; this counts across challenges.
        let attempt = self
            .limits
            .attempt(Secret::Factor, client.address, &auth.user.0)
            .await?;
        let outcome = self.try_answer(auth, factor, challenge, code, client);
        attempt
            .record_result(outcome.await, |error| {
                matches!(error, AnswerChallengeError::CodeRefused)
            })
            .await
    }

    async fn try_answer(
        &self,
        auth: &AuthContext,
        factor: &str,
        challenge: &str,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<Grant, AnswerChallengeError> {
        let keys = self.signing_keys().await?;
        let mut uow = self.begin(&auth.user.lock_key()).await?.for_client(client);
        let row = challenges::find(uow.connection(), challenge, factor, auth).await?;
        let row = row.ok_or(AnswerChallengeError::FactorNotFound)?;
        let is_open = row.used_at.is_none() && row.attempts < TRIES;
        if !is_open || row.expire_at <= uow.now {
            return Err(AnswerChallengeError::ChallengeExpired);
        }
        let secret = self.vault.open(&label(factor), &row.secret)?;
        let now = instant(uow.now).as_second();
        let step = code
            .of_app()
            .and_then(|digits| totp::step_of(secret.expose_secret(), digits, now, row.last_step));
        // A factor that is being enrolled is no secret yet that anybody could guess.
        let is_guess = row.verified_at.is_some();
        let is_locked = is_guess && uow.is_locked(&auth.user).await?;
        // A backup code stands for an app that was lost, not for one that never showed a code.
        let is_right = !is_locked
            && (step.is_some() || is_guess && uow.take_backup_code(&auth.user, code).await?);
        let used_at = is_right.then_some(uow.now);
        challenges::record_attempt(uow.connection(), challenge, used_at).await?;
        let event = Event::new(Action::FactorAnswered, &auth.user)
            .in_session(&auth.session)
            .with("right", is_right);
        if !is_right {
            if is_guess {
                uow.count_wrong_proof(&auth.user).await?;
            }
            uow.commit(event, client).await?;
            return Err(AnswerChallengeError::CodeRefused);
        }
        uow.accept_factor(auth, factor, step).await?;
        let session = uow.raise(auth).await?;
        let session = session.ok_or(AnswerChallengeError::SessionNotFound)?;
        let grant = uow.grant(&session, None, &keys).await?;
        uow.commit(event, client).await?;
        Ok(grant)
    }
}
