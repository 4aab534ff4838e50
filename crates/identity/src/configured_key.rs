use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret as _, SecretSlice, SecretString};
use serde::Deserialize;

use crate::{Error, model::key_kind::KeyKind, signing_key::SigningKey};

/// A signing key from the configuration: the private half, on the curve P-256.
#[derive(Debug, Clone)]
pub struct ConfiguredKey(SecretSlice<u8>);

/// The JWK of an elliptic-curve key (RFC 7518).
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: String,
    d: SecretString,
}

impl ConfiguredKey {
    /// Parses a JWK: its `kty` is `EC`, its `crv` `P-256`, its `d` a scalar of the curve. The public half is computed.
    pub fn parse(jwk: &str) -> Option<Self> {
        let jwk: Jwk = serde_json::from_str(jwk).ok()?;
        let scalar = URL_SAFE_NO_PAD.decode(jwk.d.expose_secret()).ok()?;
        let given = Self(scalar.into());
        let is_ours = jwk.kty == "EC" && jwk.crv == "P-256";
        (is_ours && given.key().is_ok()).then_some(given)
    }

    pub(super) fn key(&self) -> Result<SigningKey, Error> {
        SigningKey::new(KeyKind::Ec, &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_key_of_our_curve_is_read_and_nothing_else() {
        let jwk = |kty: &str, crv: &str, d: &[u8]| {
            let d = URL_SAFE_NO_PAD.encode(d);
            ConfiguredKey::parse(&format!(r#"{{"kty":"{kty}","crv":"{crv}","d":"{d}"}}"#))
        };
        assert!(jwk("EC", "P-256", &[7; 32]).is_some());
        for wrong in [
            jwk("EC", "P-384", &[7; 32]),
            jwk("OKP", "P-256", &[7; 32]),
            jwk("EC", "P-256", &[7; 31]),
            jwk("EC", "P-256", &[0; 32]),
            ConfiguredKey::parse(r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#),
            ConfiguredKey::parse("hush"),
        ] {
            assert!(wrong.is_none());
        }
        assert!(!format!("{:?}", jwk("EC", "P-256", &[7; 32])).contains("7, 7"));
    }
}
