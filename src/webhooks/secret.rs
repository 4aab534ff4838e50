use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The prefix of a secret, before its Base64.
const PREFIX: &str = "whsec_";

/// The length of a secret in bytes, as Standard Webhooks recommends it.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// Maximum number of secrets: the current one and its successor.
const MOST: usize = 2;

/// The secrets that sign webhooks: one, or two while the receiver changes over.
#[derive(Debug, Clone)]
pub struct WebhookSecrets(Vec<hmac::Key>);

/// Text that is no list of secrets.
#[derive(Debug, PartialEq, Eq)]
pub struct InvalidSecrets;

impl WebhookSecrets {
    /// Parses one secret, or two separated by a comma.
    ///
    /// # Errors
    /// Returns [`InvalidSecrets`] when one is malformed, too short or too long.
    pub fn parse(secrets: &str) -> Result<Self, InvalidSecrets> {
        let keys: Option<Vec<_>> = secrets
            .split(',')
            .map(|secret| parse_key(secret.trim()))
            .collect();
        keys.filter(|keys| keys.len() <= MOST)
            .map(Self)
            .ok_or(InvalidSecrets)
    }

    /// The value of the signature header: one signature for each secret.
    pub fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        let content = format!("{id}.{timestamp}.{body}");
        let signatures = self.0.iter().map(|key| {
            let signature = hmac::sign(key, content.as_bytes());
            format!("v1,{}", STANDARD.encode(signature))
        });
        signatures.collect::<Vec<_>>().join(" ")
    }
}

fn parse_key(secret: &str) -> Option<hmac::Key> {
    let bytes = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    LENGTHS
        .contains(&bytes.len())
        .then(|| hmac::Key::new(hmac::HMAC_SHA256, &bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    #[test]
    fn the_signature_is_the_one_in_the_documentation_of_svix() {
        let secrets = WebhookSecrets::parse(SECRET).unwrap();
        let body = "{\"test\": 2432232314}";
        assert_eq!(
            secrets.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn each_of_two_secrets_signs_and_malformed_ones_are_refused() {
        let other = format!("whsec_{}", STANDARD.encode([7; 32]));
        let both = WebhookSecrets::parse(&format!("{SECRET}, {other}")).unwrap();
        let alone = |secret: &str| WebhookSecrets::parse(secret).unwrap().sign("a", 1, "b");
        let expected = format!("{} {}", alone(SECRET), alone(&other));
        assert_eq!(both.sign("a", 1, "b"), expected);
        assert!(!format!("{both:?}").contains("MfKQ"));
        let short = format!("whsec_{}", STANDARD.encode([7; 23]));
        for wrong in [
            "",
            "whsec_",
            "secret",
            &SECRET[6..],
            &short,
            &format!("{SECRET},"),
        ] {
            assert!(WebhookSecrets::parse(wrong).is_err(), "{wrong}");
        }
    }
}
