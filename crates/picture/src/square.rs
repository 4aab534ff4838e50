//! The square in the middle of a picture.

use image::{
    DynamicImage, ExtendedColorType, GenericImageView as _, ImageEncoder as _, ImageResult, Rgba,
    RgbaImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
    imageops::{self, FilterType as Filter},
};

use crate::upload::Upload;

/// The quality of JPEG: above it files grow and nobody sees why.
const QUALITY: u8 = 85;

/// A square picture. Its colours are multiplied by their opacity, so that what is transparent does not shine through when
/// pixels are averaged.
pub struct Square(RgbaImage);

impl Square {
    /// The largest square in the middle of a picture, at most so wide; turned the right way up.
    pub fn cut_out(Upload { image, orientation }: Upload, most: u32) -> Self {
        let has_alpha = image.color().has_alpha();
        let image = if has_alpha {
            let mut rgba = image.into_rgba8();
            rgba.pixels_mut().for_each(multiply);
            DynamicImage::ImageRgba8(rgba)
        } else {
            image
        };
        let (width, height) = image.dimensions();
        let side = width.min(height);
        let middle =
            imageops::crop_imm(&image, (width - side) / 2, (height - side) / 2, side, side);
        // Each pixel is read once for twice the size that is wanted, and carefully from there.
        let first = side.min(2 * most);
        let middle = if first < side {
            imageops::thumbnail(&*middle, first, first)
        } else {
            middle.to_image()
        };
        let mut turned = DynamicImage::ImageRgba8(resized(&middle, most));
        turned.apply_orientation(orientation);
        Self(turned.into_rgba8())
    }

    /// The same, at most so wide.
    pub fn smaller(&self, most: u32) -> Self {
        Self(resized(&self.0, most))
    }

    /// Whether nothing is transparent.
    pub fn is_opaque(&self) -> bool {
        self.0.pixels().all(|Rgba([.., alpha])| *alpha == u8::MAX)
    }

    /// Encodes the pixels, and nothing else: as JPEG without transparency, otherwise as PNG.
    pub fn encode(&self, is_opaque: bool) -> ImageResult<Vec<u8>> {
        let (width, height) = self.0.dimensions();
        let mut file = Vec::new();
        if is_opaque {
            let rgb = DynamicImage::ImageRgba8(self.0.clone()).into_rgb8();
            let encoder = JpegEncoder::new_with_quality(&mut file, QUALITY);
            encoder.write_image(&rgb, width, height, ExtendedColorType::Rgb8)?;
        } else {
            let mut rgba = self.0.clone();
            rgba.pixels_mut().for_each(divide);
            let encoder = PngEncoder::new_with_quality(
                &mut file,
                CompressionType::Best,
                FilterType::Adaptive,
            );
            encoder.write_image(&rgba, width, height, ExtendedColorType::Rgba8)?;
        }
        Ok(file)
    }
}

/// The square, at most so wide.
fn resized(square: &RgbaImage, most: u32) -> RgbaImage {
    if square.width() <= most {
        return square.clone();
    }
    imageops::resize(square, most, most, Filter::CatmullRom)
}

fn multiply(Rgba([red, green, blue, alpha]): &mut Rgba<u8>) {
    for colour in [red, green, blue] {
        *colour = scaled(*colour, *alpha, u8::MAX);
    }
}

fn divide(Rgba([red, green, blue, alpha]): &mut Rgba<u8>) {
    for colour in [red, green, blue] {
        *colour = match *alpha {
            0 => 0,
            alpha => scaled(*colour, u8::MAX, alpha),
        };
    }
}

/// The value multiplied by this fraction, rounded, and at most 255.
fn scaled(value: u8, by: u8, of: u8) -> u8 {
    let (value, by, of) = (u32::from(value), u32::from(by), u32::from(of));
    u8::try_from((value * by + of / 2) / of).unwrap_or(u8::MAX)
}
