//! Configuration from environment variables.

use std::sync::Arc;

use secrecy::SecretString;
use url::Url;

use super::{Config, Environment};
use crate::{AppConfig, app_config::AppConfigError};

/// Default URL of the sandbox.
const SANDBOX: &str = "http://127.0.0.1:4010";

/// Error of [`Config::from_variables`]. Does not contain the variable's value.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A variable is not set.
    #[error("{name} is missing: {because}")]
    Missing {
        /// The variable.
        name: &'static str,
        /// Why it is required.
        because: &'static str,
    },
    /// A variable's value has the wrong form.
    #[error("{name} must be {must}")]
    Invalid {
        /// The variable.
        name: &'static str,
        /// The expected form.
        must: &'static str,
    },
    /// The file in `TIMEBACK_CONFIG` cannot be loaded.
    #[error("the file that TIMEBACK_CONFIG names cannot be used")]
    AppConfig(#[from] AppConfigError),
}

impl Config {
    /// Reads the configuration from the process's environment. See [`from_variables`](Self::from_variables).
    ///
    /// # Errors
    /// Returns the errors of [`from_variables`](Self::from_variables).
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// Reads the configuration from variables. An empty variable counts as unset.
    ///
    /// `TIMEBACK_ENV` is `sandbox` (when no credentials are set), `local`, `staging` or `production`; all but the
    /// sandbox need `TIMEBACK_API_CLIENT_ID` and `TIMEBACK_API_CLIENT_SECRET`. `TIMEBACK_BASE_URL`,
    /// `TIMEBACK_TOKEN_URL` and `TIMEBACK_CALIPER_URL` override one URL each; the defaults are those of the environment,
    /// and `http://127.0.0.1:4010` for the sandbox. `TIMEBACK_CONFIG` is the path of a `timeback.config.json` to load.
    ///
    /// ```
    /// use timeback::Config;
    ///
    /// let variables = |name: &str| match name {
    ///     "TIMEBACK_ENV" => Some("staging".to_owned()),
    ///     "TIMEBACK_API_CLIENT_ID" => Some("id".to_owned()),
    ///     _ => None,
    /// };
    /// let error = Config::from_variables(variables).unwrap_err();
    /// assert!(error.to_string().starts_with("TIMEBACK_API_CLIENT_SECRET is missing"));
    /// ```
    ///
    /// # Errors
    /// Returns [`ConfigError`] for the first variable that is missing or invalid.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let variable = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let environment = environment(variable("TIMEBACK_ENV").as_deref())?;
        let credentials = credentials(variable, environment.is_some())?;
        let mut config = platform(environment, credentials)?;
        for (name, url) in [
            ("TIMEBACK_BASE_URL", &mut config.api_url),
            ("TIMEBACK_TOKEN_URL", &mut config.token_url),
            ("TIMEBACK_CALIPER_URL", &mut config.caliper_url),
        ] {
            if let Some(value) = variable(name) {
                *url = parse_url(name, &value)?;
            }
        }
        if let Some(file) = variable("TIMEBACK_CONFIG") {
            let app = AppConfig::read(file, environment.unwrap_or(Environment::Local))?;
            config.app = Some(Arc::new(app));
        }
        Ok(config)
    }
}

/// Returns the default configuration of the environment or the sandbox.
fn platform(
    environment: Option<Environment>,
    credentials: Option<(String, SecretString)>,
) -> Result<Config, ConfigError> {
    Ok(match (environment, credentials) {
        (Some(Environment::Production), Some((id, secret))) => Config::production(id, secret),
        (Some(Environment::Local | Environment::Staging), Some((id, secret))) => {
            Config::staging(id, secret)
        }
        (_, credentials) => {
            let mut config = Config::sandbox(&parse_url("TIMEBACK_BASE_URL", SANDBOX)?);
            if let Some((id, secret)) = credentials {
                (config.client_id, config.client_secret) = (id, secret);
            }
            config
        }
    })
}

