use std::fmt;

use aws_lc_rs::{constant_time::verify_slices_are_equal, hmac};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret as _, SecretSlice, SecretString};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::SessionId;

const VERSION: u8 = 0;
const TAG: usize = 16;
const CHECKSUM: usize = 4;

/// A refresh token. It contains its session's identifier and refresh counter, under a tag made with the session's key;
/// so no token is stored, and an older one can always be recognized.
///
/// Its encoding is base64 of: version 0, the session's UUID, the counter in LEB128, HMAC-SHA-256 cut to 16 bytes, and 4
/// bytes of a checksum that tells a mistyped token from a forged one before anything is looked up.
pub(crate) struct RefreshToken {
    /// The session.
    pub session: SessionId,
    /// The session's refresh counter when the token was issued.
    pub counter: u64,
    tag: [u8; TAG],
}

impl RefreshToken {
    /// The refresh token of a session at this counter.
    pub fn new(session: &SessionId, counter: u64, key: &SecretSlice<u8>) -> Option<Self> {
        let tag = tag(&body(session, counter)?, key);
        Some(Self {
            session: session.clone(),
            counter,
            tag,
        })
    }

    /// Parses a refresh token. Returns `None` when it is malformed.
    pub fn parse(presented: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(presented).ok()?;
        let (content, sum) = bytes.split_last_chunk::<CHECKSUM>()?;
        let (body, tag) = content.split_last_chunk::<TAG>()?;
        let (head, counter) = body.split_first_chunk::<17>()?;
        let is_ours = head[0] == VERSION && checksum(content) == *sum;
        is_ours.then_some(())?;
        Some(Self {
            session: SessionId(Uuid::from_slice(&head[1..]).ok()?.to_string()),
            counter: read_leb128(counter)?,
            tag: *tag,
        })
    }

    /// Verifies the tag with this key.
    pub fn is_made_with(&self, key: &SecretSlice<u8>) -> bool {
        body(&self.session, self.counter)
            .is_some_and(|body| verify_slices_are_equal(&tag(&body, key), &self.tag).is_ok())
    }

    /// The token in plain text, for the client.
    pub fn expose(&self) -> Option<SecretString> {
        let content = [body(&self.session, self.counter)?.as_slice(), &self.tag].concat();
        let sum = checksum(&content);
        Some(
            URL_SAFE_NO_PAD
                .encode([content.as_slice(), &sum].concat())
                .into(),
        )
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefreshToken([redacted])")
    }
}

fn body(session: &SessionId, counter: u64) -> Option<Vec<u8>> {
    let session = Uuid::parse_str(session.as_str()).ok()?;
    let mut body = vec![VERSION];
    body.extend(session.as_bytes());
    write_leb128(&mut body, counter);
    Some(body)
}

fn tag(body: &[u8], key: &SecretSlice<u8>) -> [u8; TAG] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.expose_secret());
    let tag = hmac::sign(&key, body);
    std::array::from_fn(|at| tag.as_ref()[at])
}

fn checksum(content: &[u8]) -> [u8; CHECKSUM] {
    let sum = Sha256::digest(content);
    std::array::from_fn(|at| sum[at])
}

fn write_leb128(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

/// Decodes a LEB128 number that uses all of the bytes, in its shortest form.
fn read_leb128(bytes: &[u8]) -> Option<u64> {
    let (last, _) = bytes.split_last()?;
    let ends_once = bytes.iter().position(|byte| byte & 0x80 == 0) == Some(bytes.len() - 1);
    let is_shortest = bytes.len() == 1 || *last != 0;
    if !ends_once || !is_shortest || bytes.len() > 9 {
        return None;
    }
    let number = bytes
        .iter()
        .rev()
        .fold(0, |number, byte| (number << 7) | u64::from(byte & 0x7f));
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESSION: &str = "0199a1b2-0000-7000-8000-000000000001";

    fn key(byte: u8) -> SecretSlice<u8> {
        vec![byte; 32].into()
    }

    fn text(counter: u64) -> String {
        let session = SessionId(SESSION.to_owned());
        let token = RefreshToken::new(&session, counter, &key(1)).unwrap();
        token.expose().unwrap().expose_secret().to_owned()
    }

    #[test]
    fn a_token_tells_its_session_and_count_and_knows_its_key() {
        for counter in [0, 1, 127, 128, 300, 16_384, 1 << 62] {
            let token = RefreshToken::parse(&text(counter)).unwrap();
            assert_eq!(token.session.as_str(), SESSION);
            assert_eq!(token.counter, counter);
            assert!(token.is_made_with(&key(1)) && !token.is_made_with(&key(2)));
        }
    }

    #[test]
    fn what_was_mistyped_cut_or_lengthened_is_no_token() {
        let token = text(300);
        assert!(RefreshToken::parse(&token[1..]).is_none());
        assert!(RefreshToken::parse(&format!("{token}AAAA")).is_none());
        assert!(RefreshToken::parse(&token.replace(&token[8..9], "_")).is_none());
        for nonsense in ["", "AAAA", "not a token", "%00"] {
            assert!(RefreshToken::parse(nonsense).is_none(), "{nonsense:?}");
        }
    }

    #[test]
    fn a_count_has_one_form() {
        assert_eq!(read_leb128(&[0x80, 0x00]), None);
        assert_eq!(read_leb128(&[0x05, 0x00]), None);
        assert_eq!(read_leb128(&[]), None);
        assert_eq!(read_leb128(&[0x80]), None);
        assert_eq!(read_leb128(&[0x80, 0x01]), Some(128));
    }
}
