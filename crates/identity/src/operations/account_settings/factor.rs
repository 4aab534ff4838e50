use secrecy::ExposeSecret as _;

use super::Renewed;
use crate::{
    Action, AuthContext, AuthMethod, ClientInfo, Denied, Enrollment, Identity, OneTimeCode,
    Refusal,
    audit::Event,
    env::instant,
    operations::{factor, find_account},
    store::factors,
};

impl Identity {
    /// Begins to enrol an authenticator app; an earlier enrolment that was not finished is dropped.
    ///
    /// # Errors
    /// Returns [`Refusal::ReauthenticationNeeded`] when the user has to confirm first, and the refusals of
    /// [`enrol_totp`](Self::enrol_totp).
    pub async fn begin_own_factor(
        &self,
        auth: &AuthContext,
        name: &str,
        issuer: &str,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        self.require_confirmed(auth).await?;
        self.drop_waiting_factor(auth, client).await?;
        self.enrol_totp(auth, name, issuer, client).await?;
        Ok(())
    }

    /// The enrolment that waits for its first code, with its secret.
    ///
    /// # Errors
    /// Returns [`Refusal::ReauthenticationNeeded`] when the user has to confirm first.
    pub async fn waiting_factor(
        &self,
        auth: &AuthContext,
        issuer: &str,
    ) -> Result<Option<Enrollment>, Denied> {
        self.require_confirmed(auth).await?;
        let mut connection = self.database.pool().acquire().await?;
        let row = factors::find_waiting(&mut connection, &auth.user).await?;
        let account = find_account::read(&mut connection, &auth.user).await?;
        let (Some(row), Some(account)) = (row, account) else {
            return Ok(None);
        };
        let secret = self.vault.open(&factor::label(&row.id), &row.secret)?;
        let name = account.email.as_ref().map_or("", |email| email.as_str());
        Ok(Some(Enrollment::new(
            row.id,
            row.friendly_name,
            secret.expose_secret(),
            issuer,
            name,
        )))
    }

    /// Finishes an enrolment with the app's first code: from now on the factor is required. The session is raised, and
    /// continues under a new token; the user's sessions that have not shown a factor end.
    ///
    /// # Errors
    /// Returns [`Refusal::ReauthenticationNeeded`] when the user has to confirm first,
    /// [`FactorNotFound`](Refusal::FactorNotFound) when there is no enrolment, [`CodeRefused`](Refusal::CodeRefused)
    /// for a wrong code, and [`SessionNotFound`](Refusal::SessionNotFound) when it was one too many and the session has
    /// ended.
    pub async fn finish_own_factor(
        &self,
        auth: &AuthContext,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<Renewed, Denied> {
        self.require_confirmed(auth).await?;
        let digits = code.of_app().ok_or(Refusal::CodeRefused)?;
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let row = factors::find_waiting(uow.connection(), &auth.user).await?;
        let row = row.ok_or(Refusal::FactorNotFound)?;
        let secret = self.vault.open(&factor::label(&row.id), &row.secret)?;
        let now = instant(uow.now).as_second();
        let step = factor::step_of(secret.expose_secret(), digits, now, row.last_step);
        let event = Event::new(Action::FactorAnswered, &auth.user)
            .in_session(&auth.session)
            .with("right", step.is_some());
        if step.is_none() {
            let refusal = uow.count_failure(auth, Refusal::CodeRefused).await?;
            uow.commit(event, client).await?;
            return Err(refusal.into());
        }
        uow.accept_factor(auth, &row.id, step).await?;
        let renewed = uow.renew(auth, AuthMethod::Totp).await?;
        uow.commit(event, client).await?;
        Ok(renewed)
    }

    /// Drops the enrolment that waits for its first code, if there is one.
    ///
    /// # Errors
    /// Returns [`Error::Database`](crate::Error::Database) when the query fails.
    pub async fn drop_waiting_factor(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        if factors::delete_waiting(uow.connection(), &auth.user).await? {
            let event = Event::new(Action::FactorRemoved, &auth.user).in_session(&auth.session);
            uow.commit(event, client).await?;
        }
        Ok(())
    }

    /// Removes one of the user's factors.
    ///
    /// # Errors
    /// Returns [`Refusal::ReauthenticationNeeded`] when the user has to confirm first, and
    /// [`FactorNotFound`](Refusal::FactorNotFound) when there is no such factor.
    pub async fn remove_own_factor(
        &self,
        auth: &AuthContext,
        id: &str,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        self.require_confirmed(auth).await?;
        self.remove_factor(auth, id, client).await
    }
}
