use serde_json::{Map, Value};

use super::Administrator;
use crate::{
    Account, Action, ClientInfo, Denied, Email, Error, Identity, Metadata, Refusal, UserId,
    account, audit::Event, one_time_code::CodePurpose, unit_of_work::UnitOfWork,
};

impl Identity {
    /// Invites somebody: makes an account without a password, unless one waits for the proof of this address, and mails
    /// the address a code with which to sign in. `data` becomes the metadata that its user writes.
    ///
    /// # Errors
    /// Refused with [`Refusal::EmailExists`] when somebody has proved the address, [`MailedJustNow`](Refusal::MailedJustNow),
    /// [`MetadataTooLarge`](Refusal::MetadataTooLarge), [`MailOff`](Refusal::MailOff) or
    /// [`NoLocalAccounts`](Refusal::NoLocalAccounts).
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
        let account = account::read(uow.connection(), &user).await?;
        let event = Event::new(Action::Invited, &user).by(admin);
        uow.commit(event, client).await?;
        Ok(account.ok_or(Error::Unreadable("a user"))?)
    }
}

impl UnitOfWork<'_> {
    /// The account of whoever is invited at this address: a new one, or one that waits for its proof. What a stranger may
    /// have set when they signed up with the address, a password and metadata, is forgotten, and codes count no more.
    pub(super) async fn make_invited(
        &mut self,
        email: &Email,
        metadata: &Metadata,
    ) -> Result<UserId, Denied> {
        let Some((user, is_verified)) = self.find_claimant(email).await? else {
            if self.find_owner(email).await?.is_some() {
                return Err(Refusal::EmailExists.into());
            }
            return Ok(self.create_user(email, None, metadata).await?);
        };
        if is_verified {
            return Err(Refusal::EmailExists.into());
        }
        self.drop_codes_but(&user, CodePurpose::Invite).await?;
        sqlx::query("UPDATE users SET password_hash = NULL, unsafe_metadata = $1 WHERE id = $2")
            .bind(metadata.to_text())
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        Ok(user)
    }

    /// Forgets the user's codes but those of a purpose, of which one is made in a moment.
    async fn drop_codes_but(&mut self, user: &UserId, purpose: CodePurpose) -> Result<(), Error> {
        sqlx::query("DELETE FROM one_time_codes WHERE user_id = $1 AND purpose <> $2")
            .bind(&user.0)
            .bind(purpose.as_str())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
