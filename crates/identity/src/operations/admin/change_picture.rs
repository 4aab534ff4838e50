use super::Administrator;
use crate::{Action, AdministeredUser, ClientInfo, Error, Identity, Picture, UserId, audit::Event};

/// Why an administrator could not change a user's picture.
#[derive(Debug, thiserror::Error)]
pub enum ChangePictureError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ChangePictureError);

impl Identity {
    /// Sets or removes a user's picture as an administrator.
    ///
    /// # Errors
    /// [`ChangePictureError`] says when.
    pub async fn change_picture(
        &self,
        user: &UserId,
        picture: Option<Picture>,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<AdministeredUser, ChangePictureError> {
        let is_set = picture.is_some();
        let placed = match picture {
            Some(picture) => Some(self.place_picture(picture).await?),
            None => None,
        };
        let mut uow = self.begin(&user.lock_key()).await?;
        if !uow.set_picture(user, placed.as_ref()).await? {
            return Err(ChangePictureError::NoSuchUser);
        }
        let event = Event::new(Action::Updated, user).by(admin);
        let event = event.with("picture", is_set);
        let changed = uow.commit_change(user, event, client).await?;
        self.tidy_bucket().await;
        Ok(changed)
    }
}
