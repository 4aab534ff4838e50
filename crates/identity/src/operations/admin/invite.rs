use serde_json::{Map, Value};

use super::Administrator;
use crate::{
    Account, Action, ClientInfo, Denied, Email, Error, Identity, Metadata, Refusal, UserId,
    audit::Event,
    model::code_purpose::CodePurpose,
    operations::find_account,
    store::{one_time_codes, passwords},
    unit_of_work::UnitOfWork,
};

impl Identity {
    /// Invites a user: creates an account without a password, unless one with this unverified address exists, and mails
    /// a code to sign in with. `data` becomes the metadata that its user writes.
    ///
    /// # Errors
    /// Returns [`Refusal::EmailExists`] when the address is verified by an account,
    /// [`InvalidEmail`](Refusal::InvalidEmail) when no new account may have it,
    /// [`MailedJustNow`](Refusal::MailedJustNow) within a minute of the last invitation,
    /// [`MetadataTooLarge`](Refusal::MetadataTooLarge) for oversized metadata, [`MailOff`](Refusal::MailOff) where no
    /// mail is sent, and [`NoLocalAccounts`](Refusal::NoLocalAccounts) where there are none.
    pub async fn invite(
        &self,
        email: &Email,
        data: Map<String, Value>,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<Account, Denied> {
        self.require_local_accounts()?;
        self.require_mail()?;
        let metadata = Metadata::default().merge(data)?;
        let mut uow = self.begin(&email.lock_key()).await?;
        let user = uow.make_invited(email, &metadata).await?;
        if !uow.send_code(&user, CodePurpose::Invite, email).await? {
            return Err(Refusal::MailedJustNow.into());
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
    ) -> Result<UserId, Denied> {
        let Some((user, is_verified)) = self.find_claimant(email).await? else {
            if self.find_owner(email).await?.is_some() {
                return Err(Refusal::EmailExists.into());
            }
            email.require_valid()?;
            return Ok(self.create_user(email, None, metadata).await?);
        };
        if is_verified {
            return Err(Refusal::EmailExists.into());
        }
        // A mailed invitation stays good.
        one_time_codes::delete_others(self.connection(), &user, CodePurpose::Invite).await?;
        passwords::reset(self.connection(), &user, metadata).await?;
        Ok(user)
    }
}
