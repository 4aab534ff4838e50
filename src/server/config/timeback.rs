use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

use super::{SettingsError, source::Raw, url};
use timeback::{Config, Day};

/// Settings of the Timeback platform and its credentials.
#[derive(Debug, Clone)]
pub struct TimebackSettings {
    pub(super) environment: Environment,
    credentials: Option<Credentials>,
    sign_in_credentials: Option<Credentials>,
    base_url: Option<Url>,
    token_url: Option<Url>,
    caliper_url: Option<Url>,
    issuer: Option<Url>,
    /// `TIMEBACK_TIME_ZONE`: the school's time zone, which delimits the days of students who have not chosen their own, on
    /// pages and in `/api/timeback/user/me`. Default UTC, as in the official SDK.
    pub day: Day,
    pub(super) app_config: Option<PathBuf>,
}

/// OAuth client credentials.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Client ID.
    pub id: String,
    /// Client secret.
    pub secret: SecretString,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Environment {
    Sandbox,
    Staging,
    Production,
}

/// Settings of the sign-in provider.
#[derive(Debug, Clone)]
pub struct SignInSettings {
    /// Issuer URL of the OpenID Connect provider, exactly as in its metadata.
    pub issuer: String,
    /// This dashboard's client credentials at the provider.
    pub client: Credentials,
}

impl TimebackSettings {
    pub(super) fn from_raw(raw: Raw) -> Result<Self, SettingsError> {
        let credentials = pair(
            ("TIMEBACK_API_CLIENT_ID", raw.timeback_api_client_id),
            ("TIMEBACK_API_CLIENT_SECRET", raw.timeback_api_client_secret),
        )?;
        let sign_in_credentials = pair(
            ("TIMEBACK_SSO_CLIENT_ID", raw.timeback_sso_client_id),
            ("TIMEBACK_SSO_CLIENT_SECRET", raw.timeback_sso_client_secret),
        )?;
        let environment = environment(raw.timeback_env.as_deref(), credentials.is_some())?;
        if environment != Environment::Sandbox {
            needed("TIMEBACK_API_CLIENT_ID", credentials.as_ref())?;
            needed("TIMEBACK_SSO_CLIENT_ID", sign_in_credentials.as_ref())?;
        }
        let optional =
            |name, value: Option<String>| value.map(|value| url(name, &value)).transpose();
        Ok(Self {
            environment,
            credentials,
            sign_in_credentials,
            base_url: optional("TIMEBACK_BASE_URL", raw.timeback_base_url)?,
            token_url: optional("TIMEBACK_TOKEN_URL", raw.timeback_token_url)?,
            caliper_url: optional("TIMEBACK_CALIPER_URL", raw.timeback_caliper_url)?,
            issuer: optional("TIMEBACK_SSO_ISSUER", raw.timeback_sso_issuer)?,
            day: raw
                .timeback_time_zone
                .as_deref()
                .map_or(Ok(Day::Utc), day)?,
            app_config: raw.timeback_config.map(PathBuf::from),
        })
    }

    /// Whether the environment is the sandbox, with fictional users.
    pub fn is_sandbox(&self) -> bool {
        self.environment == Environment::Sandbox
    }

    /// Name of the environment: `sandbox`, `staging` or `production`.
    pub fn environment_name(&self) -> &'static str {
        match self.environment {
            Environment::Sandbox => "sandbox",
            Environment::Staging => "staging",
            Environment::Production => "production",
        }
    }

    /// Whether the embedded sandbox is needed: in the sandbox environment, unless every URL is overridden.
    pub fn needs_sandbox(&self) -> bool {
        let all_given = [
            &self.base_url,
            &self.token_url,
            &self.caliper_url,
            &self.issuer,
        ]
        .into_iter()
        .all(Option::is_some);
        self.is_sandbox() && !all_given
    }

    /// Configuration of the Timeback client. `sandbox` is the origin of the embedded sandbox.
    pub fn client(&self, sandbox: &Url) -> Config {
        let mut config = match (self.environment, self.credentials.clone()) {
            (Environment::Staging, Some(credentials)) => {
                Config::staging(credentials.id, credentials.secret)
            }
            (Environment::Production, Some(credentials)) => {
                Config::production(credentials.id, credentials.secret)
            }
            (_, Some(credentials)) => Config {
                client_id: credentials.id,
                client_secret: credentials.secret,
                ..Config::sandbox(sandbox)
            },
            (_, None) => Config::sandbox(sandbox),
        };
        let given = |url: &Option<Url>, default: Url| url.clone().unwrap_or(default);
        config.api_url = given(&self.base_url, config.api_url);
        config.token_url = given(&self.token_url, config.token_url);
        config.caliper_url = given(&self.caliper_url, config.caliper_url);
        config
    }

    /// Settings of the sign-in provider. `sandbox` is the origin of the embedded sandbox.
    pub fn sign_in(&self, sandbox: &Url) -> SignInSettings {
        let of_environment = match self.environment {
            Environment::Sandbox => sandbox.as_str().trim_end_matches('/'),
            Environment::Staging => {
                "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_5EUwTP9XD"
            }
            Environment::Production => {
                "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_3uhuoRM3R"
            }
        };
        // Issuers are compared as exact strings, customarily without a trailing slash.
        let given = self
            .issuer
            .as_ref()
            .map(|issuer| issuer.as_str().trim_end_matches('/'));
        SignInSettings {
            issuer: given.unwrap_or(of_environment).to_owned(),
            client: self
                .sign_in_credentials
                .clone()
                .unwrap_or_else(|| Credentials {
                    id: "timeback-dashboard".to_owned(),
                    secret: "sandbox-sso-secret".into(),
                }),
        }
    }
}

fn day(zone: &str) -> Result<Day, SettingsError> {
    Day::parse(zone).map_err(|_| SettingsError::Invalid {
        name: "TIMEBACK_TIME_ZONE",
        must: "the IANA name of a time zone, like America/Chicago",
    })
}

fn environment(name: Option<&str>, has_credentials: bool) -> Result<Environment, SettingsError> {
    match name {
        None if has_credentials => Err(SettingsError::Missing {
            name: "TIMEBACK_ENV",
            because: "credentials are set, so say whether they are for staging or production",
        }),
        None | Some("sandbox") => Ok(Environment::Sandbox),
        Some("staging") => Ok(Environment::Staging),
        Some("production") => Ok(Environment::Production),
        Some(_) => Err(SettingsError::Invalid {
            name: "TIMEBACK_ENV",
            must: "sandbox, staging or production",
        }),
    }
}

fn pair(
    (id_name, id): (&'static str, Option<String>),
    (secret_name, secret): (&'static str, Option<SecretString>),
) -> Result<Option<Credentials>, SettingsError> {
    match (id, secret) {
        (None, None) => Ok(None),
        (Some(id), Some(secret)) => Ok(Some(Credentials { id, secret })),
        (Some(_), None) => Err(SettingsError::Missing {
            name: secret_name,
            because: "its client id is set",
        }),
        (None, Some(_)) => Err(SettingsError::Missing {
            name: id_name,
            because: "its client secret is set",
        }),
    }
}

fn needed(name: &'static str, credentials: Option<&Credentials>) -> Result<(), SettingsError> {
    match credentials {
        Some(_) => Ok(()),
        None => Err(SettingsError::Missing {
            name,
            because: "TIMEBACK_ENV names a real platform, which asks for credentials",
        }),
    }
}
