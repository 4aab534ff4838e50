use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, js_sys::Uint8Array};

use crate::user::UserError;

/// Largest size of a picture, in bytes. The server refuses larger ones, too.
const MAX_BYTES: f64 = 2.0 * 1024.0 * 1024.0;

/// The bytes of a file that the user chose.
///
/// # Errors
/// Returns [`UserError::PictureTooLarge`] without reading it when it is too large, and [`UserError::PictureDamaged`] when the
/// browser cannot read it.
pub async fn read(file: Blob) -> Result<Vec<u8>, UserError> {
    if file.size() > MAX_BYTES {
        return Err(UserError::PictureTooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|_| UserError::PictureDamaged)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
