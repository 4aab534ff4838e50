use std::convert::Infallible;

use axum::{
    body::Bytes,
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
};

/// The most bytes of a request with a file. More than a picture may have, and not kept: so that who chose a larger one
/// reads why it was refused, and not that the connection broke.
pub const MAX_UPLOAD: usize = 16 * 1024 * 1024;

/// The field that has the file.
const FIELD: &str = "file";

/// Extractor for an uploaded file: the field `file` of a form (`multipart/form-data`). Its name and its `Content-Type` are
/// ignored.
pub struct PictureUpload(pub Result<Bytes, UploadError>);

/// Why a request has no file that can be decoded.
#[derive(Debug, PartialEq, Eq)]
pub enum UploadError {
    /// The body is not `multipart/form-data`, or incomplete.
    Malformed,
    /// There is no field `file`, or it is empty.
    Missing,
    /// There is a field of another name, or a second file.
    UnknownField(String),
    /// The file is larger than a picture may be.
    TooLarge,
}

impl From<MultipartError> for UploadError {
    fn from(error: MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ => Self::Malformed,
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for PictureUpload {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        Ok(Self(match Multipart::from_request(request, state).await {
            Ok(form) => find_file(form).await,
            Err(_) => Err(UploadError::Malformed),
        }))
    }
}

/// Reads the form's only field.
async fn find_file(mut form: Multipart) -> Result<Bytes, UploadError> {
    let mut file = None;
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != FIELD || file.is_some() {
            return Err(UploadError::UnknownField(name));
        }
        file = Some(read(field).await?);
    }
    let file = file.filter(|file: &Bytes| !file.is_empty());
    file.ok_or(UploadError::Missing)
}

/// Reads a file. Of one that is too large the rest is read, too, and dropped.
async fn read(mut field: Field<'_>) -> Result<Bytes, UploadError> {
    let mut file = Vec::new();
    let mut is_too_large = false;
    while let Some(chunk) = field.chunk().await? {
        is_too_large |= file.len() + chunk.len() > picture::MAX_BYTES;
        if is_too_large {
            file = Vec::new();
        } else {
            file.extend_from_slice(&chunk);
        }
    }
    if is_too_large {
        return Err(UploadError::TooLarge);
    }
    Ok(file.into())
}
