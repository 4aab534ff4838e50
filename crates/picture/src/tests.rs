use image::{
    DynamicImage, Frame, ImageEncoder as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::{gif::GifEncoder, jpeg::JpegEncoder},
};

use super::*;

const RED: [u8; 3] = [220, 20, 20];
const BLUE: [u8; 3] = [20, 20, 220];

/// A picture whose upper half is red and whose lower half is blue.
fn red_over_blue(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |_, y| {
        Rgb(if y < height / 2 { RED } else { BLUE })
    })
}

fn written(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A JPEG whose EXIF says that it must be turned a quarter to the right, and where it was taken.
fn turned_jpeg(image: &RgbImage) -> Vec<u8> {
    let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0 a secret place";
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new(&mut file);
    encoder.set_exif_metadata(exif.to_vec()).unwrap();
    encoder
        .write_image(
            image,
            image.width(),
            image.height(),
            image::ExtendedColorType::Rgb8,
        )
        .unwrap();
    file
}

/// The checksum of a PNG chunk.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

/// A PNG of one pixel that claims to be so wide and high.
fn png_that_claims(width: u32, height: u32) -> Vec<u8> {
    let mut file = written(red_over_blue(1, 1), ImageFormat::Png);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc(&file[12..29]).to_be_bytes();
    file[29..33].copy_from_slice(&checksum);
    file
}

fn read(file: &[u8]) -> RgbaImage {
    image::load_from_memory(file).unwrap().into_rgba8()
}

/// Whether a colour is almost this one: JPEG loses a little.
fn is_like(Rgba([red, green, blue, _]): Rgba<u8>, wanted: [u8; 3]) -> bool {
    let pairs = [red, green, blue].into_iter().zip(wanted);
    pairs
        .into_iter()
        .all(|(one, other)| one.abs_diff(other) < 16)
}

fn has(file: &[u8], text: &[u8]) -> bool {
    file.windows(text.len()).any(|part| part == text)
}

#[test]
fn each_format_becomes_a_square_in_two_sizes() {
    let formats = [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ];
    for format in formats {
        let encoded = encode(&written(red_over_blue(900, 600), format)).unwrap();
        assert_eq!(encoded.content_type, "image/jpeg", "{format:?}");
        for (file, side) in [(&encoded.large, LARGE), (&encoded.small, SMALL)] {
            let image = read(file);
            assert_eq!(image.dimensions(), (side, side), "{format:?}");
            assert!(is_like(*image.get_pixel(side / 2, 2), RED), "{format:?}");
            assert!(
                is_like(*image.get_pixel(side / 2, side - 3), BLUE),
                "{format:?}"
            );
        }
    }
}

#[test]
fn the_middle_is_cut_out_and_a_small_picture_is_not_enlarged() {
    let wide = RgbImage::from_fn(100, 40, |x, _| {
        Rgb(if (30..70).contains(&x) { RED } else { BLUE })
    });
    let encoded = encode(&written(wide, ImageFormat::Png)).unwrap();
    let image = read(&encoded.large);
    assert_eq!(image.dimensions(), (40, 40));
    assert!(is_like(*image.get_pixel(2, 20), RED) && is_like(*image.get_pixel(37, 20), RED));
    assert_eq!(encoded.small, encoded.large);
}

#[test]
fn orientation_is_applied_and_nothing_else_of_the_metadata_is_left() {
    let file = turned_jpeg(&red_over_blue(300, 200));
    assert!(has(&file, b"a secret place"));
    let encoded = encode(&file).unwrap();
    let image = read(&encoded.large);
    assert!(is_like(*image.get_pixel(image.width() - 3, 100), RED));
    assert!(is_like(*image.get_pixel(2, 100), BLUE));
    for part in [&b"Exif"[..], b"a secret place"] {
        assert!(!has(&encoded.large, part) && !has(&encoded.small, part));
    }
}

#[test]
fn transparency_stays_and_hidden_colours_do_not_show() {
    let half = RgbaImage::from_fn(512, 512, |x, y| {
        let [red, green, blue] = if (x + y) % 2 == 0 { RED } else { BLUE };
        Rgba([red, green, blue, if (x + y) % 2 == 0 { 255 } else { 0 }])
    });
    let encoded = encode(&written(half, ImageFormat::Png)).unwrap();
    assert_eq!(encoded.content_type, "image/png");
    let pixel = *read(&encoded.large).get_pixel(100, 100);
    assert!(is_like(pixel, RED), "{pixel:?}");
    assert!(pixel.0[3].abs_diff(128) < 4, "{pixel:?}");
}

#[test]
fn of_an_animation_the_first_frame_is_taken() {
    let mut file = Vec::new();
    {
        let mut encoder = GifEncoder::new(&mut file);
        for colour in [RED, BLUE, BLUE] {
            let [red, green, blue] = colour;
            let frame = RgbaImage::from_pixel(80, 80, Rgba([red, green, blue, 255]));
            encoder.encode_frame(Frame::new(frame)).unwrap();
        }
    }
    let image = read(&encode(&file).unwrap().large);
    assert!(is_like(*image.get_pixel(40, 40), RED));
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    for (width, height) in [(30_000, 30_000), (MAX_SIDE + 1, 1), (1, MAX_SIDE + 1)] {
        let bomb = png_that_claims(width, height);
        assert!(bomb.len() < 200);
        assert_eq!(encode(&bomb), Err(InvalidPicture::TooManyPixels));
    }
    // It claims what is allowed, and has a pixel only.
    assert_eq!(encode(&png_that_claims(2, 2)), Err(InvalidPicture::Damaged));
    let largest = written(red_over_blue(MAX_SIDE, 8), ImageFormat::Png);
    assert!(encode(&largest).is_ok());
}

#[test]
fn other_files_are_refused_whatever_they_are_called() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for file in [
        &svg[..],
        b"",
        b"GIF",
        b"<?xml version=\"1.0\"?><svg/>",
        b"BM",
        b"%PDF-1.7",
    ] {
        assert_eq!(encode(file), Err(InvalidPicture::UnknownFormat));
    }
    let mut tiff = b"II*\0".to_vec();
    tiff.resize(100, 0);
    assert_eq!(encode(&tiff), Err(InvalidPicture::UnknownFormat));
}

#[test]
fn an_incomplete_file_is_refused() {
    // Noise, which no format makes small.
    let noise = RgbImage::from_fn(64, 64, |x, y| {
        let value = (x * 7919 + y * 104_729) ^ (x * y * 31);
        let [one, two, three, _] = value.to_le_bytes();
        Rgb([one, two, three])
    });
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ] {
        let file = written(noise.clone(), format);
        assert!(encode(&file).is_ok(), "{format:?}");
        for part in [file.len() / 2, file.len() / 10, 30] {
            assert!(encode(&file[..part]).is_err(), "{format:?} of {part} bytes");
        }
    }
    // The end of its preview is not the end of a picture.
    let mut file = turned_jpeg(&noise);
    file[40] = 0xFF;
    file[41] = 0xD9;
    assert!(encode(&file).is_ok());
    assert_eq!(
        encode(&file[..file.len() / 2]),
        Err(InvalidPicture::Damaged)
    );
}

#[test]
fn a_file_of_two_megabytes_is_read_and_one_byte_more_is_not() {
    let mut file = written(red_over_blue(10, 10), ImageFormat::Jpeg);
    file.resize(MAX_BYTES, 0);
    assert!(encode(&file).is_ok());
    file.push(0);
    assert_eq!(encode(&file), Err(InvalidPicture::TooManyBytes));
}
