use crate::{
    Action, AuthMethod, ClientInfo, Email, Error, Identity, Metadata, Provider, SignedIn, Token,
    UserId,
    audit::Event,
    model::claims::Claims,
    operations::browser_session::Beginning,
    store::{identities, users},
    unit_of_work::UnitOfWork,
};

impl Identity {
    /// Signs a user in by the provider's claims: finds or creates the user, and begins a session under a new token, in
    /// place of the browser's previous one. [`sign_in_with_provider`](Self::sign_in_with_provider) first checks whether
    /// another account has their address.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn sign_in(
        &self,
        claims: &Claims,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<SignedIn, Error> {
        let person = format!("{} of {}", claims.subject, claims.issuer);
        let mut uow = self.begin(&person).await?;
        let (user, identity, last_email) = uow.find_or_create(claims).await?;
        uow.adopt_address(&user, claims, last_email.as_ref(), client)
            .await?;
        let beginning = Beginning {
            user: &user,
            identity: &identity,
            method: AuthMethod::OAuth,
            previous,
        };
        let signed_in = uow.begin_session(beginning, client).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&signed_in.session)
            .with("provider", Provider::Timeback.as_str());
        uow.commit(event, client).await?;
        Ok(signed_in)
    }
}

impl UnitOfWork<'_> {
    /// Finds or creates the user and the identity of these claims. Returns also the address it came with last.
    async fn find_or_create(
        &mut self,
        claims: &Claims,
    ) -> Result<(UserId, String, Option<Email>), Error> {
        let (now, env) = (self.now, &self.identity.env);
        let connection = self.connection();
        let known = identities::find(connection, claims).await?;
        let (user, identity, previous) = match known {
            Some((user, identity, email)) => (user, identity, Some(email)),
            None => (UserId(env.id()), env.id(), None),
        };
        if previous.is_none() {
            let new = users::NewUser {
                id: &user,
                password_hash: None,
                primary_email_id: None,
                metadata: &Metadata::default(),
            };
            users::create(connection, new, now).await?;
        }
        let name = (claims.given_name.as_str(), claims.family_name.as_str());
        users::record_provider_sign_in(connection, &user, name, now).await?;
        identities::save(connection, &identity, &user, claims, now).await?;
        if previous.is_none() {
            self.created(&user);
        }
        Ok((user, identity, previous))
    }
}
