use super::sign_in::ExternalSignInError;
use crate::{
    Action, ClientInfo, Email, Error, ExternalGrant, Identity, LinkStart, Metadata, UserId,
    audit::Event,
    store::{external_account_edits, external_accounts},
    unit_of_work::UnitOfWork,
};

/// Whoever came with a provider's grant.
pub(crate) enum Admission<'a> {
    /// A user of ours, who may have a session: to be begun in this unit of work, which is then committed with this event.
    Admitted {
        uow: Box<UnitOfWork<'a>>,
        user: UserId,
        event: Event,
    },
    /// Someone who has to confirm first that the account with their address is theirs.
    Confirm(LinkStart),
}

/// Whom a provider's grant is of. Dropped, the unit of work leaves everything as it was.
pub(crate) enum Recognized<'a> {
    /// A user who has linked the account, and is not banned.
    User {
        uow: Box<UnitOfWork<'a>>,
        user: UserId,
    },
    /// Someone with the verified address of a user, who has not linked the account.
    AddressOf {
        uow: Box<UnitOfWork<'a>>,
        owner: UserId,
        email: Email,
    },
    /// Nobody here, with a verified address.
    Newcomer {
        uow: Box<UnitOfWork<'a>>,
        email: Email,
    },
}

impl Identity {
    /// Finds or creates the user whom a provider's grant is of, for a session of any kind.
    pub(crate) async fn admit_external(
        &self,
        grant: &ExternalGrant,
        client: &ClientInfo,
    ) -> Result<Admission<'_>, ExternalSignInError> {
        let (uow, user, action) = match self.recognize(grant).await? {
            Recognized::User { uow, user } => (uow, user, Action::SignedIn),
            Recognized::AddressOf { uow, owner, email } => {
                let start = uow.ask_to_confirm_external(&owner, &email, grant, client);
                return Ok(Admission::Confirm(start.await?));
            }
            Recognized::Newcomer { mut uow, email } => {
                let user = uow.create_newcomer(&email, grant, client).await?;
                (uow, user, Action::SignedUp)
            }
        };
        let event = Event::new(action, &user).with("provider", grant.provider.as_str());
        Ok(Admission::Admitted { uow, user, event })
    }

    /// Finds out whom a provider's grant is of. The external account of a user is brought up to date, with the unit of work.
    pub(crate) async fn recognize(
        &self,
        grant: &ExternalGrant,
    ) -> Result<Recognized<'_>, ExternalSignInError> {
        let mut uow = Box::new(self.begin(&grant.lock_key()).await?);
        if let Some(user) = uow.find_admitted(grant).await? {
            if uow.is_banned(&user).await? {
                return Err(ExternalSignInError::UserBanned);
            }
            return Ok(Recognized::User { uow, user });
        }
        let email = grant.profile.verified_email();
        let email = email.ok_or(ExternalSignInError::EmailNotVerified)?;
        self.database
            .advisory_lock(uow.connection(), &email.lock_key())
            .await?;
        Ok(match uow.find_verified_owner(&email).await? {
            Some(owner) => Recognized::AddressOf { uow, owner, email },
            None => Recognized::Newcomer { uow, email },
        })
    }
}

impl UnitOfWork<'_> {
    /// The user whom the grant is of, if they are linked; their external account is brought up to date.
    async fn find_admitted(&mut self, grant: &ExternalGrant) -> Result<Option<UserId>, Error> {
        let Some(account) = self.find_linked_account(grant).await? else {
            return Ok(None);
        };
        self.lock_user(&account.user).await?;
        // It may have been unlinked before the lock was ours.
        let Some(account) = self.find_linked_account(grant).await? else {
            return Ok(None);
        };
        self.keep_grant(&account.id, grant).await?;
        let now = self.now;
        external_account_edits::record_sign_in(self.connection(), &account.id, now).await?;
        Ok(Some(account.user))
    }

    /// The user who has verified this address.
    pub(crate) async fn find_verified_owner(
        &mut self,
        email: &Email,
    ) -> Result<Option<UserId>, Error> {
        Ok(external_accounts::find_verified_owner(self.connection(), &email.lower()).await?)
    }

    /// Creates a user with the address that the provider has verified, and links the provider's account. Accounts with that
    /// address unverified are deleted, as at a sign-in with Timeback.
    pub(crate) async fn create_newcomer(
        &mut self,
        email: &Email,
        grant: &ExternalGrant,
        client: &ClientInfo,
    ) -> Result<UserId, ExternalSignInError> {
        if !self.identity.policy.local_accounts {
            return Err(ExternalSignInError::SignUpOff);
        }
        self.identity.limits.sign_up(client.address).await?;
        let user = self.create_user(email, None, &Metadata::default()).await?;
        self.delete_unproved_accounts(&user, email, client).await?;
        self.verify_email(&user, email).await?;
        self.link_grant(&user, grant).await?;
        Ok(user)
    }
}
