//! Client configuration: the platform's URLs, credentials and limits.

mod environment;
mod variables;

use std::{sync::Arc, time::Duration};

use secrecy::SecretString;
use url::Url;

pub use self::{environment::Environment, variables::ConfigError};
use super::{AppConfig, CallObserver, Clock, Jitter, RequestHeaders, Resilience};

/// Default timeout of an operation, including all calls, retries and waits.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// Default limit of concurrent calls to one platform.
pub const DEFAULT_MAX_CONCURRENCY: usize = 64;

/// Client configuration. `Debug` does not show the secret.
#[derive(Debug, Clone)]
pub struct Config {
    /// Base URL of OneRoster and EduBridge.
    pub api_url: Url,
    /// The OAuth 2.0 token endpoint.
    pub token_url: Url,
    /// Base URL of the Caliper service.
    pub caliper_url: Url,
    /// OAuth client id.
    pub client_id: String,
    /// OAuth client secret.
    pub client_secret: SecretString,
    /// Timeout of a whole operation such as `get_profile`, including all calls, retries and waits.
    pub timeout: Duration,
    /// Limit of concurrent calls, at least 1; token requests do not count. Further calls wait until their deadline.
    pub max_concurrency: usize,
    /// Settings of retries and circuit breaking.
    pub resilience: Resilience,
    /// Source of the current time.
    pub clock: Clock,
    /// The app's `timeback.config.json`, which defines its course codes. Without it a course's code is its id.
    pub app: Option<Arc<AppConfig>>,
    /// Jitter of retries without `Retry-After`.
    pub jitter: Jitter,
    /// Called with each call that ended.
    pub observer: CallObserver,
    /// Headers that each request carries besides its own.
    pub request_headers: RequestHeaders,
}

impl Config {
    /// Configuration for the platform's staging environment.
    pub fn staging(client_id: impl Into<String>, client_secret: SecretString) -> Self {
        Self::new(
            constant("https://api.staging.alpha-1edtech.ai"),
            constant(
                "https://staging-beyond-timeback-api-2-idp.auth.us-east-1.amazoncognito.com/oauth2/token",
            ),
            constant("https://caliper.staging.alpha-1edtech.ai"),
            client_id.into(),
            client_secret,
        )
    }

    /// Configuration for the platform's production environment.
    pub fn production(client_id: impl Into<String>, client_secret: SecretString) -> Self {
        Self::new(
            constant("https://api.alpha-1edtech.ai"),
            constant(
                "https://prod-beyond-timeback-api-2-idp.auth.us-east-1.amazoncognito.com/oauth2/token",
            ),
            constant("https://caliper.alpha-1edtech.ai"),
            client_id.into(),
            client_secret,
        )
    }

    /// Configuration for a sandbox, which serves all APIs from one origin, with the sandbox's credentials.
    pub fn sandbox(origin: &Url) -> Self {
        let mut token_url = origin.clone();
        token_url.set_path("/oauth2/token");
        let secret = SecretString::from("sandbox-secret");
        Self::new(
            origin.clone(),
            token_url,
            origin.clone(),
            "sandbox".into(),
            secret,
        )
    }

    fn new(
        api_url: Url,
        token_url: Url,
        caliper_url: Url,
        client_id: String,
        client_secret: SecretString,
    ) -> Self {
        Self {
            api_url,
            token_url,
            caliper_url,
            client_id,
            client_secret,
            timeout: DEFAULT_TIMEOUT,
            max_concurrency: DEFAULT_MAX_CONCURRENCY,
            resilience: Resilience::default(),
            app: None,
            clock: Clock::system(),
            jitter: Jitter::random(),
            observer: CallObserver::default(),
            request_headers: RequestHeaders::default(),
        }
    }
}

fn constant(url: &str) -> Url {
    Url::parse(url).expect("a constant that is a URL")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_of_a_config_hides_the_secret() {
        let config = Config::staging("id", "hush-hush".into());
        assert!(!format!("{config:?}").contains("hush"));
    }

    #[test]
    fn a_sandbox_serves_everything_from_one_origin() {
        let config = Config::sandbox(&constant("http://127.0.0.1:4010"));
        assert_eq!(
            config.token_url.as_str(),
            "http://127.0.0.1:4010/oauth2/token"
        );
        assert_eq!(config.caliper_url, config.api_url);
    }
}
