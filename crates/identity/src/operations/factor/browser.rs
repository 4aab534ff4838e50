use std::iter::once;

use secrecy::ExposeSecret as _;

use super::{label, totp};
use crate::{
    Action, AuthContext, AuthMethod, ClientInfo, EndReason, Error, Identity, OneTimeCode, SignedIn,
    Token, TooManyAttempts, UserId,
    audit::Event,
    env::{instant, micros},
    limits::Secret,
    model::session::{ABSOLUTE_LIFETIME, IDLE_LIFETIME},
    operations::browser_session::{next_step, shown},
    store::{
        factors,
        sessions::browsers::{self, PendingSession, Raised},
    },
    unit_of_work::UnitOfWork,
};

/// Wrong codes after which the pending session ends.
const TRIES: i64 = 5;

/// Why a second factor was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum SecondFactorError {
    /// The code is wrong, or was used before.
    #[error("the code is wrong")]
    CodeRefused,
    /// There is no pending session, or it has ended.
    #[error("the session has ended")]
    SessionNotFound,
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(SecondFactorError);

/// What a valid code was: one of an app or a phone, or a backup code.
pub(crate) struct Shown {
    pub method: AuthMethod,
    /// The app, or for a backup code the oldest one; none for the code of a phone.
    pub factor: Option<String>,
    /// The time step of an app's code.
    pub step: Option<i64>,
}

impl Identity {
    /// Finds the pending session of this token, which waits for the second factor.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_pending_session(&self, token: &Token) -> Result<Option<AuthContext>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let pending = browsers::find_pending(&mut connection, token, self.env.now()).await?;
        Ok(pending.map(|pending| pending.auth))
    }

    /// Raises the pending session by a code of an app, one that was texted to a phone, or a backup code; it continues under
    /// a new token. Too many wrong codes end it.
    ///
    /// # Errors
    /// [`SecondFactorError`] says when.
    pub async fn show_second_factor(
        &self,
        token: &Token,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<SignedIn, SecondFactorError> {
        let user = self.find_pending_user(token).await?;
        if code.of_mail().is_some() {
            return Err(SecondFactorError::CodeRefused);
        }
        // A session has its own few tries; this counts across sessions, which the password alone begins.
        let attempt = self
            .limits
            .attempt(Secret::Factor, client.address, user.as_str())
            .await?;
        let shown = self.try_second_factor(token, &user, code, client).await;
        let is_wrong = matches!(shown, Err(SecondFactorError::CodeRefused));
        let shown = attempt.record_result(shown, |_| is_wrong).await;
        if is_wrong && self.find_pending_session(token).await?.is_none() {
            return Err(SecondFactorError::SessionNotFound);
        }
        shown
    }

    async fn try_second_factor(
        &self,
        token: &Token,
        user: &UserId,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<SignedIn, SecondFactorError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let now = uow.now;
        let pending = browsers::find_pending(uow.connection(), token, now).await?;
        let PendingSession { auth, created_at } =
            pending.ok_or(SecondFactorError::SessionNotFound)?;
        // As a password, no code is accepted while the account is locked.
        let found = if uow.is_locked(user).await? {
            None
        } else {
            uow.find_shown(user, code).await?
        };
        let event = Event::new(Action::FactorAnswered, user)
            .in_session(&auth.session)
            .with("right", found.is_some());
        let Some(found) = found else {
            uow.count_wrong_code(&auth).await?;
            uow.count_wrong_proof(user).await?;
            uow.commit(event, client).await?;
            return Err(SecondFactorError::CodeRefused);
        };
        if let Some(factor) = &found.factor {
            uow.accept_factor(&auth, factor, found.step).await?;
        } else {
            uow.unlock(user).await?;
            uow.end_without_factor(&auth).await?;
        }
        let signed_in = uow.raise_browser(&auth, found.method, created_at).await?;
        uow.began(user, &auth.session);
        uow.commit(event, client).await?;
        Ok(signed_in)
    }

    async fn find_pending_user(&self, token: &Token) -> Result<UserId, SecondFactorError> {
        let mut connection = self.database.pool().acquire().await?;
        let pending = browsers::find_pending(&mut connection, token, self.env.now()).await?;
        Ok(pending.ok_or(SecondFactorError::SessionNotFound)?.auth.user)
    }
}

impl UnitOfWork<'_> {
    /// The factor that this code is valid for. A backup code counts as the oldest factor's.
    pub async fn find_shown(
        &mut self,
        user: &UserId,
        code: &OneTimeCode,
    ) -> Result<Option<Shown>, Error> {
        let rows = factors::list_secrets(self.connection(), user).await?;
        let now = instant(self.now).as_second();
        let method = AuthMethod::Totp;
        let Some(digits) = code.of_app() else {
            let is_backup = self.take_backup_code(user, code).await?;
            let factor = rows.into_iter().next().map(|row| row.id);
            let step = None;
            return Ok(is_backup.then_some(Shown {
                method,
                factor,
                step,
            }));
        };
        for row in &rows {
            let secret = self.identity.vault.open(&label(&row.id), &row.secret)?;
            let step = totp::step_of(secret.expose_secret(), digits, now, row.last_step);
            if step.is_some() {
                let factor = Some(row.id.clone());
                return Ok(Some(Shown {
                    method,
                    factor,
                    step,
                }));
            }
        }
        let is_texted = self.take_phone_code(user, code).await?;
        Ok(is_texted.then_some(Shown {
            method: AuthMethod::Sms,
            factor: None,
            step: None,
        }))
    }

    /// Counts a wrong code; the last one allowed ends the session.
    async fn count_wrong_code(&mut self, auth: &AuthContext) -> Result<(), Error> {
        let wrong = browsers::count_wrong_code(self.connection(), &auth.session).await?;
        if wrong >= TRIES {
            self.end_session(&auth.session, EndReason::SecondFactor)
                .await?;
        }
        Ok(())
    }

    /// Raises the session to the second assurance level, under a new token and with the usual lifetime.
    async fn raise_browser(
        &mut self,
        auth: &AuthContext,
        method: AuthMethod,
        began: i64,
    ) -> Result<SignedIn, Error> {
        let (now, token) = (self.now, self.identity.env.token());
        let amr: Vec<_> = once(shown(method, now)).chain(auth.amr.clone()).collect();
        let raised = Raised {
            token: &token,
            amr: &amr,
            now,
            abandon_at: now + micros(IDLE_LIFETIME),
            expire_at: began + micros(ABSOLUTE_LIFETIME),
        };
        browsers::raise(self.connection(), &auth.session, &raised).await?;
        let first = if auth.amr.iter().any(|it| it.method == AuthMethod::Recovery) {
            AuthMethod::Recovery
        } else {
            method
        };
        Ok(SignedIn {
            session: auth.session.clone(),
            token,
            lifetime: ABSOLUTE_LIFETIME,
            next: next_step(false, first),
        })
    }
}
