use std::time::Duration;

use super::Proof;
use crate::{
    Access, Action, Caller, Denied, EndReason, Error, Factor, Identity, Refusal, SignInMethod,
    Token,
    api_session::amr_text,
    audit::Event,
    env::{instant, micros},
    factor,
    one_time_code::Purpose,
    unit_of_work::UnitOfWork,
};

/// How long after a proof a sensitive change is taken for the user's own: whoever finds a browser left open may not take
/// the account over.
pub const CONFIRMED_FOR: Duration = Duration::from_mins(5);

/// So many wrong proofs in a row end the session.
const TRIES: i64 = 5;

/// A browser's session under a new token; the one from before opens nothing.
#[derive(Debug)]
pub struct Renewed {
    /// What the browser must bring from now on; told once.
    pub token: Token,
    /// How long the browser should keep it at most.
    pub lifetime: Duration,
    /// What it may act on.
    pub access: Access,
}

impl Identity {
    /// Takes the proof that it is the user who asks: for five minutes their sensitive changes need no other. The session
    /// goes on under a new token.
    ///
    /// # Errors
    /// Refused with [`Refusal::ReauthenticationNotValid`] for a wrong proof, or
    /// [`SessionNotFound`](Refusal::SessionNotFound) when that was one too many and the session has ended.
    pub async fn confirm(
        &self,
        access: &Access,
        proof: Proof,
        caller: &Caller,
    ) -> Result<Renewed, Denied> {
        let checked = self.check(access, proof).await?;
        let mut uow = self.begin(&access.user.lock_key()).await?;
        let is_right = uow.take_proof(access, &checked).await?;
        let event = Event::new(Action::Reauthenticated, &access.user)
            .in_session(&access.session)
            .with("method", checked.method())
            .with("right", is_right);
        if !is_right {
            let refusal = uow
                .count_failure(access, Refusal::ReauthenticationNotValid)
                .await?;
            uow.commit(event, caller).await?;
            return Err(refusal.into());
        }
        let renewed = uow.renew(access, checked.method()).await?;
        uow.commit(event, caller).await?;
        Ok(renewed)
    }

    /// Mails who asks a code that proves it is they.
    ///
    /// # Errors
    /// Refused with [`Refusal::EmailNotConfirmed`] without an address to mail to,
    /// [`MailedJustNow`](Refusal::MailedJustNow), or [`MailOff`](Refusal::MailOff).
    pub async fn mail_proof(&self, access: &Access, caller: &Caller) -> Result<(), Denied> {
        self.require_mail()?;
        let mut uow = self.begin(&access.user.lock_key()).await?;
        let email = uow.find_reachable_email(access).await?;
        let email = email.ok_or(Refusal::EmailNotConfirmed)?;
        let purpose = Purpose::Reauthenticate;
        if !uow.send_code(&access.user, purpose, &email).await? {
            return Err(Refusal::MailedJustNow.into());
        }
        let event =
            Event::new(Action::ReauthenticationRequested, &access.user).in_session(&access.session);
        Ok(uow.commit(event, caller).await?)
    }

    /// Refuses a sensitive change to who did not prove recently that it is they.
    ///
    /// # Errors
    /// Refused with [`Refusal::ReauthenticationNeeded`].
    pub async fn require_confirmed(&self, access: &Access) -> Result<(), Denied> {
        let mut connection = self.database.pool().acquire().await?;
        let factors = factor::read(&mut connection, &access.user).await?;
        if self.is_confirmed(access, &factors) {
            return Ok(());
        }
        Err(Refusal::ReauthenticationNeeded.into())
    }

    pub(super) fn is_confirmed(&self, access: &Access, factors: &[Factor]) -> bool {
        let now = instant(self.env.now()).as_second();
        let is_recent = |it: &SignInMethod| {
            now.saturating_sub(it.timestamp).saturating_mul(1_000_000) < micros(CONFIRMED_FOR)
        };
        let has_factor = factors.iter().any(|it| it.is_verified);
        (access.aal == "aal2" || !has_factor) && access.amr.iter().any(is_recent)
    }
}

impl UnitOfWork<'_> {
    /// Counts a wrong proof. Answers how it is refused: `refusal`, unless it was one too many for the session.
    pub(super) async fn count_failure(
        &mut self,
        access: &Access,
        refusal: Refusal,
    ) -> Result<Refusal, Error> {
        let counted: Option<(i64,)> = sqlx::query_as(
            "UPDATE sessions SET failed_proofs = failed_proofs + 1 WHERE id = $1 AND ended_at IS NULL RETURNING failed_proofs",
        )
        .bind(&access.session.0)
        .fetch_optional(self.connection())
        .await?;
        if counted.is_some_and(|(failures,)| failures < TRIES) {
            return Ok(refusal);
        }
        self.end_session(&access.session, EndReason::ProofsFailed)
            .await?;
        Ok(Refusal::SessionNotFound)
    }

    /// Notes the proof in the session, which goes on under a new token; a second factor raises it.
    pub(super) async fn renew(&mut self, access: &Access, method: &str) -> Result<Renewed, Denied> {
        let (now, token) = (self.now, self.identity.env.token());
        let shown = SignInMethod {
            method: method.to_owned(),
            timestamp: instant(now).as_second(),
        };
        let before = access.amr.iter().filter(|it| it.method != method).cloned();
        let renewed = Access {
            aal: if method == "totp" {
                "aal2"
            } else {
                &access.aal
            }
            .to_owned(),
            amr: std::iter::once(shown).chain(before).collect(),
            ..access.clone()
        };
        let row: Option<(i64,)> = sqlx::query_as(
            "UPDATE sessions SET token_hash = $1, amr = $2, aal = $3, failed_proofs = 0 \
             WHERE id = $4 AND ended_at IS NULL AND token_hash IS NOT NULL RETURNING expire_at",
        )
        .bind(token.hash())
        .bind(amr_text(&renewed.amr))
        .bind(&renewed.aal)
        .bind(&access.session.0)
        .fetch_optional(self.connection())
        .await?;
        let (expire_at,) = row.ok_or(Refusal::SessionNotFound)?;
        let left = u64::try_from(expire_at - now).unwrap_or_default();
        Ok(Renewed {
            token,
            lifetime: Duration::from_micros(left),
            access: renewed,
        })
    }
}
