use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::{SettingsError, source::Raw};

/// The address of a Valkey server, with its password.
pub(super) fn url(raw: &Raw) -> Result<Option<SecretString>, SettingsError> {
    let Some(url) = &raw.valkey_url else {
        return Ok(None);
    };
    let is_valkey = Url::parse(url.expose_secret()).is_ok_and(|url| {
        matches!(url.scheme(), "redis" | "rediss" | "valkey" | "valkeys") && url.has_host()
    });
    if is_valkey {
        Ok(Some(url.clone()))
    } else {
        Err(SettingsError::Invalid {
            name: "VALKEY_URL",
            must: "the address of a server, like redis://127.0.0.1:6379 or rediss://user:password@host:6379",
        })
    }
}
