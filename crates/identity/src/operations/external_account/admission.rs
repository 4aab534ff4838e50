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

impl Identity {
    /// Finds or creates the user whom a provider's grant is of, for a session of any kind.
    pub(crate) async fn admit_external(
        &self,
        grant: &ExternalGrant,
        client: &ClientInfo,
    ) -> Result<Admission<'_>, ExternalSignInError> {
        let mut uow = self.begin(&grant.lock_key()).await?;
        if let Some(user) = uow.find_admitted(grant).await? {
            if uow.is_banned(&user).await? {
                return Err(ExternalSignInError::UserBanned);
            }
            let event =
                Event::new(Action::SignedIn, &user).with("provider", grant.provider.as_str());
            return Ok(Admission::Admitted {
                uow: Box::new(uow),
                user,
                event,
            });
        }
        let email = grant.profile.verified_email();
        let email = email.ok_or(ExternalSignInError::EmailNotVerified)?;
        self.database
            .advisory_lock(uow.connection(), &email.lock_key())
            .await?;
        if let Some(owner) = uow.find_verified_owner(&email).await? {
            let start = uow.ask_to_confirm_external(&owner, &email, grant, client);
            let start = start.await?;
            return Ok(Admission::Confirm(start));
        }
        if !self.policy.local_accounts {
            return Err(ExternalSignInError::SignUpOff);
        }
        self.limits.sign_up(client.address)?;
        let user = uow.create_external_user(&email, grant, client).await?;
        let event = Event::new(Action::SignedUp, &user).with("provider", grant.provider.as_str());
        Ok(Admission::Admitted {
            uow: Box::new(uow),
            user,
            event,
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
    async fn create_external_user(
        &mut self,
        email: &Email,
        grant: &ExternalGrant,
        client: &ClientInfo,
    ) -> Result<UserId, Error> {
        let user = self.create_user(email, None, &Metadata::default()).await?;
        self.delete_unproved_accounts(&user, email, client).await?;
        self.verify_email(&user, email).await?;
        self.link_grant(&user, grant).await?;
        Ok(user)
    }
}
