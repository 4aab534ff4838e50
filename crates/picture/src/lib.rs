//! Pictures of users: decodes what somebody uploads, and encodes it anew as a square, in the sizes that are shown.
//!
//! Decoding takes up to half a second of a processor's time and 200 MB of memory, so callers run it off their asynchronous
//! threads and few at a time.

mod initials;
mod jpeg;
mod square;
mod upload;

pub use self::{
    initials::{Colour, Initials},
    upload::{InvalidPicture, MAX_BYTES, MAX_SIDE},
};

use self::square::Square;

/// The side of the large size, in pixels: twice the largest that a page shows, for screens of double density.
pub const LARGE: u32 = 256;

/// The side of the small size, in pixels.
pub const SMALL: u32 = 64;

/// A picture, encoded in the sizes that are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedPicture {
    /// The media type of both sizes.
    pub content_type: &'static str,
    /// At most [`LARGE`] pixels wide and high.
    pub large: Vec<u8>,
    /// At most [`SMALL`] pixels wide and high.
    pub small: Vec<u8>,
}

/// Decodes an uploaded picture, and encodes it anew. The same upload makes the same picture.
///
/// # Errors
/// [`InvalidPicture`] says when.
pub fn encode(upload: &[u8]) -> Result<EncodedPicture, InvalidPicture> {
    let large = Square::cut_out(upload::decode(upload)?, LARGE);
    let small = large.smaller(SMALL);
    let is_opaque = large.is_opaque();
    Ok(EncodedPicture {
        content_type: if is_opaque { "image/jpeg" } else { "image/png" },
        large: large.encode(is_opaque)?,
        small: small.encode(is_opaque)?,
    })
}

#[cfg(test)]
mod tests;
