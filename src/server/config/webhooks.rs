use secrecy::ExposeSecret as _;
use url::Url;

use super::{SettingsError, encrypted, source::Raw};
use crate::webhooks::WebhookSecrets;

/// Settings of webhooks.
#[derive(Debug, Clone)]
pub struct WebhookSettings {
    /// `WEBHOOK_URL`: the program that is told what happens.
    pub url: Url,
    /// `WEBHOOK_SECRET`: what signs it; two secrets with a comma between while one replaces the other.
    pub secrets: WebhookSecrets,
}

impl WebhookSettings {
    /// Validates the settings. `None` when no receiver is configured.
    pub(super) fn from_raw(raw: &Raw) -> Result<Option<Self>, SettingsError> {
        let missing = |name, because| Err(SettingsError::Missing { name, because });
        let (receiver, secret) = match (&raw.webhook_url, &raw.webhook_secret) {
            (None, None) => return Ok(None),
            (Some(receiver), Some(secret)) => (receiver, secret),
            (Some(_), None) => {
                return missing(
                    "WEBHOOK_SECRET",
                    "WEBHOOK_URL is set, and webhooks are signed",
                );
            }
            (None, Some(_)) => return missing("WEBHOOK_URL", "WEBHOOK_SECRET is set"),
        };
        let secrets = WebhookSecrets::parse(secret.expose_secret());
        Ok(Some(Self {
            url: encrypted("WEBHOOK_URL", receiver.expose_secret())?,
            secrets: secrets.map_err(|_| SettingsError::Invalid {
                name: "WEBHOOK_SECRET",
                must: "whsec_ followed by 24 to 64 bytes in Base64, as printed by: echo whsec_$(openssl rand -base64 32); during a rotation, two such secrets separated by a comma",
            })?,
        }))
    }
}

#[cfg(test)]
mod tests {
    use crate::server::config::Settings;

    const URL: (&str, &str) = ("WEBHOOK_URL", "https://school.example/webhooks");
    const SECRET: (&str, &str) = ("WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    fn has_webhooks(variables: &[(&str, &str)]) -> Result<bool, String> {
        let value = |name: &str| variables.iter().find(|(key, _)| *key == name);
        Settings::from_variables(|name| value(name).map(|(_, value)| (*value).to_owned()))
            .map(|settings| settings.webhooks.is_some())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn webhooks_take_two_settings_and_none_takes_none() {
        assert_eq!(has_webhooks(&[]), Ok(false));
        assert_eq!(has_webhooks(&[URL, SECRET]), Ok(true));
        let here = ("WEBHOOK_URL", "http://127.0.0.1:4000/");
        assert_eq!(has_webhooks(&[here, SECRET]), Ok(true));
    }

    #[test]
    fn each_wrong_setting_is_named() {
        let clear = ("WEBHOOK_URL", "http://school.example/");
        let cases: [(&[(&str, &str)], &str); 4] = [
            (&[URL], "WEBHOOK_SECRET is missing"),
            (&[SECRET], "WEBHOOK_URL is missing"),
            (
                &[clear, SECRET],
                "WEBHOOK_URL must be a URL that begins with https://",
            ),
            (
                &[URL, ("WEBHOOK_SECRET", "hush")],
                "WEBHOOK_SECRET must be whsec_",
            ),
        ];
        for (variables, sentence) in cases {
            let error = has_webhooks(variables).unwrap_err();
            assert!(
                error.starts_with(sentence) && !error.contains("hush"),
                "{error}"
            );
        }
    }
}
