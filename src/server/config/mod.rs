//! The settings: `Leptos.toml`, with each key overridden by the environment variable of the same name in upper case.

mod accounts;
mod app;
mod clerk_keys;
mod clients;
mod error;
mod external;
mod mail;
mod pictures;
mod service_account;
mod sms;
mod source;
mod timeback;
mod valkey;
mod webhooks;

use std::{net::SocketAddr, path::PathBuf};

use secrecy::SecretString;
use url::{Host, Url};

pub use self::accounts::AccountSettings;
pub(super) use self::accounts::parse_key;
pub use self::clerk_keys::ClerkSecretKeys;
pub use self::error::SettingsError;
pub use self::mail::MailSettings;
pub use self::pictures::PictureStorage;
pub use self::sms::SmsSettings;
use self::source::Raw;
pub use self::timeback::TimebackSettings;
pub use self::webhooks::WebhookSettings;
use super::origin::PublicOrigin;
use identity::{ExternalClient, limits::ReadRate};

/// All settings, validated. An invalid or contradictory setting prevents the start.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `LEPTOS_SITE_ADDR`: address to listen on. Default 127.0.0.1:3000.
    pub site_addr: SocketAddr,
    /// `LEPTOS_SITE_ROOT`: folder of the built site. Default: the site inside the binary or, where it has none,
    /// `target/site`.
    pub site_root: Option<PathBuf>,
    /// `PUBLIC_URL`: URL at which browsers reach the dashboard. Default: the address it listens on.
    pub(super) origin: PublicOrigin,
    /// `DATABASE_URL`: the database. Default `sqlite:data/dashboard.db`. A secret, as it may contain a password.
    pub database_url: SecretString,
    /// `VALKEY_URL`: the Valkey server that nodes share. Default: none. A secret, as it may contain a password.
    pub valkey_url: Option<SecretString>,
    /// `PROFILE_RATE_LIMIT`: sustained profile reads per second and account. Default 10.
    pub read_rate: ReadRate,
    /// `AUTH_…`: accounts.
    pub accounts: AccountSettings,
    /// `SMTP_URL` and `MAIL_FROM`: outgoing e-mail. `None` when no SMTP server is configured.
    pub mail: Option<MailSettings>,
    /// `OAUTH_<PROVIDER>_…`: other providers to sign in with. Default: none.
    pub external: Vec<ExternalClient>,
    /// `PICTURE_STORAGE_URL` and `AWS_…`: the bucket that keeps pictures. Default: the database keeps them.
    pub pictures: Option<PictureStorage>,
    /// `WEBHOOK_…`: the program that is told what happens to users and sessions. Default: none is.
    pub webhooks: Option<WebhookSettings>,
    /// `SMS_…` and `PHONE_DEFAULT_REGION`: text messages and phone numbers.
    pub sms: SmsSettings,
    /// `TIMEBACK_…`: the Timeback platform.
    pub timeback: TimebackSettings,
    /// `SANDBOX_ADDR`: address of the embedded sandbox. Default 127.0.0.1:4010.
    pub sandbox_addr: SocketAddr,
    /// `METRICS_ADDR`: address of the Prometheus metrics. Default: not served.
    pub metrics_addr: Option<SocketAddr>,
    /// `OTEL_EXPORTER_OTLP_ENDPOINT`: base URL of the OpenTelemetry collector that receives traces. Default: none does.
    pub collector: Option<Url>,
}

impl Settings {
    /// Reads the settings from `Leptos.toml` in the working directory, if present, and from the environment.
    ///
    /// # Errors
    /// Returns [`SettingsError`], which names the setting and the remedy.
    pub fn read() -> Result<Self, SettingsError> {
        Self::from_raw(Raw::read()?)
    }

    /// Reads the settings from these environment variables only, without a file.
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
            site_root: raw.leptos_site_root.clone().map(PathBuf::from),
            mail: MailSettings::from_raw(&raw, public_url.as_ref())?,
            pictures: PictureStorage::from_raw(&raw)?,
            webhooks: WebhookSettings::from_raw(&raw)?,
            sms: SmsSettings::from_raw(&raw)?,
            origin: public_url.map_or_else(|| PublicOrigin::local(site_addr), PublicOrigin::Fixed),
            database_url: raw
                .database_url
                .clone()
                .unwrap_or_else(|| "sqlite:data/dashboard.db".into()),
            valkey_url: valkey::url(&raw)?,
            sandbox_addr: address(
                "SANDBOX_ADDR",
                raw.sandbox_addr.as_deref().unwrap_or("127.0.0.1:4010"),
            )?,
            read_rate: clients::read_rate(&raw)?,
            accounts: AccountSettings::from_raw(&raw)?,
            external: external::clients(&raw.external()?)?,
            metrics_addr: raw
                .metrics_addr
                .as_deref()
                .map(|addr| address("METRICS_ADDR", addr))
                .transpose()?,
            collector: raw
                .otel_exporter_otlp_endpoint
                .as_deref()
                .map(|endpoint| url("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint))
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

/// Parses the URL of a service that secrets or personal data are sent to: encrypted, unless it is on this machine.
fn encrypted(name: &'static str, value: &str) -> Result<Url, SettingsError> {
    let url = url(name, value)?;
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if url.scheme() == "https" || is_here {
        Ok(url)
    } else {
        Err(SettingsError::Invalid {
            name,
            must: "a URL that begins with https://, unless it is on this machine",
        })
    }
}

/// Parses a URL without a path: the dashboard is always served at the root.
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
