use serde_json::{Map, Value};

use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, Merge, MetadataError, PersonName, Username,
    audit::Event,
    store::{user_edits, users},
};

/// A user's edit of what they are called. Absent fields stay unchanged; `Some(None)` removes one.
#[derive(Debug, Clone, Default)]
pub struct OwnProfileEdit {
    /// The first name.
    pub first_name: Option<PersonName>,
    /// The last name.
    pub last_name: Option<PersonName>,
    /// The username.
    pub username: Option<Option<Username>>,
}

/// Why a user could not edit what they are called.
#[derive(Debug, thiserror::Error)]
pub enum EditOwnProfileError {
    /// Another user has the username.
    #[error("another user has the username")]
    UsernameExists,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(EditOwnProfileError);

impl Identity {
    /// Edits what the user is called: all of it, or nothing.
    ///
    /// # Errors
    /// [`EditOwnProfileError`] says when.
    pub async fn edit_own_profile(
        &self,
        auth: &AuthContext,
        edit: OwnProfileEdit,
        client: &ClientInfo,
    ) -> Result<(), EditOwnProfileError> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?;
        let connection = uow.connection();
        let (first, last) = (edit.first_name.as_ref(), edit.last_name.as_ref());
        user_edits::set_name(connection, user, first, last).await?;
        if let Some(name) = &edit.username
            && !user_edits::set_username(connection, user, name.as_ref()).await?
        {
            return Err(EditOwnProfileError::UsernameExists);
        }
        uow.touch(user).await?;
        let event = Event::new(Action::Updated, user)
            .in_session(&auth.session)
            .with("profile", true);
        Ok(uow.commit(event, client).await?)
    }

    /// Changes the metadata that the user writes.
    ///
    /// # Errors
    /// [`MetadataError`] says when.
    pub async fn change_own_metadata(
        &self,
        auth: &AuthContext,
        data: Map<String, Value>,
        merge: Merge,
        client: &ClientInfo,
    ) -> Result<(), MetadataError> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?;
        let before = users::find_unsafe_metadata(uow.connection(), user).await?;
        let after = merge.apply(&before, data)?;
        users::set_unsafe_metadata(uow.connection(), user, &after).await?;
        uow.touch(user).await?;
        let event = Event::new(Action::Updated, user)
            .in_session(&auth.session)
            .with("metadata", true);
        Ok(uow.commit(event, client).await?)
    }
}
