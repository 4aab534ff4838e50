use serde_json::{Map, Value};

use super::Administrator;
use crate::{
    Action, AdministeredUser, ClientInfo, Error, Identity, Metadata, MetadataTooLarge, UserId,
    audit::Event,
    store::{user_edits, users},
    unit_of_work::UnitOfWork,
};

/// An administrator's change of a user's metadata. Absent kinds stay unchanged.
#[derive(Debug, Clone, Default)]
pub struct MetadataChange {
    /// Of the metadata that administrators write and the user sees.
    pub public: Option<Map<String, Value>>,
    /// Of the metadata that only administrators see.
    pub private: Option<Map<String, Value>>,
    /// Of the metadata that the user writes.
    pub unsafe_: Option<Map<String, Value>>,
    /// How it changes what was there.
    pub merge: Merge,
}

/// How a change of metadata changes what was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Merge {
    /// It is merged at every level, and null removes a key.
    #[default]
    Deep,
    /// It replaces everything.
    Replace,
}

impl Merge {
    pub(in crate::operations) fn apply(
        self,
        before: &Metadata,
        data: Map<String, Value>,
    ) -> Result<Metadata, MetadataTooLarge> {
        match self {
            Self::Deep => before.merge_deep(data),
            Self::Replace => Metadata::replace(data),
        }
    }
}

/// Why an administrator could not change a user's metadata.
#[derive(Debug, thiserror::Error)]
pub enum ChangeMetadataError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// It would be too large or too deep.
    #[error(transparent)]
    TooLarge(#[from] MetadataTooLarge),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ChangeMetadataError);

impl Identity {
    /// Changes a user's metadata: all the kinds that are given, or none.
    ///
    /// # Errors
    /// [`ChangeMetadataError`] says when.
    pub async fn change_metadata(
        &self,
        user: &UserId,
        change: MetadataChange,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<AdministeredUser, ChangeMetadataError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let before = uow.find_user(user).await?;
        let before = before.ok_or(ChangeMetadataError::NoSuchUser)?;
        uow.apply_metadata(&before, change).await?;
        let event = Event::new(Action::Updated, user).by(admin);
        let event = event.with("metadata", true);
        Ok(uow.commit_change(user, event, client).await?)
    }
}

impl UnitOfWork<'_> {
    /// Changes the metadata of a user who is as `before`.
    pub(super) async fn apply_metadata(
        &mut self,
        before: &AdministeredUser,
        change: MetadataChange,
    ) -> Result<(), ChangeMetadataError> {
        let user = &before.account.id;
        let merge = change.merge;
        if let Some(data) = change.public {
            let data = without_providers(data);
            let public = merge.apply(&before.account.public_metadata, data)?;
            user_edits::set_public_metadata(self.connection(), user, &public).await?;
        }
        if let Some(data) = change.private {
            let private = merge.apply(&before.private_metadata, data)?;
            user_edits::set_private_metadata(self.connection(), user, &private).await?;
        }
        if let Some(data) = change.unsafe_ {
            let unsafe_ = merge.apply(&before.account.unsafe_metadata, data)?;
            users::set_unsafe_metadata(self.connection(), user, &unsafe_).await?;
        }
        Ok(())
    }
}

/// The metadata without the providers' keys, which are computed and not stored.
pub(super) fn without_providers(mut data: Map<String, Value>) -> Map<String, Value> {
    data.remove("provider");
    data.remove("providers");
    data
}
