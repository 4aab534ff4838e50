use std::{path::Path, time::Duration};

use secrecy::{ExposeSecret as _, SecretSlice, SecretString};

use super::{ClerkSecretKeys, SettingsError, service_account::service_account, source::Raw};
use crate::server::client_address::TrustedProxies;
use identity::{ConfiguredKey, GeoIp, InvalidGeoIp, Lockout, ServiceAccount, Vault};

/// Settings of accounts.
#[derive(Debug, Clone)]
pub struct AccountSettings {
    /// `AUTH_LOCAL_ACCOUNTS`: whether users can have local accounts beside sign-in with Timeback. Default: `true` in
    /// the sandbox and when `SMTP_URL` is set, where e-mail can confirm addresses.
    pub local_accounts: bool,
    /// `AUTH_AUTOCONFIRM`: whether new addresses are confirmed without a verification e-mail. Default `false`. Allowed
    /// only in the sandbox, because an account with a student's address can see that student's profile.
    pub autoconfirm: bool,
    /// `AUTH_REFRESH_REUSE_INTERVAL`: seconds after a refresh during which a used refresh token is still accepted.
    /// Default 10.
    pub reuse_interval: Duration,
    /// `AUTH_SECRET_KEY`: encryption key of the secrets in the database, 32 bytes in hexadecimal. Default: generated,
    /// and stored next to the database file.
    pub secret_key: Option<SecretSlice<u8>>,
    /// `AUTH_SIGNING_JWK`: key that signs access tokens, a private JWK. Default: generated, stored encrypted in the
    /// database, and rotated every 90 days.
    pub signing_key: Option<ConfiguredKey>,
    /// `CLERK_SECRET_KEY`: secret keys of the Clerk API, one or, during a rotation, two separated by a comma. Default:
    /// none, and there is no Clerk API.
    pub(in crate::server) clerk_keys: Option<ClerkSecretKeys>,
    /// `AUTH_LOCKOUT_ATTEMPTS` and `AUTH_LOCKOUT_DURATION`: wrong passwords and codes in a row that lock an account, and
    /// for how many seconds. Default: 100, and 3600. 0 of either: never.
    pub lockout: Option<Lockout>,
    /// `GEOIP_DATABASE`: file with the places of network addresses, in the `MaxMind` DB format. Default: none, and the
    /// places of sessions are unknown.
    pub geoip: Option<GeoIp>,
    /// `FIREBASE_SERVICE_ACCOUNT`: service account that signs tokens for Firebase, as JSON or the path of its file.
    /// Default: none, and there are no such tokens.
    pub(in crate::server) firebase: Option<ServiceAccount>,
    /// `TRUSTED_PROXIES`: proxies whose `X-Forwarded-For` is trusted, as comma-separated addresses and networks.
    /// Default: none.
    pub(in crate::server) trusted_proxies: TrustedProxies,
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
        let is_sandbox = matches!(raw.timeback_env.as_deref(), None | Some("sandbox"));
        let local_accounts = raw.auth_local_accounts.as_deref();
        let autoconfirm = flag("AUTH_AUTOCONFIRM", raw.auth_autoconfirm.as_deref(), false)?;
        if autoconfirm && !is_sandbox {
            return Err(SettingsError::Contradiction(
                "AUTH_AUTOCONFIRM is only allowed with TIMEBACK_ENV=sandbox: it does not verify addresses, so anyone who signs up with a student's address would see that student's profile; remove it",
            ));
        }
        Ok(Self {
            local_accounts: flag(
                "AUTH_LOCAL_ACCOUNTS",
                local_accounts,
                is_sandbox || raw.smtp_url.is_some(),
            )?,
            autoconfirm,
            reuse_interval: seconds(
                "AUTH_REFRESH_REUSE_INTERVAL",
                raw.auth_refresh_reuse_interval.as_deref(),
                Duration::from_secs(10),
            )?,
            secret_key,
            signing_key: raw.auth_signing_jwk.as_ref().map(signing_key).transpose()?,
            clerk_keys: raw.clerk_secret_key.as_ref().map(clerk_keys).transpose()?,
            lockout: lockout(raw)?,
            geoip: raw.geoip_database.as_deref().map(geoip).transpose()?,
            firebase: raw
                .firebase_service_account
                .as_ref()
                .map(service_account)
                .transpose()?,
            trusted_proxies: proxies("TRUSTED_PROXIES", raw.trusted_proxies.as_deref())?,
        })
    }
}

fn flag(name: &'static str, value: Option<&str>, default: bool) -> Result<bool, SettingsError> {
    match value {
        None => Ok(default),
        Some("false") => Ok(false),
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

fn lockout(raw: &Raw) -> Result<Option<Lockout>, SettingsError> {
    const LONGEST: u64 = 31 * 24 * 3600;
    let default = Lockout::DEFAULT;
    let attempts = match raw.auth_lockout_attempts.as_deref() {
        None => default.attempts,
        Some(text) => text.parse().map_err(|_| SettingsError::Invalid {
            name: "AUTH_LOCKOUT_ATTEMPTS",
            must: "a number of wrong passwords and codes, such as 100; 0 locks nobody",
        })?,
    };
    let duration = match raw.auth_lockout_duration.as_deref().map(str::parse) {
        None => default.duration,
        Some(Ok(seconds @ 0..=LONGEST)) => Duration::from_secs(seconds),
        Some(_) => {
            return Err(SettingsError::Invalid {
                name: "AUTH_LOCKOUT_DURATION",
                must: "a number of seconds from 0 to 2678400, such as 3600; 0 locks nobody",
            });
        }
    };
    let lockout = Lockout { attempts, duration };
    Ok((attempts > 0 && !duration.is_zero()).then_some(lockout))
}

fn geoip(file: &str) -> Result<GeoIp, SettingsError> {
    GeoIp::open(Path::new(file)).map_err(|InvalidGeoIp| SettingsError::Invalid {
        name: "GEOIP_DATABASE",
        must: "the path of a readable file in MaxMind's format, such as GeoLite2-City.mmdb",
    })
}

fn proxies(name: &'static str, value: Option<&str>) -> Result<TrustedProxies, SettingsError> {
    TrustedProxies::parse(value.unwrap_or_default()).ok_or(SettingsError::Invalid {
        name,
        must: "addresses and networks separated by commas, such as 10.0.0.1, 10.1.0.0/16",
    })
}

fn secret_key(hex: &SecretString) -> Result<SecretSlice<u8>, SettingsError> {
    parse_key(hex.expose_secret()).ok_or(SettingsError::Invalid {
        name: "AUTH_SECRET_KEY",
        must: "64 hexadecimal digits, as generated by: openssl rand -hex 32",
    })
}

fn signing_key(jwk: &SecretString) -> Result<ConfiguredKey, SettingsError> {
    ConfiguredKey::parse(jwk.expose_secret()).ok_or(SettingsError::Invalid {
        name: "AUTH_SIGNING_JWK",
        must: "a private key on P-256, as a JWK: {\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"…\"}",
    })
}

fn clerk_keys(keys: &SecretString) -> Result<ClerkSecretKeys, SettingsError> {
    ClerkSecretKeys::parse(keys.expose_secret()).ok_or(SettingsError::Invalid {
        name: "CLERK_SECRET_KEY",
        must: "sk_test_ or sk_live_ followed by at least 32 characters, as printed by: timeback-dashboard clerk-keys --frontend-url https://school.example; during a rotation, two such keys separated by a comma",
    })
}

/// Parses a key of 64 hexadecimal digits.
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