/// Parses `TIMEBACK_ENV`. `None` is the sandbox.
fn environment(name: Option<&str>) -> Result<Option<Environment>, ConfigError> {
    match name {
        None | Some("sandbox") => Ok(None),
        Some(name) => Environment::find(name)
            .map(Some)
            .ok_or(ConfigError::Invalid {
                name: "TIMEBACK_ENV",
                must: "sandbox, local, staging or production",
            }),
    }
}

/// Reads the credentials: both or neither, or both if `are_needed`.
fn credentials(
    variable: impl Fn(&str) -> Option<String>,
    are_needed: bool,
) -> Result<Option<(String, SecretString)>, ConfigError> {
    let (id, secret) = ("TIMEBACK_API_CLIENT_ID", "TIMEBACK_API_CLIENT_SECRET");
    let missing = |name, because| Err(ConfigError::Missing { name, because });
    let because = "TIMEBACK_ENV names a real platform, which asks for credentials";
    match (variable(id), variable(secret)) {
        (Some(id), Some(secret)) => match variable("TIMEBACK_ENV") {
            Some(_) => Ok(Some((id, secret.into()))),
            None => missing(
                "TIMEBACK_ENV",
                "credentials are set, so say which environment they are for",
            ),
        },
        (None, None) if are_needed => missing(id, because),
        (None, None) => Ok(None),
        (Some(_), None) => missing(secret, "its client id is set"),
        (None, Some(_)) => missing(id, "its client secret is set"),
    }
}

fn parse_url(name: &'static str, value: &str) -> Result<Url, ConfigError> {
    let url = Url::parse(value)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or(ConfigError::Invalid {
        name,
        must: "a URL that begins with https:// or http://",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(variables: &[(&str, &str)]) -> Result<Config, String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        Config::from_variables(variable).map_err(|error| error.to_string())
    }

    const CREDENTIALS: [(&str, &str); 2] = [
        ("TIMEBACK_API_CLIENT_ID", "id"),
        ("TIMEBACK_API_CLIENT_SECRET", "hush"),
    ];

    #[test]
    fn without_variables_the_sandbox_is_used() {
        let config = config(&[("TIMEBACK_ENV", " ")]).unwrap();
        assert_eq!(
            config.token_url.as_str(),
            "http://127.0.0.1:4010/oauth2/token"
        );
    }

    #[test]
    fn each_url_can_be_overridden_alone() {
        let [id, secret] = CREDENTIALS;
        let caliper = ("TIMEBACK_CALIPER_URL", "https://events.example");
        let config = config(&[("TIMEBACK_ENV", "production"), id, secret, caliper]).unwrap();
        assert_eq!(config.api_url.as_str(), "https://api.alpha-1edtech.ai/");
        assert_eq!(config.caliper_url.as_str(), "https://events.example/");
    }

    #[test]
    fn the_error_names_the_missing_or_invalid_variable() {
        let [id, secret] = CREDENTIALS;
        let cases: [(&[(&str, &str)], &str); 6] = [
            (&[("TIMEBACK_ENV", "prod")], "TIMEBACK_ENV must be sandbox"),
            (
                &[("TIMEBACK_ENV", "staging")],
                "TIMEBACK_API_CLIENT_ID is missing",
            ),
            (
                &[("TIMEBACK_ENV", "staging"), id],
                "TIMEBACK_API_CLIENT_SECRET is missing",
            ),
            (&[id, secret], "TIMEBACK_ENV is missing"),
            (
                &[("TIMEBACK_BASE_URL", "api.example")],
                "TIMEBACK_BASE_URL must be a URL",
            ),
            (
                &[("TIMEBACK_CONFIG", "/nowhere/timeback.config.json")],
                "the file that TIMEBACK_CONFIG names",
            ),
        ];
        for (variables, sentence) in cases {
            let error = config(variables).unwrap_err();
            assert!(error.starts_with(sentence), "{error}");
        }
    }
}
