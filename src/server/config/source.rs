use std::{collections::BTreeMap, path::Path};

use figment::{
    Figment,
    error::Kind,
    providers::{Format as _, Serialized, Toml},
};
use secrecy::SecretString;
use serde::Deserialize;

use super::{
    SettingsError,
    external::{self, RawExternal},
};

/// The unparsed settings, all strings.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Raw {
    pub leptos_site_addr: Option<String>,
    pub leptos_site_root: Option<String>,
    pub public_url: Option<String>,
    pub database_url: Option<SecretString>,
    pub valkey_url: Option<SecretString>,
    pub profile_rate_limit: Option<String>,
    pub auth_local_accounts: Option<String>,
    pub auth_autoconfirm: Option<String>,
    pub auth_refresh_reuse_interval: Option<String>,
    pub auth_secret_key: Option<SecretString>,
    pub auth_signing_jwk: Option<SecretString>,
    pub clerk_secret_key: Option<SecretString>,
    pub auth_lockout_attempts: Option<String>,
    pub auth_lockout_duration: Option<String>,
    pub geoip_database: Option<String>,
    pub firebase_service_account: Option<SecretString>,
    pub smtp_url: Option<SecretString>,
    pub mail_from: Option<String>,
    pub picture_storage_url: Option<String>,
    pub aws_endpoint_url: Option<String>,
    pub aws_region: Option<String>,
    pub aws_access_key_id: Option<String>,
    pub aws_secret_access_key: Option<SecretString>,
    pub aws_session_token: Option<SecretString>,
    pub webhook_url: Option<SecretString>,
    pub webhook_secret: Option<SecretString>,
    pub sms_url: Option<String>,
    pub sms_account_sid: Option<String>,
    pub sms_auth_token: Option<SecretString>,
    pub sms_from: Option<String>,
    pub phone_default_region: Option<String>,
    pub trusted_proxies: Option<String>,
    pub timeback_env: Option<String>,
    pub timeback_api_client_id: Option<String>,
    pub timeback_api_client_secret: Option<SecretString>,
    pub timeback_base_url: Option<String>,
    pub timeback_token_url: Option<String>,
    pub timeback_caliper_url: Option<String>,
    pub timeback_config: Option<String>,
    pub timeback_sso_issuer: Option<String>,
    pub timeback_sso_client_id: Option<String>,
    pub timeback_sso_client_secret: Option<SecretString>,
    pub timeback_time_zone: Option<String>,
    pub sandbox_addr: Option<String>,
    pub metrics_addr: Option<String>,
    pub otel_exporter_otlp_endpoint: Option<String>,
    /// The settings of providers, and unknown keys.
    #[serde(flatten)]
    rest: BTreeMap<String, figment::value::Value>,
}

/// Default file name of the app's courses.
const APP_CONFIG: &str = "timeback.config.json";

const VARIABLES: [&str; 46] = [
    "LEPTOS_SITE_ADDR",
    "LEPTOS_SITE_ROOT",
    "PUBLIC_URL",
    "DATABASE_URL",
    "VALKEY_URL",
    "PROFILE_RATE_LIMIT",
    "AUTH_LOCAL_ACCOUNTS",
    "AUTH_AUTOCONFIRM",
    "AUTH_REFRESH_REUSE_INTERVAL",
    "AUTH_SECRET_KEY",
    "AUTH_SIGNING_JWK",
    "CLERK_SECRET_KEY",
    "AUTH_LOCKOUT_ATTEMPTS",
    "AUTH_LOCKOUT_DURATION",
    "GEOIP_DATABASE",
    "FIREBASE_SERVICE_ACCOUNT",
    "SMTP_URL",
    "MAIL_FROM",
    "PICTURE_STORAGE_URL",
    "AWS_ENDPOINT_URL",
    "AWS_REGION",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
    "SMS_URL",
    "SMS_ACCOUNT_SID",
    "SMS_AUTH_TOKEN",
    "SMS_FROM",
    "PHONE_DEFAULT_REGION",
    "TRUSTED_PROXIES",
    "TIMEBACK_ENV",
    "TIMEBACK_API_CLIENT_ID",
    "TIMEBACK_API_CLIENT_SECRET",
    "TIMEBACK_BASE_URL",
    "TIMEBACK_TOKEN_URL",
    "TIMEBACK_CALIPER_URL",
    "TIMEBACK_CONFIG",
    "TIMEBACK_SSO_ISSUER",
    "TIMEBACK_SSO_CLIENT_ID",
    "TIMEBACK_SSO_CLIENT_SECRET",
    "TIMEBACK_TIME_ZONE",
    "SANDBOX_ADDR",
    "METRICS_ADDR",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
];

impl Raw {
    pub fn read() -> Result<Self, SettingsError> {
        let mut raw = Self::merge(Toml::file("Leptos.toml"), |name| std::env::var(name).ok())?;
        if raw.timeback_config.is_none() && Path::new(APP_CONFIG).exists() {
            raw.timeback_config = Some(APP_CONFIG.to_owned());
        }
        Ok(raw)
    }

    pub fn from_variables(
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, SettingsError> {
        Self::merge(Toml::string(""), variable)
    }

    /// Merges the file's settings with the environment; each variable that is set and not empty takes precedence.
    pub fn merge<F: figment::providers::Format>(
        file: figment::providers::Data<F>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, SettingsError> {
        let set = |name: &&str| {
            variable(name)
                .filter(|value| !value.trim().is_empty())
                .map(|value| (name.to_lowercase(), value))
        };
        let external: Vec<String> = external::names().collect();
        let names = VARIABLES
            .into_iter()
            .chain(external.iter().map(String::as_str));
        let environment: BTreeMap<String, String> = names.filter_map(|name| set(&name)).collect();
        Figment::from(file)
            .merge(Serialized::defaults(environment))
            .extract()
            .map_err(|error| SettingsError::Unreadable(Box::new(error)))
            .and_then(Self::without_unknown_keys)
    }

    /// Rejects unknown keys, so that a typo does not silently fall back to the default.
    fn without_unknown_keys(self) -> Result<Self, SettingsError> {
        let known = |key: &String| external::names().any(|name| name.to_lowercase() == *key);
        match self.rest.keys().find(|key| !known(key)) {
            Some(key) => {
                let unknown = Kind::UnknownField(key.clone(), &[]);
                Err(SettingsError::Unreadable(Box::new(unknown.into())))
            }
            None => Ok(self),
        }
    }

    /// The settings of providers.
    pub fn external(&self) -> Result<RawExternal, SettingsError> {
        let texts = self.rest.iter().map(|(key, value)| {
            let text: String = value
                .deserialize()
                .map_err(|error| SettingsError::Unreadable(Box::new(error)))?;
            Ok((key.clone(), text.into()))
        });
        texts.collect()
    }
}
