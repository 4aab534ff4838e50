//! Pictures in requests: what is uploaded, decoded and encoded anew.

use super::{error::ClerkError, possible_errors::PossibleErrors};
use crate::server::{
    AppState,
    pictures::{DecodeError, PictureUpload, UploadError},
};
use identity::Picture;
use picture::InvalidPicture;

#[rustfmt::skip]
impl ClerkError {
    const NO_FORM: Self = Self::new(400, "request_body_invalid", "Request body invalid", "The request body must be multipart/form-data with the image in the field 'file'");
    const IMAGE_TOO_LARGE: Self = Self::new(413, "image_too_large", "Image too large", "The image must be at most 2 MB");
}

impl From<UploadError> for ClerkError {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Malformed => Self::NO_FORM,
            UploadError::Missing => Self::missing("file"),
            UploadError::UnknownField(name) => Self::unknown(name),
            UploadError::TooLarge => Self::IMAGE_TOO_LARGE,
        }
    }
}

impl From<DecodeError> for ClerkError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Invalid(InvalidPicture::TooManyBytes) => Self::IMAGE_TOO_LARGE,
            DecodeError::Invalid(InvalidPicture::TooManyPixels) => {
                Self::value("file", "must be at most 4096 pixels wide and high.")
            }
            DecodeError::Invalid(InvalidPicture::UnknownFormat) => {
                Self::value("file", "must be a PNG, JPEG, WebP or GIF image.")
            }
            DecodeError::Invalid(InvalidPicture::Damaged) => {
                Self::value("file", "is incomplete or damaged.")
            }
            DecodeError::Busy => Self::unavailable(2),
        }
    }
}

impl PossibleErrors for PictureUpload {
    fn all() -> Vec<ClerkError> {
        vec![
            ClerkError::NO_FORM,
            ClerkError::IMAGE_TOO_LARGE,
            ClerkError::missing("file"),
            ClerkError::unknown("image".to_owned()),
            ClerkError::value("file", "must be a PNG, JPEG, WebP or GIF image."),
        ]
    }
}

/// The picture of this upload.
///
/// # Errors
/// Returns an error when the request has no file, and when the file is no picture.
pub async fn decode(
    state: &AppState,
    PictureUpload(file): PictureUpload,
) -> Result<Picture, ClerkError> {
    Ok(state.picture_decoder.decode(file?).await?)
}
