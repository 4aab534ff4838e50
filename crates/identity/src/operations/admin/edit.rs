use serde_json::{Map, Value};

use super::Administrator;
use crate::{
    Account, Action, ClientInfo, Denied, Email, EndReason, Identity, ImportedHash, Metadata,
    Password, Refusal, UserId,
    audit::Event,
    operations::{ban_user::Ban, find_account},
    store::user_edits,
    unit_of_work::UnitOfWork,
};

/// An administrator's edit of an account. Absent fields stay unchanged.
#[derive(Debug, Default)]
pub struct AccountEdit {
    /// The identifier of a new account; generated when absent.
    pub id: Option<UserId>,
    /// The primary address.
    pub email: Option<Email>,
    /// Whether the address counts as verified.
    pub email_confirm: bool,
    /// The new password.
    pub password: Option<NewPassword>,
    /// Merged into the metadata that the user writes.
    pub unsafe_metadata: Option<Map<String, Value>>,
    /// Merged into the metadata that administrators write.
    pub public_metadata: Option<Map<String, Value>>,
    /// The role.
    pub role: Option<String>,
    /// The ban.
    pub ban: Option<Ban>,
}

/// A password that an administrator sets.
#[derive(Debug, Clone)]
pub enum NewPassword {
    /// The password itself.
    Plain(Password),
    /// Its hash, as another server stored it.
    Hashed(ImportedHash),
}

impl Identity {
    /// Creates an account.
    ///
    /// # Errors
    /// Returns [`Refusal::EmailExists`] or [`UserIdExists`](Refusal::UserIdExists) when another account has the address
    /// or identifier, and [`InvalidEmail`](Refusal::InvalidEmail), [`WeakPassword`](Refusal::WeakPassword) or [`MetadataTooLarge`](Refusal::MetadataTooLarge)
    /// for bad input.
    pub async fn create_account(
        &self,
        email: &Email,
        edit: AccountEdit,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<Account, Denied> {
        let hash = self.hash_chosen(&edit, None, Some(email)).await?;
        let mut uow = self.begin(&email.lock_key()).await?;
        if uow.find_owner(email).await?.is_some() {
            return Err(Refusal::EmailExists.into());
        }
        email.require_valid()?;
        let metadata = Metadata::default();
        let user = match &edit.id {
            Some(id) => {
                uow.require_unused(id).await?;
                uow.create_user_as(id.clone(), email, hash.as_deref(), &metadata)
                    .await?
            }
            None => uow.create_user(email, hash.as_deref(), &metadata).await?,
        };
        if edit.email_confirm {
            uow.verify_email(&user, email).await?;
        }
        uow.apply(&user, &edit).await?;
        let account = find_account::read(uow.connection(), &user).await?;
        let event = Event::new(Action::SignedUp, &user).by(admin);
        uow.commit(event, client).await?;
        account.ok_or_else(|| Refusal::NoSuchUser.into())
    }

    /// Edits an account. A new password and a ban end all its sessions.
    ///
    /// # Errors
    /// Returns [`Refusal::NoSuchUser`] when there is no such account, [`EmailExists`](Refusal::EmailExists) when
    /// another one has the address, and [`InvalidEmail`](Refusal::InvalidEmail), [`WeakPassword`](Refusal::WeakPassword) or
    /// [`MetadataTooLarge`](Refusal::MetadataTooLarge) for bad input.
    pub async fn edit_account(
        &self,
        user: &UserId,
        edit: AccountEdit,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<Account, Denied> {
        let email = edit.email.as_ref();
        let hash = self.hash_chosen(&edit, Some(user), email).await?;
        let lock_key = edit
            .email
            .as_ref()
            .map_or_else(|| user.lock_key(), Email::lock_key);
        let mut uow = self.begin(&lock_key).await?;
        let before = find_account::read(uow.connection(), user).await?;
        let before = before.ok_or(Refusal::NoSuchUser)?;
        match &edit.email {
            Some(email) => uow.give_email(user, email).await?,
            None if edit.email_confirm => {
                if let Some(email) = &before.email {
                    uow.verify_email(user, email).await?;
                }
            }
            None => {}
        }
        if let Some(hash) = hash {
            uow.set_password(user, &hash).await?;
            uow.end_sessions(user, None, EndReason::PasswordChanged)
                .await?;
        }
        uow.apply(user, &edit).await?;
        let account = find_account::read(uow.connection(), user).await?;
        let event = Event::new(Action::Updated, user).by(admin);
        uow.commit(event, client).await?;
        account.ok_or_else(|| Refusal::NoSuchUser.into())
    }

    /// The hash of the edit's password, if it has one.
    async fn hash_chosen(
        &self,
        edit: &AccountEdit,
        user: Option<&UserId>,
        email: Option<&Email>,
    ) -> Result<Option<String>, Denied> {
        match &edit.password {
            None => Ok(None),
            Some(NewPassword::Hashed(hash)) => Ok(Some(hash.as_str().to_owned())),
            Some(NewPassword::Plain(password)) => {
                self.require_unguessable(password, user, email).await?;
                Ok(Some(self.hasher.hash(password).await?))
            }
        }
    }
}

impl UnitOfWork<'_> {
    /// Refuses an identifier that a user has, or had before they were deleted.
    async fn require_unused(&mut self, id: &UserId) -> Result<(), Denied> {
        let database = &self.identity.database;
        database
            .advisory_lock(self.connection(), &id.lock_key())
            .await?;
        if user_edits::exists(self.connection(), id).await? {
            return Err(Refusal::UserIdExists.into());
        }
        Ok(())
    }

    /// Sets a verified address, unless it is another user's.
    async fn give_email(&mut self, user: &UserId, email: &Email) -> Result<(), Denied> {
        match self.find_owner(email).await? {
            Some(owner) if owner == *user => {}
            Some(_) => return Err(Refusal::EmailExists.into()),
            None => email.require_valid()?,
        }
        self.drop_codes(user).await?;
        Ok(self.replace_email(user, email).await?)
    }

    /// Applies an edit, except for address and password.
    async fn apply(&mut self, user: &UserId, edit: &AccountEdit) -> Result<(), Denied> {
        if let Some(data) = &edit.unsafe_metadata {
            self.merge_metadata(user, data.clone()).await?;
        }
        if let Some(data) = &edit.public_metadata {
            self.merge_public_metadata(user, data.clone()).await?;
        }
        if let Some(role) = &edit.role {
            user_edits::set_role(self.connection(), user, role).await?;
        }
        match edit.ban {
            Some(Ban::For(span)) => self.ban_user(user, span).await?,
            Some(Ban::Lifted) => self.unban_user(user).await?,
            None => {}
        }
        Ok(self.touch(user).await?)
    }

    /// Merges the metadata that administrators write. The providers' keys are computed, and not stored.
    async fn merge_public_metadata(
        &mut self,
        user: &UserId,
        mut data: Map<String, Value>,
    ) -> Result<(), Denied> {
        data.remove("provider");
        data.remove("providers");
        let before = user_edits::find_public_metadata(self.connection(), user).await?;
        let merged = before.merge(data)?;
        user_edits::set_public_metadata(self.connection(), user, &merged).await?;
        Ok(())
    }
}
