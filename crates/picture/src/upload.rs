//! Reads an uploaded picture, within limits.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits,
    metadata::Orientation,
};

use crate::jpeg;

/// The most bytes of an uploaded picture.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// The most pixels of an uploaded picture, in width and in height.
pub const MAX_SIDE: u32 = 4096;

/// The most memory that a decoder may allocate: a picture of the largest size, with 16 bits of each of four channels, and
/// some room.
const MAX_ALLOCATION: u64 = 8 * (MAX_SIDE as u64) * (MAX_SIDE as u64) + 16 * 1024 * 1024;

/// The formats that are accepted.
const FORMATS: [ImageFormat; 4] = [
    ImageFormat::Png,
    ImageFormat::Jpeg,
    ImageFormat::WebP,
    ImageFormat::Gif,
];

/// Why an uploaded file is not accepted as a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPicture {
    /// The file has more than [`MAX_BYTES`].
    #[error("the file is larger than 2 MB")]
    TooManyBytes,
    /// The picture is wider or higher than [`MAX_SIDE`], or needs more memory than such a one.
    #[error("the picture is wider or higher than 4096 pixels")]
    TooManyPixels,
    /// The file is no PNG, JPEG, WebP or GIF.
    #[error("the file is not a PNG, JPEG, WebP or GIF")]
    UnknownFormat,
    /// The file is incomplete or damaged.
    #[error("the file is damaged")]
    Damaged,
}

impl From<ImageError> for InvalidPicture {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooManyPixels,
            ImageError::Unsupported(_) => Self::UnknownFormat,
            ImageError::Decoding(_)
            | ImageError::Encoding(_)
            | ImageError::Parameter(_)
            | ImageError::IoError(_) => Self::Damaged,
        }
    }
}

/// A decoded picture, and how it must be turned.
pub struct Upload {
    pub image: DynamicImage,
    pub orientation: Orientation,
}

/// Decodes a file by its content; of an animation, the first frame.
pub fn decode(file: &[u8]) -> Result<Upload, InvalidPicture> {
    if file.len() > MAX_BYTES {
        return Err(InvalidPicture::TooManyBytes);
    }
    let format = image::guess_format(file).map_err(|_| InvalidPicture::UnknownFormat)?;
    if !FORMATS.contains(&format) {
        return Err(InvalidPicture::UnknownFormat);
    }
    // Its decoder fills what is missing with grey.
    if format == ImageFormat::Jpeg && !jpeg::is_complete(file) {
        return Err(InvalidPicture::Damaged);
    }
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder()?;
    // Not every decoder heeds the limits of its own accord.
    let (width, height) = decoder.dimensions();
    if width > MAX_SIDE || height > MAX_SIDE || decoder.total_bytes() > MAX_ALLOCATION {
        return Err(InvalidPicture::TooManyPixels);
    }
    if width == 0 || height == 0 {
        return Err(InvalidPicture::Damaged);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder)?;
    Ok(Upload { image, orientation })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOCATION);
    limits
}
