use std::{net::IpAddr, time::Duration};

use secrecy::{ExposeSecret as _, SecretSlice, SecretString};

use super::{SettingsError, source::Raw};
use crate::identity::Vault;

/// How accounts are kept.
#[derive(Debug, Clone)]
pub struct AccountSettings {
    /// Whether an address is believed without a mail to it: `AUTH_AUTOCONFIRM`, by default `false`.
    pub autoconfirm: bool,
    /// How long after a refresh a token used before still opens: `AUTH_REFRESH_REUSE_INTERVAL`, in seconds, by default
    /// 10.
    pub reuse_interval: Duration,
    /// What seals the secrets in the database: `AUTH_SECRET_KEY`, 32 bytes in hexadecimal. By default made, and kept
    /// beside the database's file.
    pub secret_key: Option<SecretSlice<u8>>,
    /// The proxies whose `X-Forwarded-For` is believed: `TRUSTED_PROXIES`, addresses with commas between; by default
    /// none.
    pub trusted_proxies: Vec<IpAddr>,
}

impl AccountSettings {
    pub(super) fn from_raw(raw: &Raw) -> Result<Self, SettingsError> {
        let secret_key = raw.auth_secret_key.as_ref().map(secret_key).transpose()?;
        let is_file = raw
            .database_url
            .as_ref()
            .is_none_or(|url| url.expose_secret().starts_with("sqlite:"));
        if secret_key.is_none() && !is_file {
            return Err(SettingsError::Missing {
                name: "AUTH_SECRET_KEY",
                because: "DATABASE_URL names a server, so there is no file to keep a key beside; make one with: openssl rand -hex 32",
            });
        }
        Ok(Self {
            autoconfirm: flag("AUTH_AUTOCONFIRM", raw.auth_autoconfirm.as_deref())?,
            reuse_interval: seconds(
                "AUTH_REFRESH_REUSE_INTERVAL",
                raw.auth_refresh_reuse_interval.as_deref(),
                Duration::from_secs(10),
            )?,
            secret_key,
            trusted_proxies: addresses("TRUSTED_PROXIES", raw.trusted_proxies.as_deref())?,
        })
    }
}

fn flag(name: &'static str, value: Option<&str>) -> Result<bool, SettingsError> {
    match value {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(SettingsError::Invalid {
            name,
            must: "true or false",
        }),
    }
}

fn seconds(
    name: &'static str,
    value: Option<&str>,
    default: Duration,
) -> Result<Duration, SettingsError> {
    const LONGEST: u64 = 300;
    let Some(value) = value else {
        return Ok(default);
    };
    match value.parse() {
        Ok(seconds @ 0..=LONGEST) => Ok(Duration::from_secs(seconds)),
        _ => Err(SettingsError::Invalid {
            name,
            must: "a number of seconds from 0 to 300",
        }),
    }
}

fn addresses(name: &'static str, value: Option<&str>) -> Result<Vec<IpAddr>, SettingsError> {
    let parse = |address: &str| {
        address.trim().parse().map_err(|_| SettingsError::Invalid {
            name,
            must: "addresses with commas between, like 10.0.0.1, 10.0.0.2",
        })
    };
    value.map_or(Ok(Vec::new()), |list| list.split(',').map(parse).collect())
}

fn secret_key(hex: &SecretString) -> Result<SecretSlice<u8>, SettingsError> {
    parse_key(hex.expose_secret()).ok_or(SettingsError::Invalid {
        name: "AUTH_SECRET_KEY",
        must: "64 hexadecimal digits, as made by: openssl rand -hex 32",
    })
}

/// A key as it is written: in hexadecimal.
pub(in crate::server) fn parse_key(hex: &str) -> Option<SecretSlice<u8>> {
    let digits = hex.trim().as_bytes();
    if digits.len() != 2 * Vault::KEY_LENGTH {
        return None;
    }
    let digit = |digit: u8| {
        char::from(digit)
            .to_digit(16)
            .and_then(|value| u8::try_from(value).ok())
    };
    let bytes: Option<Vec<u8>> = digits
        .chunks(2)
        .map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?))
        .collect();
    bytes.map(SecretSlice::from)
}
