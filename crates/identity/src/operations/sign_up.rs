use serde_json::{Map, Value};

use crate::{
    Account, Action, AppLink, AuthMethod, ClientInfo, Email, Error, Grant, Identity,
    LinkedIdentity, Metadata, MetadataTooLarge, NewPasswordError, Password, Provider, Role,
    TooManyAttempts, TooManyMails, UserId,
    audit::Event,
    env::instant,
    limits::Mailing,
    model::code_purpose::CodePurpose,
    operations::find_account,
    store::{email_addresses, identities, users},
    unit_of_work::UnitOfWork,
};

/// The result of a sign-up.
#[derive(Debug)]
pub enum SignedUp {
    /// The account was created and its user signed in.
    SignedIn(Box<Grant>),
    /// The address has to be verified. A sign-up with the address of an existing account gets the same answer, with a
    /// decoy account, so as not to reveal it.
    Unconfirmed(Box<Account>),
}

/// Why a sign-up did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum SignUpError {
    /// Sign-up is closed: there are no local accounts, or addresses cannot be verified.
    #[error("sign-up is closed")]
    SignUpOff,
    /// The address has an account; revealed only where addresses are not verified by mail.
    #[error("the address has an account")]
    UserAlreadyExists,
    /// The new password is not accepted.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
    /// The metadata would be too large or too deep.
    #[error(transparent)]
    MetadataTooLarge(#[from] MetadataTooLarge),
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// The rate limit of mails is reached.
    #[error(transparent)]
    TooManyMails(#[from] TooManyMails),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(SignUpError);

impl Identity {
    /// Creates an account for this address and password. `data` becomes the metadata that its user writes. The mail's
    /// link redirects to `app`, if an app asks.
    ///
    /// # Errors
    /// [`SignUpError`] says when.
    pub async fn sign_up(
        &self,
        email: &Email,
        password: &Password,
        data: Map<String, Value>,
        app: Option<&AppLink>,
        client: &ClientInfo,
    ) -> Result<SignedUp, SignUpError> {
        let keys = self.signing_keys().await?;
        match self.register(email, password, data, app, client).await? {
            Registered::Unconfirmed(account) => Ok(SignedUp::Unconfirmed(account)),
            Registered::Believed(mut uow, user) => {
                let session = uow
                    .begin_api_session(&user, AuthMethod::Password, client)
                    .await?;
                let grant = uow.grant(&session, None, &keys).await?;
                let event = signed_up(&user).in_session(&session.id);
                uow.commit(event, client).await?;
                Ok(SignedUp::SignedIn(Box::new(grant)))
            }
        }
    }

    /// Creates the account. Where addresses need no verification the unit of work stays open for the first session.
    pub(crate) async fn register(
        &self,
        email: &Email,
        password: &Password,
        data: Map<String, Value>,
        app: Option<&AppLink>,
        client: &ClientInfo,
    ) -> Result<Registered<'_>, SignUpError> {
        if !self.policy.can_sign_up() {
            return Err(SignUpError::SignUpOff);
        }
        let metadata = Metadata::default().merge(data)?;
        self.limits.sign_up(client.address).await?;
        self.require_unguessable(password, None, Some(email))
            .await?;
        if !self.policy.autoconfirm {
            let (limits, to) = (&self.limits, email.lower());
            limits.mail(Mailing::Code, &to, client.address).await?;
        }
        // Before anybody is looked for, so that it takes as long for those who are there.
        let hash = self.hasher.hash(password).await?;
        self.create_or_remind(email, &hash, metadata, app, client)
            .await
    }

    /// Creates the account, or mails another code to whoever waits for theirs. The answer does not reveal which, except
    /// where addresses need no verification.
    pub(crate) async fn create_or_remind(
        &self,
        email: &Email,
        hash: &str,
        metadata: Metadata,
        app: Option<&AppLink>,
        client: &ClientInfo,
    ) -> Result<Registered<'_>, SignUpError> {
        let mut uow = self.begin(&email.lock_key()).await?.for_client(client);
        if let Some(owner) = uow.find_owner(email).await? {
            let is_waiting = uow.find_claimant(email).await? == Some((owner.clone(), false));
            if is_waiting && !self.policy.autoconfirm {
                uow.send_code_for(app, &owner, CodePurpose::Confirm, email)
                    .await?;
            }
            let event = Event::new(Action::RepeatedSignUp, &owner);
            uow.commit(event, client).await?;
            return if self.policy.autoconfirm {
                Err(SignUpError::UserAlreadyExists)
            } else {
                let decoy = self.decoy(email, metadata);
                Ok(Registered::Unconfirmed(Box::new(decoy)))
            };
        }
        let user = uow.create_user(email, Some(hash), &metadata).await?;
        if !self.policy.autoconfirm {
            uow.send_code_for(app, &user, CodePurpose::Confirm, email)
                .await?;
            let account = find_account::read(uow.connection(), &user).await?;
            uow.commit(signed_up(&user), client).await?;
            let account = account.ok_or(Error::Unreadable("a user"))?;
            return Ok(Registered::Unconfirmed(Box::new(account)));
        }
        uow.verify_email(&user, email).await?;
        Ok(Registered::Believed(Box::new(uow), user))
    }

    /// A decoy account, which looks like one that was just created.
    fn decoy(&self, email: &Email, metadata: Metadata) -> Account {
        let (id, now) = (self.env.id(), instant(self.env.now()));
        let identity = LinkedIdentity {
            id: self.env.id(),
            provider: Provider::Email,
            subject: id.clone(),
            email: email.as_str().to_owned(),
            email_verified: false,
            last_sign_in_at: now,
            created_at: now,
            updated_at: now,
        };
        Account {
            id: UserId(id),
            external_id: None,
            role: Role::Authenticated,
            email: Some(email.clone()),
            email_confirmed_at: None,
            new_email: None,
            invited_at: None,
            confirmation_sent_at: Some(now),
            recovery_sent_at: None,
            email_change_sent_at: None,
            reauthentication_sent_at: None,
            last_sign_in_at: None,
            public_metadata: Metadata::default(),
            unsafe_metadata: metadata,
            identities: vec![identity],
            factors: Vec::new(),
            phones: Vec::new(),
            banned_until: None,
            deleted_at: None,
            created_at: now,
            updated_at: now,
        }
    }
}

