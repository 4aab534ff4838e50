//! Whether a JPEG file is complete, by its markers (ITU T.81, annex B).

/// Start of scan: compressed data follows the segment.
const SOS: u8 = 0xDA;

/// End of image.
const EOI: u8 = 0xD9;

/// Whether the file has an end of image where one is expected: not only in a preview within its metadata.
pub fn is_complete(file: &[u8]) -> bool {
    ends(file).is_some()
}

/// Walks the segments after the start of image. Returns `None` when the file ends before the image does.
fn ends(file: &[u8]) -> Option<()> {
    let mut at = 2;
    loop {
        let marker = next_marker(file, &mut at)?;
        match marker {
            EOI => return Some(()),
            // They have no segment.
            0x01 | 0xD0..=0xD8 => {}
            _ => {
                let length = file.get(at..at + 2)?;
                at += usize::from(u16::from_be_bytes([length[0], length[1]]));
                if marker == SOS {
                    skip_scan(file, &mut at)?;
                }
            }
        }
    }
}

/// Reads the marker here, of which any number of fill bytes may precede the code.
fn next_marker(file: &[u8], at: &mut usize) -> Option<u8> {
    if *file.get(*at)? != 0xFF {
        return None;
    }
    while *file.get(*at)? == 0xFF {
        *at += 1;
    }
    let marker = *file.get(*at)?;
    *at += 1;
    Some(marker)
}

/// Skips compressed data, in which only stuffed bytes and restart markers begin with 0xFF.
fn skip_scan(file: &[u8], at: &mut usize) -> Option<()> {
    loop {
        if *file.get(*at)? == 0xFF && !matches!(*file.get(*at + 1)?, 0x00 | 0xD0..=0xD7) {
            return Some(());
        }
        *at += 1;
    }
}
