use super::SignedIn;
use crate::{
    server::pictures::{self, DecodeError},
    user::{ImageResource, UserError},
};
use identity::{ChangeOwnPictureError, Picture};
use picture::InvalidPicture;

/// Sets the user's picture: this file, decoded and encoded anew.
///
/// # Errors
/// Returns a [`UserError`] when the file is no picture that is accepted.
pub async fn set(signed_in: &SignedIn, file: Vec<u8>) -> Result<ImageResource, UserError> {
    let picture = signed_in.picture_decoder.decode(file.into()).await?;
    change(signed_in, Some(picture)).await
}

/// Removes the user's picture. Their initials stand in for it.
///
/// # Errors
/// Returns an error of the server when it cannot be removed.
pub async fn remove(signed_in: &SignedIn) -> Result<ImageResource, UserError> {
    change(signed_in, None).await
}

async fn change(
    signed_in: &SignedIn,
    picture: Option<Picture>,
) -> Result<ImageResource, UserError> {
    let (identity, auth) = (&signed_in.identity, &signed_in.auth);
    identity
        .change_own_picture(auth, picture, &signed_in.client)
        .await?;
    let user = identity.find_user(&auth.user).await?;
    let user = user.ok_or(UserError::SignedOut)?;
    let names = (user.first_name.as_str(), user.last_name.as_str());
    Ok(ImageResource {
        public_url: pictures::path(user.picture.as_ref(), &auth.user, names),
    })
}

impl From<DecodeError> for UserError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Invalid(InvalidPicture::TooManyBytes) => Self::PictureTooLarge,
            DecodeError::Invalid(InvalidPicture::TooManyPixels) => Self::PictureTooWide,
            DecodeError::Invalid(InvalidPicture::UnknownFormat) => Self::InvalidPicture,
            DecodeError::Invalid(InvalidPicture::Damaged) => Self::PictureDamaged,
            DecodeError::Busy => Self::Unavailable,
        }
    }
}

impl From<ChangeOwnPictureError> for UserError {
    fn from(error: ChangeOwnPictureError) -> Self {
        match error {
            ChangeOwnPictureError::UserNotFound => Self::SignedOut,
            ChangeOwnPictureError::Failed(error) => error.into(),
        }
    }
}
