use jsonwebtoken::{Algorithm, EncodingKey, Header};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::Error;

/// A Google service account, which signs custom tokens for Firebase.
#[derive(Debug, Clone, Deserialize)]
pub struct ServiceAccount {
    client_email: String,
    /// The private key in PKCS #8, as PEM.
    private_key: SecretString,
}

impl ServiceAccount {
    /// Parses the JSON file that Google issues for a service account. Returns `None` when its e-mail address or its
    /// private RSA key is missing.
    pub fn parse(json: &str) -> Option<Self> {
        let account: Self = serde_json::from_str(json).ok()?;
        let can_sign = !account.client_email.is_empty() && account.sign(&()).is_ok();
        can_sign.then_some(account)
    }

    /// Its e-mail address.
    pub(crate) fn email(&self) -> &str {
        &self.client_email
    }

    /// Signs a token with these claims.
    pub(crate) fn sign(&self, claims: &impl serde::Serialize) -> Result<SecretString, Error> {
        let key = EncodingKey::from_rsa_pem(self.private_key.expose_secret().as_bytes())?;
        let header = Header::new(Algorithm::RS256);
        Ok(jsonwebtoken::encode(&header, claims, &key)?.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_without_a_key_is_refused() {
        for wrong in [
            "",
            "{}",
            r#"{"client_email":"firebase@example.com"}"#,
            r#"{"client_email":"firebase@example.com","private_key":"hush"}"#,
        ] {
            assert!(ServiceAccount::parse(wrong).is_none(), "{wrong}");
        }
    }
}
