use std::time::Duration;

use super::Proof;
use crate::{
    Aal, Action, AuthContext, AuthMethod, ClientInfo, EndReason, Error, Identity, SignInMethod,
    Token,
    audit::Event,
    env::instant,
    store::{factors, sessions::browsers},
    unit_of_work::UnitOfWork,
};

/// Wrong proofs in a row after which the session ends.
const TRIES: i64 = 5;

/// A browser session under a new token; the previous token is not valid any more.
#[derive(Debug)]
pub struct Renewed {
    /// The new session token, shown to the browser once.
    pub token: Token,
    /// The lifetime of the session cookie.
    pub lifetime: Duration,
    /// The authenticated user and session.
    pub auth: AuthContext,
}

/// Why a reauthentication was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// The proof is wrong.
    #[error("the proof is wrong")]
    ReauthenticationNotValid,
    /// It was one wrong proof too many: the session has ended.
    #[error("the session has ended")]
    SessionNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ConfirmError);

impl Identity {
    /// Confirms that it is the user: for five minutes sensitive changes need no other proof. The session continues
    /// under a new token.
    ///
    /// # Errors
    /// [`ConfirmError`] says when.
    pub async fn confirm(
        &self,
        auth: &AuthContext,
        proof: Proof,
        client: &ClientInfo,
    ) -> Result<Renewed, ConfirmError> {
        let checked = self.check(auth, proof).await?;
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let proved = uow.take_proof(auth, &checked).await?;
        let method = proved.unwrap_or_else(|| checked.method());
        let event = Event::new(Action::Reauthenticated, &auth.user)
            .in_session(&auth.session)
            .with("method", method.as_str())
            .with("right", proved.is_some());
        if proved.is_none() {
            let has_ended = uow.count_failure(auth).await?;
            uow.commit(event, client).await?;
            return Err(if has_ended {
                ConfirmError::SessionNotFound
            } else {
                ConfirmError::ReauthenticationNotValid
            });
        }
        let renewed = uow.renew(auth, method).await?;
        let renewed = renewed.ok_or(ConfirmError::SessionNotFound)?;
        uow.commit(event, client).await?;
        Ok(renewed)
    }

    /// Whether the user has reauthenticated recently, so that sensitive changes are allowed.
    pub(crate) async fn has_confirmed(&self, auth: &AuthContext) -> Result<bool, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let verified = factors::count_verified(&mut connection, &auth.user).await?;
        Ok(self.is_confirmed(auth, verified > 0))
    }

    pub(super) fn is_confirmed(&self, auth: &AuthContext, has_factor: bool) -> bool {
        (auth.aal == Aal::Two || !has_factor) && self.is_recent(auth)
    }
}

impl UnitOfWork<'_> {
    /// Counts a wrong proof. Returns whether it was one too many, so that the session has ended.
    pub(super) async fn count_failure(&mut self, auth: &AuthContext) -> Result<bool, Error> {
        self.count_wrong_proof(&auth.user).await?;
        let counted = browsers::count_failed_proof(self.connection(), &auth.session).await?;
        if counted.is_some_and(|failures| failures < TRIES) {
            return Ok(false);
        }
        self.end_session(&auth.session, EndReason::ProofsFailed)
            .await?;
        Ok(true)
    }

    /// Records the proof in the session, which continues under a new token; a second factor raises its assurance level.
    pub(super) async fn renew(
        &mut self,
        auth: &AuthContext,
        method: AuthMethod,
    ) -> Result<Option<Renewed>, Error> {
        let (now, token) = (self.now, self.identity.env.token());
        let shown = SignInMethod {
            method,
            timestamp: instant(now).as_second(),
        };
        let before = auth.amr.iter().filter(|it| it.method != method).copied();
        let renewed = AuthContext {
            aal: if method.is_second_factor() {
                Aal::Two
            } else {
                auth.aal
            },
            amr: std::iter::once(shown).chain(before).collect(),
            ..auth.clone()
        };
        let expire_at = browsers::renew(self.connection(), &renewed, &token).await?;
        let Some(expire_at) = expire_at else {
            return Ok(None);
        };
        let left = u64::try_from(expire_at - now).unwrap_or_default();
        Ok(Some(Renewed {
            token,
            lifetime: Duration::from_micros(left),
            auth: renewed,
        }))
    }
}
