use serde_json::{Map, Value};

use super::Administrator;
use crate::{
    Account, Action, AddressError, ClientInfo, Email, Error, Identity, Metadata, MetadataTooLarge,
    UserId,
    audit::Event,
    model::code_purpose::CodePurpose,
    operations::find_account,
    store::{one_time_codes, passwords},
    unit_of_work::UnitOfWork,
};

/// Why a user was not invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// There are no local accounts: users sign in with Timeback.
    #[error("there are no local accounts")]
    NoLocalAccounts,
    /// No mail is sent.
    #[error("no mail is sent")]
    MailOff,
    /// The account may not have this address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The metadata would be too large or too deep.
    #[error(transparent)]
    MetadataTooLarge(#[from] MetadataTooLarge),
    /// Such a mail was sent less than a minute ago.
    #[error("a mail was sent a moment ago")]
    MailedJustNow,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(InviteError);

impl Identity {
    /// Invites a user: creates an account without a password, unless one with this unverified address exists, and mails
    /// a code to sign in with. `data` becomes the metadata that its user writes.
    ///
    /// # Errors
    /// [`InviteError`] says when.
    pub async fn invite(
        &self,
        email: &Email,
        data: Map<String, Value>,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<Account, InviteError> {
        if !self.policy.takes_passwords() {
            return Err(InviteError::NoLocalAccounts);
        }
        if !self.policy.has_mail {
            return Err(InviteError::MailOff);
        }
        let metadata = Metadata::default().merge(data)?;
        let mut uow = self.begin(&email.lock_key()).await?;
        let user = uow.make_invited(email, &metadata).await?;
        if !uow.send_code(&user, CodePurpose::Invite, email).await? {
            return Err(InviteError::MailedJustNow);
        }
        let account = find_account::read(uow.connection(), &user).await?;
        let event = Event::new(Action::Invited, &user).by(admin);
        uow.commit(event, client).await?;
        Ok(account.ok_or(Error::Unreadable("a user"))?)
    }
}

impl UnitOfWork<'_> {
    /// Creates the invited account, or resets the one with this unverified address: the password and metadata that a
    /// stranger may have set when they signed up with it are removed, and codes are deleted.
    pub(super) async fn make_invited(
        &mut self,
        email: &Email,
        metadata: &Metadata,
    ) -> Result<UserId, AddressError> {
        let Some((user, is_verified)) = self.find_claimant(email).await? else {
            if self.find_owner(email).await?.is_some() {
                return Err(AddressError::Exists);
            }
            email.require_valid()?;
            return Ok(self.create_user(email, None, metadata).await?);
        };
        if is_verified {
            return Err(AddressError::Exists);
        }
        // A mailed invitation stays good.
        one_time_codes::delete_others(self.connection(), &user, CodePurpose::Invite).await?;
        passwords::reset(self.connection(), &user, metadata).await?;
        Ok(user)
    }
}
