use crate::{Action, AuthContext, ClientInfo, Error, Identity, Picture, PictureId, audit::Event};

/// Why a user could not change their picture.
#[derive(Debug, thiserror::Error)]
pub enum ChangeOwnPictureError {
    /// The user does not exist any more.
    #[error("the user does not exist")]
    UserNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ChangeOwnPictureError);

impl Identity {
    /// Sets or removes the user's own picture. Returns the new one.
    ///
    /// # Errors
    /// [`ChangeOwnPictureError`] says when.
    pub async fn change_own_picture(
        &self,
        auth: &AuthContext,
        picture: Option<Picture>,
        client: &ClientInfo,
    ) -> Result<Option<PictureId>, ChangeOwnPictureError> {
        let id = picture.as_ref().map(|picture| picture.id().clone());
        let placed = match picture {
            Some(picture) => Some(self.place_picture(picture).await?),
            None => None,
        };
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        if !uow.set_picture(&auth.user, placed.as_ref()).await? {
            return Err(ChangeOwnPictureError::UserNotFound);
        }
        uow.touch(&auth.user).await?;
        let event = Event::new(Action::Updated, &auth.user)
            .in_session(&auth.session)
            .with("picture", id.is_some());
        uow.commit(event, client).await?;
        self.tidy_bucket().await;
        Ok(id)
    }
}
