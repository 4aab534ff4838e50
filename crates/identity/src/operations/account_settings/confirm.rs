use std::time::Duration;

use super::Proof;
use crate::{
    Aal, Action, AuthContext, AuthMethod, ClientInfo, Denied, EndReason, Error, Factor, Identity,
    Refusal, SignInMethod, Token, audit::Event, env::instant, model::code_purpose::CodePurpose,
    operations::factor, store::sessions::browsers, unit_of_work::UnitOfWork,
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

impl Identity {
    /// Confirms that it is the user: for five minutes sensitive changes need no other proof. The session continues
    /// under a new token.
    ///
    /// # Errors
    /// Returns [`Refusal::ReauthenticationNotValid`] for a wrong proof, and
    /// [`SessionNotFound`](Refusal::SessionNotFound) when it was one too many and the session has ended.
    pub async fn confirm(
        &self,
        auth: &AuthContext,
        proof: Proof,
        client: &ClientInfo,
    ) -> Result<Renewed, Denied> {
        let checked = self.check(auth, proof).await?;
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let is_right = uow.take_proof(auth, &checked).await?;
        let event = Event::new(Action::Reauthenticated, &auth.user)
            .in_session(&auth.session)
            .with("method", checked.method().as_str())
            .with("right", is_right);
        if !is_right {
            let refusal = uow
                .count_failure(auth, Refusal::ReauthenticationNotValid)
                .await?;
            uow.commit(event, client).await?;
            return Err(refusal.into());
        }
        let renewed = uow.renew(auth, checked.method()).await?;
        uow.commit(event, client).await?;
        Ok(renewed)
    }

    /// Mails the user a code to confirm with.
    ///
    /// # Errors
    /// Returns [`Refusal::EmailNotConfirmed`] without an address to mail to, [`MailedJustNow`](Refusal::MailedJustNow)
    /// within a minute of the last code, and [`MailOff`](Refusal::MailOff) where no mail is sent.
    pub async fn mail_proof(&self, auth: &AuthContext, client: &ClientInfo) -> Result<(), Denied> {
        self.require_mail()?;
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let email = uow.find_reachable_email(auth).await?;
        let email = email.ok_or(Refusal::EmailNotConfirmed)?;
        let purpose = CodePurpose::Reauthenticate;
        if !uow.send_code(&auth.user, purpose, &email).await? {
            return Err(Refusal::MailedJustNow.into());
        }
        let event =
            Event::new(Action::ReauthenticationRequested, &auth.user).in_session(&auth.session);
        Ok(uow.commit(event, client).await?)
    }

    /// Refuses a sensitive change unless the user has confirmed recently.
    ///
    /// # Errors
    /// Returns [`Refusal::ReauthenticationNeeded`] when the user has to confirm first.
    pub async fn require_confirmed(&self, auth: &AuthContext) -> Result<(), Denied> {
        let mut connection = self.database.pool().acquire().await?;
        let factors = factor::read(&mut connection, &auth.user).await?;
        if self.is_confirmed(auth, &factors) {
            return Ok(());
        }
        Err(Refusal::ReauthenticationNeeded.into())
    }

    pub(super) fn is_confirmed(&self, auth: &AuthContext, factors: &[Factor]) -> bool {
        let has_factor = factors.iter().any(|it| it.is_verified);
        (auth.aal == Aal::Two || !has_factor) && self.is_recent(auth)
    }
}

impl UnitOfWork<'_> {
    /// Counts a wrong proof. Returns `refusal`, or [`Refusal::SessionNotFound`] when it was one too many and the
    /// session has ended.
    pub(super) async fn count_failure(
        &mut self,
        auth: &AuthContext,
        refusal: Refusal,
    ) -> Result<Refusal, Error> {
        let counted = browsers::count_failed_proof(self.connection(), &auth.session).await?;
        if counted.is_some_and(|failures| failures < TRIES) {
            return Ok(refusal);
        }
        self.end_session(&auth.session, EndReason::ProofsFailed)
            .await?;
        Ok(Refusal::SessionNotFound)
    }

    /// Records the proof in the session, which continues under a new token; a second factor raises its assurance level.
    pub(super) async fn renew(
        &mut self,
        auth: &AuthContext,
        method: AuthMethod,
    ) -> Result<Renewed, Denied> {
        let (now, token) = (self.now, self.identity.env.token());
        let shown = SignInMethod {
            method,
            timestamp: instant(now).as_second(),
        };
        let before = auth.amr.iter().filter(|it| it.method != method).copied();
        let renewed = AuthContext {
            aal: if method == AuthMethod::Totp {
                Aal::Two
            } else {
                auth.aal
            },
            amr: std::iter::once(shown).chain(before).collect(),
            ..auth.clone()
        };
        let expire_at = browsers::renew(self.connection(), &renewed, &token).await?;
        let expire_at = expire_at.ok_or(Refusal::SessionNotFound)?;
        let left = u64::try_from(expire_at - now).unwrap_or_default();
        Ok(Renewed {
            token,
            lifetime: Duration::from_micros(left),
            auth: renewed,
        })
    }
}
