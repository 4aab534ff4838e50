use secrecy::{ExposeSecret as _, SecretString};

use super::SettingsError;
use identity::ServiceAccount;

/// Parses a Google service account: its JSON, or the path of the file that has it.
pub fn service_account(value: &SecretString) -> Result<ServiceAccount, SettingsError> {
    let value = value.expose_secret().trim();
    let json = if value.starts_with('{') {
        Some(SecretString::from(value))
    } else {
        std::fs::read_to_string(value).ok().map(SecretString::from)
    };
    let account = json.and_then(|json| ServiceAccount::parse(json.expose_secret()));
    account.ok_or(SettingsError::Invalid {
        name: "FIREBASE_SERVICE_ACCOUNT",
        must: "the JSON that Google issues for a service account, with client_email and private_key, or the path of a readable file with it",
    })
}
