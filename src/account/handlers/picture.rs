use axum::{body::Bytes, extract::State, response::Response};

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, Section, picture_outcome::PictureOutcome},
    server::{
        AppState,
        pictures::{DecodeError, PictureUpload, UploadError},
    },
};
use identity::ChangeOwnPictureError;
use picture::InvalidPicture;

/// `POST /account/picture`
pub async fn save(
    State(state): State<AppState>,
    context: AccountFormContext,
    PictureUpload(file): PictureUpload,
) -> Response {
    let outcome = set(&state, &context, file).await;
    context.answer(Section::Picture, outcome, &[])
}

async fn set(
    state: &AppState,
    context: &AccountFormContext,
    file: Result<Bytes, UploadError>,
) -> Result<FormOutcome, AccountFormError> {
    let picture = state.picture_decoder.decode(file?).await?;
    let (auth, client) = (&context.auth, &context.client);
    let identity = &state.identity;
    identity
        .change_own_picture(auth, Some(picture), client)
        .await?;
    Ok(PictureOutcome::Saved.into())
}

/// `POST /account/picture/remove`
pub async fn remove(State(state): State<AppState>, context: AccountFormContext) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let removed = state.identity.change_own_picture(auth, None, client).await;
    let outcome = removed
        .map(|_| PictureOutcome::Removed.into())
        .map_err(AccountFormError::from);
    context.answer(Section::Picture, outcome, &[])
}

impl From<UploadError> for AccountFormError {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Malformed | UploadError::UnknownField(_) => FormOutcome::Failed.into(),
            UploadError::Missing => PictureOutcome::Missing.into(),
            UploadError::TooLarge => PictureOutcome::TooLarge.into(),
        }
    }
}

impl From<DecodeError> for AccountFormError {
    fn from(error: DecodeError) -> Self {
        let outcome = match error {
            DecodeError::Invalid(InvalidPicture::TooManyBytes) => PictureOutcome::TooLarge,
            DecodeError::Invalid(InvalidPicture::TooManyPixels) => PictureOutcome::TooWide,
            DecodeError::Invalid(InvalidPicture::UnknownFormat) => PictureOutcome::Unknown,
            DecodeError::Invalid(InvalidPicture::Damaged) => PictureOutcome::Damaged,
            DecodeError::Busy => PictureOutcome::Busy,
        };
        outcome.into()
    }
}

impl From<ChangeOwnPictureError> for AccountFormError {
    fn from(error: ChangeOwnPictureError) -> Self {
        match error {
            ChangeOwnPictureError::UserNotFound => Self::SignedOut,
            ChangeOwnPictureError::Failed(error) => error.into(),
        }
    }
}
