use serde_json::{Map, Value};

use super::{Administrator, change_metadata::without_providers};
use crate::{
    Account, Action, AddressError, ClientInfo, Email, EndReason, Error, Identity, ImportedHash,
    Metadata, MetadataError, NewPasswordError, Password, UserId,
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

/// Why an account was not created.
#[derive(Debug, thiserror::Error)]
pub enum CreateAccountError {
    /// The account may not have this address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The identifier is, or was, another account's.
    #[error("the identifier is in use")]
    UserIdExists,
    /// The new password is not accepted.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
    /// The metadata is not accepted.
    #[error(transparent)]
    Metadata(#[from] MetadataError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(CreateAccountError);

/// Why an account was not edited.
#[derive(Debug, thiserror::Error)]
pub enum EditAccountError {
    /// There is no such account.
    #[error("there is no such account")]
    NoSuchUser,
    /// The account may not have this address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The new password is not accepted.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
    /// The metadata is not accepted.
    #[error(transparent)]
    Metadata(#[from] MetadataError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(EditAccountError);

impl Identity {
    /// Creates an account.
    ///
    /// # Errors
    /// [`CreateAccountError`] says when.
    pub async fn create_account(
        &self,
        email: &Email,
        edit: AccountEdit,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<Account, CreateAccountError> {
        let hash = self.hash_chosen(&edit, None, Some(email)).await?;
        let mut uow = self.begin(&email.lock_key()).await?;
        if uow.find_owner(email).await?.is_some() {
            return Err(AddressError::Exists.into());
        }
        email.require_valid().map_err(AddressError::from)?;
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
        Ok(account.ok_or(Error::Unreadable("a user"))?)
    }

    /// Edits an account. A new password and a ban end all its sessions.
    ///
    /// # Errors
    /// [`EditAccountError`] says when.
    pub async fn edit_account(
        &self,
        user: &UserId,
        edit: AccountEdit,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<Account, EditAccountError> {
        let email = edit.email.as_ref();
        let hash = self.hash_chosen(&edit, Some(user), email).await?;
        let lock_key = edit
            .email
            .as_ref()
            .map_or_else(|| user.lock_key(), Email::lock_key);
        let mut uow = self.begin(&lock_key).await?;
        let before = find_account::read(uow.connection(), user).await?;
        let before = before.ok_or(EditAccountError::NoSuchUser)?;
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
        account.ok_or(EditAccountError::NoSuchUser)
    }

    /// The hash of the edit's password, if it has one.
    async fn hash_chosen(
        &self,
        edit: &AccountEdit,
        user: Option<&UserId>,
        email: Option<&Email>,
    ) -> Result<Option<String>, NewPasswordError> {
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
    async fn require_unused(&mut self, id: &UserId) -> Result<(), CreateAccountError> {
        let database = &self.identity.database;
        database
            .advisory_lock(self.connection(), &id.lock_key())
            .await?;
        if user_edits::exists(self.connection(), id).await? {
            return Err(CreateAccountError::UserIdExists);
        }
        Ok(())
    }

    /// Sets a verified address, unless it is another user's.
    pub(super) async fn give_email(
        &mut self,
        user: &UserId,
        email: &Email,
    ) -> Result<(), AddressError> {
        match self.find_owner(email).await? {
            Some(owner) if owner == *user => {}
            Some(_) => return Err(AddressError::Exists),
            None => email.require_valid()?,
        }
        self.drop_codes(user).await?;
        Ok(self.replace_email(user, email).await?)
    }

    /// Applies an edit, except for address and password.
    async fn apply(&mut self, user: &UserId, edit: &AccountEdit) -> Result<(), MetadataError> {
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

    /// Merges the metadata that administrators write.
    async fn merge_public_metadata(
        &mut self,
        user: &UserId,
        data: Map<String, Value>,
    ) -> Result<(), MetadataError> {
        let before = user_edits::find_public_metadata(self.connection(), user).await?;
        let merged = before.merge(without_providers(data))?;
        user_edits::set_public_metadata(self.connection(), user, &merged).await?;
        Ok(())
    }
}
