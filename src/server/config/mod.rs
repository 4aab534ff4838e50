//! The settings: `Leptos.toml`, each key overridden by the environment variable of the same name in capitals.

mod accounts;
mod app;
mod clients;
mod error;
mod mail;
mod source;
mod timeback;

use std::{net::SocketAddr, path::PathBuf};

use secrecy::SecretString;
use url::Url;

pub use self::accounts::AccountSettings;
pub(super) use self::accounts::parse_key;
pub use self::error::SettingsError;
pub use self::mail::MailSettings;
use self::source::Raw;
pub use self::timeback::TimebackSettings;
use super::origin::PublicOrigin;
use identity::limits::ReadRate;

/// Everything that can be set, checked. A setting that is wrong, or contradicts another, stops the start.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address to listen on: `LEPTOS_SITE_ADDR`, by default 127.0.0.1:3000.
    pub site_addr: SocketAddr,
    /// The folder of the built site: `LEPTOS_SITE_ROOT`, by default `target/site`.
    pub site_root: PathBuf,
    /// Where browsers find us: `PUBLIC_URL`, by default the address we listen on.
    pub(super) origin: PublicOrigin,
    /// The database: `DATABASE_URL`, by default `sqlite:data/dashboard.db`. A server's address holds its password.
    pub database_url: SecretString,
    /// How often one account's profile may be read for long: `PROFILE_RATE_LIMIT`, a second, by default 10.
    pub read_rate: ReadRate,
    /// Accounts: `AUTH_…`.
    pub accounts: AccountSettings,
    /// Mail; where no mail server is named, none is sent.
    pub mail: Option<MailSettings>,
    /// Timeback: `TIMEBACK_…`.
    pub timeback: TimebackSettings,
    /// Where the embedded sandbox listens: `SANDBOX_ADDR`, by default 127.0.0.1:4010.
    pub sandbox_addr: SocketAddr,
    /// Where metrics are served, for Prometheus: `METRICS_ADDR`; by default nowhere.
    pub metrics_addr: Option<SocketAddr>,
}

impl Settings {
    /// Reads `Leptos.toml` in the working folder, if it is there, and the environment.
    ///
    /// # Errors
    /// A sentence that names the setting and the mend.
    pub fn read() -> Result<Self, SettingsError> {
        Self::from_raw(Raw::read()?)
    }

    /// The settings of an environment that has these variables, and of no file.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn from_variables(
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, SettingsError> {
        Self::from_raw(Raw::from_variables(variable)?)
    }

    fn from_raw(raw: Raw) -> Result<Self, SettingsError> {
        let site_addr = address(
            "LEPTOS_SITE_ADDR",
            raw.leptos_site_addr.as_deref().unwrap_or("127.0.0.1:3000"),
        )?;
        let public_url = raw
            .public_url
            .as_deref()
            .map(|url| origin("PUBLIC_URL", url))
            .transpose()?;
        Ok(Self {
            site_addr,
            site_root: raw
                .leptos_site_root
                .clone()
                .unwrap_or_else(|| "target/site".to_owned())
                .into(),
            mail: MailSettings::from_raw(&raw, public_url.as_ref())?,
            origin: public_url.map_or_else(|| PublicOrigin::local(site_addr), PublicOrigin::Fixed),
            database_url: raw
                .database_url
                .clone()
                .unwrap_or_else(|| "sqlite:data/dashboard.db".into()),
            sandbox_addr: address(
                "SANDBOX_ADDR",
                raw.sandbox_addr.as_deref().unwrap_or("127.0.0.1:4010"),
            )?,
            read_rate: clients::read_rate(&raw)?,
            accounts: AccountSettings::from_raw(&raw)?,
            metrics_addr: raw
                .metrics_addr
                .as_deref()
                .map(|addr| address("METRICS_ADDR", addr))
                .transpose()?,
            timeback: TimebackSettings::from_raw(raw)?,
        })
    }
}

fn address(name: &'static str, value: &str) -> Result<SocketAddr, SettingsError> {
    value.parse().map_err(|_| SettingsError::Invalid {
        name,
        must: "an address and a port, like 127.0.0.1:3000",
    })
}

fn url(name: &'static str, value: &str) -> Result<Url, SettingsError> {
    let url = Url::parse(value)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or(SettingsError::Invalid {
        name,
        must: "a URL that begins with https:// or http://",
    })
}

/// A URL without a path, as the public address must be: pages live at its root.
fn origin(name: &'static str, value: &str) -> Result<Url, SettingsError> {
    let url = url(name, value)?;
    let bare = url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty();
    if bare {
        Ok(url)
    } else {
        Err(SettingsError::Invalid {
            name,
            must: "a URL without a path, like https://dashboard.school.example",
        })
    }
}

#[cfg(test)]
mod tests;