/// An account that was created, or appears to be.
pub(crate) enum Registered<'a> {
    /// The address has to be verified.
    Unconfirmed(Box<Account>),
    /// The user may sign in at once; the unit of work is not committed yet.
    Believed(Box<UnitOfWork<'a>>, UserId),
}

/// The log event of a new user.
pub(crate) fn signed_up(user: &UserId) -> Event {
    Event::new(Action::SignedUp, user).with("provider", Provider::Email.as_str())
}

impl UnitOfWork<'_> {
    /// The owner of this address: the user who verified it, or else the first who claimed it.
    pub async fn find_owner(&mut self, email: &Email) -> Result<Option<UserId>, Error> {
        Ok(email_addresses::find_owner(self.connection(), email).await?)
    }

    /// Creates a user with an unverified address.
    pub async fn create_user(
        &mut self,
        email: &Email,
        password_hash: Option<&str>,
        metadata: &Metadata,
    ) -> Result<UserId, Error> {
        let id = UserId(self.identity.env.id());
        self.create_user_as(id, email, password_hash, metadata)
            .await
    }

    /// Creates a user with this identifier and an unverified address.
    pub async fn create_user_as(
        &mut self,
        user: UserId,
        email: &Email,
        password_hash: Option<&str>,
        metadata: &Metadata,
    ) -> Result<UserId, Error> {
        let (now, env) = (self.now, &self.identity.env);
        let (email_id, identity) = (env.id(), env.id());
        let new = users::NewUser {
            id: &user,
            password_hash,
            primary_email_id: Some(&email_id),
            metadata,
        };
        let connection = self.connection();
        users::create(connection, new, now).await?;
        email_addresses::create(connection, &email_id, &user, email, now).await?;
        identities::create_local(connection, &identity, &user, email, now).await?;
        self.created(&user);
        Ok(user)
    }

    /// Marks the address as verified by this user, and removes the claims of all others.
    pub async fn verify_email(&mut self, user: &UserId, email: &Email) -> Result<(), Error> {
        let now = self.now;
        let connection = self.connection();
        email_addresses::delete_claims_of_others(connection, user, email).await?;
        email_addresses::verify(connection, user, email, now).await?;
        Ok(users::touch(connection, user, now).await?)
    }
}
