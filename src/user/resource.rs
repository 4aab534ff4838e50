use std::ops::Deref;

use super::{
    EmailAddress, GetUserTokenOptions, JwtService, PhoneNumber, SessionWithActivities,
    UpdateUserParams, User, UserError, api, context::UserContext,
};

/// The signed-in user: their attributes (it derefs to [`User`]), and the methods that change them. What a method changes is
/// seen by every component that shares the user.
#[derive(Debug, Clone)]
pub struct UserResource {
    user: User,
    context: UserContext,
}

impl Deref for UserResource {
    type Target = User;

    fn deref(&self) -> &User {
        &self.user
    }
}

impl UserResource {
    pub(super) fn new(user: User, context: UserContext) -> Self {
        Self { user, context }
    }

    /// Reads the user anew.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the user cannot be read; the last one stays.
    pub async fn reload(&self) -> Result<Self, UserError> {
        self.accept(api::get_user().await)
    }

    /// Updates the user.
    ///
    /// # Errors
    /// Returns the [`UserError`] of the first field that cannot be changed.
    pub async fn update(&self, params: UpdateUserParams) -> Result<Self, UserError> {
        self.accept(api::update_user(params).await)
    }

    /// Adds an e-mail address, unverified.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the address cannot be added.
    pub async fn create_email_address(&self, email: &str) -> Result<EmailAddress, UserError> {
        let added = api::create_email_address(email.to_owned()).await;
        self.changed(added).await
    }

    /// Mails a code to an unverified e-mail address.
    ///
    /// # Errors
    /// Returns a [`UserError`] when no code can be mailed.
    pub async fn prepare_email_address_verification(
        &self,
        id: &str,
    ) -> Result<EmailAddress, UserError> {
        let prepared = api::prepare_email_address_verification(id.to_owned()).await;
        self.context.notice(prepared)
    }

    /// Verifies an e-mail address by the mailed code.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the code does not verify it.
    pub async fn attempt_email_address_verification(
        &self,
        id: &str,
        code: &str,
    ) -> Result<EmailAddress, UserError> {
        let verified = api::attempt_email_address_verification(id.to_owned(), code.to_owned());
        self.changed(verified.await).await
    }

    /// Adds a phone number, unverified.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the number cannot be added.
    pub async fn create_phone_number(&self, phone_number: &str) -> Result<PhoneNumber, UserError> {
        let added = api::create_phone_number(phone_number.to_owned()).await;
        self.changed(added).await
    }

    /// Texts a code to an unverified phone number.
    ///
    /// # Errors
    /// Returns a [`UserError`] when no code can be texted.
    pub async fn prepare_phone_number_verification(
        &self,
        id: &str,
    ) -> Result<PhoneNumber, UserError> {
        let prepared = api::prepare_phone_number_verification(id.to_owned()).await;
        self.context.notice(prepared)
    }

    /// Verifies a phone number by the texted code.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the code does not verify it.
    pub async fn attempt_phone_number_verification(
        &self,
        id: &str,
        code: &str,
    ) -> Result<PhoneNumber, UserError> {
        let verified = api::attempt_phone_number_verification(id.to_owned(), code.to_owned());
        self.changed(verified.await).await
    }

    /// The user's active sessions, the most recently used first.
    ///
    /// # Errors
    /// Returns a [`UserError`] when they cannot be read.
    pub async fn get_sessions(&self) -> Result<Vec<SessionWithActivities>, UserError> {
        self.context.notice(api::get_sessions().await)
    }

    /// Ends one of the user's sessions.
    ///
    /// # Errors
    /// Returns [`UserError::NoSuchSession`] when the session is not the user's or has ended.
    pub async fn revoke_session(&self, id: &str) -> Result<(), UserError> {
        self.context
            .notice(api::revoke_session(id.to_owned()).await)
    }

    /// A token of the user for a service. It is kept until `leeway_in_seconds` before it expires.
    ///
    /// # Errors
    /// Returns [`UserError::InvalidLeeway`] when the leeway is not less than 60 seconds, and another [`UserError`] when no
    /// token can be issued.
    pub async fn get_token(
        &self,
        service: JwtService,
        options: GetUserTokenOptions,
    ) -> Result<String, UserError> {
        let leeway = options.leeway()?;
        if let Some(jwt) = self.context.token(service, leeway) {
            return Ok(jwt);
        }
        let token = self.context.notice(api::create_token(service).await)?;
        self.context.keep_token(service, &token);
        Ok(token.jwt)
    }

    fn accept(&self, answer: Result<User, UserError>) -> Result<Self, UserError> {
        self.context.finish(answer.clone());
        answer.map(|user| Self::new(user, self.context))
    }

    /// Reads the user anew after a change of a part of them.
    async fn changed<T>(&self, part: Result<T, UserError>) -> Result<T, UserError> {
        let part = self.context.notice(part)?;
        self.context.finish(api::get_user().await);
        Ok(part)
    }
}
