use url::Url;

use super::{SettingsError, source::Raw};
use crate::smtp::{InvalidRelay, Relay, Sender};

/// Settings of outgoing e-mail.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// `SMTP_URL`: the SMTP server.
    pub relay: Relay,
    /// `MAIL_FROM`: sender of the e-mails.
    pub sender: Sender,
}

impl MailSettings {
    /// Validates the e-mail settings. `None` when no SMTP server is configured.
    pub(super) fn from_raw(raw: &Raw, site: Option<&Url>) -> Result<Option<Self>, SettingsError> {
        let missing = |name, because| Err(SettingsError::Missing { name, because });
        let (url, from, site) = match (&raw.smtp_url, &raw.mail_from, site) {
            (None, None, _) => return Ok(None),
            (Some(url), Some(from), Some(site)) => (url, from, site),
            (None, Some(_), _) => {
                return missing(
                    "SMTP_URL",
                    "MAIL_FROM is set, and no mail can be sent without an SMTP server",
                );
            }
            (Some(_), None, _) => {
                return missing("MAIL_FROM", "SMTP_URL is set, and mails need a sender");
            }
            (Some(_), Some(_), None) => {
                return missing(
                    "PUBLIC_URL",
                    "SMTP_URL is set, and mails contain links to this dashboard",
                );
            }
        };
        Ok(Some(Self {
            relay: Relay::parse(url, site).map_err(explain)?,
            sender: Sender::parse(from).ok_or(SettingsError::Invalid {
                name: "MAIL_FROM",
                must: "an address, like Lincoln School <dashboard@school.example>",
            })?,
        }))
    }
}

fn explain(invalid: InvalidRelay) -> SettingsError {
    SettingsError::Invalid {
        name: "SMTP_URL",
        must: match invalid {
            InvalidRelay::NotAnAddress => {
                "a mail server, such as smtps://user:password@mail.school.example"
            }
            InvalidRelay::PasswordInTheClear => {
                "encrypted because it contains a password: use smtps://, or append ?tls=required"
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::server::config::Settings;

    const SERVER: (&str, &str) = ("SMTP_URL", "smtps://user:hush@mail.school.example");
    const SENDER: (&str, &str) = ("MAIL_FROM", "Lincoln School <dashboard@school.example>");
    const SITE: (&str, &str) = ("PUBLIC_URL", "https://dashboard.school.example");

    fn settings(variables: &[(&str, &str)]) -> Result<Settings, String> {
        let value = |name: &str| variables.iter().find(|(key, _)| *key == name);
        Settings::from_variables(|name| value(name).map(|(_, value)| (*value).to_owned()))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_mail_server_takes_three_settings_and_none_takes_none() {
        let settings_of_mail = settings(&[SERVER, SENDER, SITE]).unwrap();
        assert!(settings_of_mail.mail.is_some());
        assert!(!format!("{settings_of_mail:?}").contains("hush"));
        assert!(settings(&[]).unwrap().mail.is_none());
    }

    #[test]
    fn each_wrong_setting_of_mail_is_named() {
        let cases: [(&[(&str, &str)], &str); 6] = [
            (&[SERVER, SITE], "MAIL_FROM is missing"),
            (&[SENDER, SITE], "SMTP_URL is missing"),
            (&[SERVER, SENDER], "PUBLIC_URL is missing"),
            (
                &[SERVER, SITE, ("MAIL_FROM", "a\nb@c")],
                "MAIL_FROM must be an address",
            ),
            (
                &[SENDER, SITE, ("SMTP_URL", "mail.school.example")],
                "SMTP_URL must be a mail server",
            ),
            (
                &[
                    SENDER,
                    SITE,
                    ("SMTP_URL", "smtp://user:hush@mail.school.example"),
                ],
                "SMTP_URL must be encrypted",
            ),
        ];
        for (variables, sentence) in cases {
            let error = settings(variables).unwrap_err();
            assert!(
                error.starts_with(sentence) && !error.contains("hush"),
                "{error}"
            );
        }
    }
}
