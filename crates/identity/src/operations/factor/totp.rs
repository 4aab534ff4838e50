//! Time-based one-time passwords (RFC 6238) as authenticator apps have them: SHA-1, six digits, steps of 30 seconds.

use aws_lc_rs::{constant_time::verify_slices_are_equal, hmac};

const STEP: i64 = 30;

/// The time step, near `now` in seconds since 1970, for which this secret generates this code: the current step, the
/// one before or the one after, since clocks differ. Never one up to `last`: a code works once. So a code may be valid
/// for 90 seconds, where ASVS 6.5.5 asks for 30: a phone whose clock is off would lock its owner out, and attempts are
/// limited.
pub(crate) fn step_of(secret: &[u8], code: &str, now: i64, last: i64) -> Option<i64> {
    let current = now.div_euclid(STEP);
    (current - 1..=current + 1).find(|step| {
        let expected = code_at(secret, *step);
        *step > last && verify_slices_are_equal(expected.as_bytes(), code.as_bytes()).is_ok()
    })
}

/// The code of a time step.
pub(super) fn code_at(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let offset = usize::from(bytes[bytes.len() - 1] & 0x0f);
    let word: [u8; 4] = std::array::from_fn(|at| bytes[offset + at]);
    format!(
        "{:06}",
        (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000
    )
}

/// Base32 without padding, as apps expect secrets.
pub(super) fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bit = |at: usize| {
        bytes
            .get(at / 8)
            .map_or(0, |byte| usize::from(byte >> (7 - at % 8) & 1))
    };
    (0..bytes.len() * 8)
        .step_by(5)
        .map(|start| (start..start + 5).fold(0, |value, at| value << 1 | bit(at)))
        .map(|value| char::from(ALPHABET[value]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(SECRET, seconds / STEP), code);
        }
        assert_eq!(base32(SECRET), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(base32(b"f"), "MY");
    }

    #[test]
    fn a_step_on_either_side_counts_and_none_twice() {
        let (now, code) = (1_000_000_000, |step| code_at(SECRET, step));
        let current = now / STEP;
        for step in [current - 1, current, current + 1] {
            assert_eq!(step_of(SECRET, &code(step), now, 0), Some(step));
            assert_eq!(step_of(SECRET, &code(step), now, step), None);
        }
        for step in [current - 2, current + 2] {
            assert_eq!(step_of(SECRET, &code(step), now, 0), None);
        }
        assert_eq!(step_of(SECRET, "", now, 0), None);
    }
}
