use crate::{
    Action, AuthMethod, ClientInfo, Error, Identity, Password, PasswordSignInError, SignInName,
    SignedIn, Token, UserId, audit::Event, operations::browser_session::Beginning,
    unit_of_work::UnitOfWork,
};

impl Identity {
    /// Signs a user in, in a browser, by address or username, and password. The session of `previous` ends.
    ///
    /// # Errors
    /// As [`sign_in_with_password`](Self::sign_in_with_password).
    pub async fn sign_in_browser(
        &self,
        name: impl Into<SignInName>,
        password: &Password,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<SignedIn, PasswordSignInError> {
        let target = self.resolve_sign_in_name(&name.into()).await?;
        let (mut uow, user) = self.check_credentials(&target, password, client).await?;
        let signed_in = uow
            .admit(&user, AuthMethod::Password, previous, client)
            .await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&signed_in.session)
            .with("provider", "email");
        uow.commit(event, client).await?;
        Ok(signed_in)
    }
}

impl UnitOfWork<'_> {
    /// Begins a browser session for a user who authenticated with us by `method`.
    pub async fn admit(
        &mut self,
        user: &UserId,
        method: AuthMethod,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<SignedIn, Error> {
        let identity = self.find_own_identity(user).await?;
        self.note_sign_in(user).await?;
        let beginning = Beginning {
            user,
            identity: &identity,
            method,
            previous,
        };
        self.begin_session(beginning, client).await
    }
}
