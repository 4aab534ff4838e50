//! Codes that are texted to a phone as a second factor.

use crate::{
    Action, AuthContext, ClientInfo, EndReason, Error, Identity, OneTimeCode, SessionId,
    TextCodeError, Token, UserId, UserPhone,
    audit::Event,
    model::text_purpose::TextPurpose,
    store::{
        backup_codes, factors, phone_numbers,
        sessions::{browsers, ends::Which},
    },
    unit_of_work::UnitOfWork,
};

/// The second factors that a user may show.
#[derive(Debug, Clone)]
pub struct SecondFactors {
    /// Whether there is an authenticator app.
    pub has_totp: bool,
    /// Whether there is an unused backup code.
    pub has_backup_code: bool,
    /// The phone numbers to which a code can be texted, the default one first; none while no texts are sent.
    pub phones: Vec<UserPhone>,
}

/// Why no code was texted to a phone that is a second factor.
#[derive(Debug, thiserror::Error)]
pub enum TextSecondFactorError {
    /// There is no pending session, or it has ended.
    #[error("the session has ended")]
    SessionNotFound,
    /// The user has no such phone number among their second factors.
    #[error("there is no such phone number")]
    PhoneNumberNotFound,
    /// No code was texted.
    #[error(transparent)]
    Text(#[from] TextCodeError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(TextSecondFactorError);

impl Identity {
    /// The second factors that this user may show.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn second_factors(&self, user: &UserId) -> Result<SecondFactors, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let apps = factors::list(&mut connection, user).await?;
        let mut phones = phone_numbers::list(&mut connection, user).await?;
        phones.retain(|phone| phone.is_second_factor && self.policy.phone.has_sms);
        phones.sort_by_key(|phone| !phone.is_default_second_factor);
        Ok(SecondFactors {
            has_totp: apps.iter().any(|app| app.is_verified),
            has_backup_code: backup_codes::has_unused(&mut connection, user).await?,
            phones,
        })
    }

    /// The second factors that the user of the pending session with this token may show; none when there is no such
    /// session.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn pending_second_factors(
        &self,
        token: &Token,
    ) -> Result<Option<SecondFactors>, Error> {
        match self.find_pending(token).await? {
            Some((user, _)) => self.second_factors(&user).await.map(Some),
            None => Ok(None),
        }
    }

    /// Texts a code to the phone of the user whose pending session has this token: to the number with this identifier, or
    /// to the default one. [`show_second_factor`](Self::show_second_factor) takes the code.
    ///
    /// # Errors
    /// [`TextSecondFactorError`] says when.
    pub async fn text_second_factor(
        &self,
        token: &Token,
        phone: Option<&str>,
        client: &ClientInfo,
    ) -> Result<UserPhone, TextSecondFactorError> {
        let pending = self.find_pending(token).await?;
        let (user, session) = pending.ok_or(TextSecondFactorError::SessionNotFound)?;
        self.text_factor_code(&user, &session, phone, client).await
    }

    /// Texts a code to the signed-in user's phone, to confirm a sensitive change: to the number with this identifier, or to
    /// the default one. [`confirm`](Self::confirm) takes the code, as [`Proof::FactorCode`](crate::Proof::FactorCode).
    ///
    /// # Errors
    /// [`TextSecondFactorError`] says when.
    pub async fn text_proof(
        &self,
        auth: &AuthContext,
        phone: Option<&str>,
        client: &ClientInfo,
    ) -> Result<UserPhone, TextSecondFactorError> {
        self.text_factor_code(&auth.user, &auth.session, phone, client)
            .await
    }

    async fn text_factor_code(
        &self,
        user: &UserId,
        session: &SessionId,
        phone: Option<&str>,
        client: &ClientInfo,
    ) -> Result<UserPhone, TextSecondFactorError> {
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        let phone = uow.text_to_factor(user, phone, client).await?;
        let event = Event::new(Action::FactorChallenged, user)
            .in_session(session)
            .with("phone", phone.id.as_str());
        uow.commit(event, client).await?;
        Ok(phone)
    }

    /// The user and the session of this token, if it waits for the second factor.
    async fn find_pending(&self, token: &Token) -> Result<Option<(UserId, SessionId)>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let pending = browsers::find_pending(&mut connection, token, self.env.now()).await?;
        Ok(pending.map(|pending| (pending.auth.user, pending.auth.session)))
    }
}

impl UnitOfWork<'_> {
    /// Texts a code to a phone number that is the user's second factor: the one with this identifier, or the default one.
    pub async fn text_to_factor(
        &mut self,
        user: &UserId,
        phone: Option<&str>,
        client: &ClientInfo,
    ) -> Result<UserPhone, TextSecondFactorError> {
        let phones = phone_numbers::list(self.connection(), user).await?;
        let is_meant = |it: &UserPhone| match phone {
            Some(id) => it.is_second_factor && it.id == id,
            None => it.is_default_second_factor,
        };
        let phone = phones.into_iter().find(is_meant);
        let phone = phone.ok_or(TextSecondFactorError::PhoneNumberNotFound)?;
        let purpose = TextPurpose::SecondFactor;
        self.text_code(user, purpose, &phone.number, client).await?;
        Ok(phone)
    }

    /// Verifies a code that was texted to one of the user's phones as a second factor, and uses it up. A wrong attempt is
    /// counted, so the unit of work must be committed either way.
    pub async fn take_phone_code(
        &mut self,
        user: &UserId,
        code: &OneTimeCode,
    ) -> Result<bool, Error> {
        let phones = phone_numbers::list(self.connection(), user).await?;
        for phone in phones.iter().filter(|phone| phone.is_second_factor) {
            let purpose = TextPurpose::SecondFactor;
            if self
                .take_texted_code(user, purpose, &phone.number, code)
                .await?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Ends the user's other sessions that have not shown a second factor.
    pub async fn end_without_factor(&mut self, auth: &AuthContext) -> Result<(), Error> {
        let which = Which::OthersWithoutFactor(&auth.user, &auth.session);
        self.end(which, EndReason::SecondFactor).await?;
        Ok(())
    }
}
