//! An authenticator app (TOTP), implemented from the RFC so that it shares no code with the server.

use aws_lc_rs::hmac;

pub struct Authenticator(hmac::Key);

impl Authenticator {
    /// An app with this secret, in base32.
    pub fn new(secret: &str) -> Self {
        let (mut bits, mut count, mut bytes) = (0u32, 0, Vec::new());
        for letter in secret.bytes() {
            let value = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'2'..=b'7' => letter - b'2' + 26,
                _ => panic!("no base32: {secret}"),
            };
            bits = bits << 5 | u32::from(value);
            count += 5;
            if count >= 8 {
                count -= 8;
                bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
            }
        }
        Self(hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes))
    }

    /// The code at this second since 1970.
    pub fn code(&self, now: i64) -> String {
        let tag = hmac::sign(&self.0, &(now / 30).to_be_bytes());
        let offset = usize::from(tag.as_ref()[19] & 0xf);
        let word = tag.as_ref()[offset..offset + 4].try_into().unwrap();
        format!(
            "{:06}",
            (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000
        )
    }
}
