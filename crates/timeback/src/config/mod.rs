//! Which Timeback to talk to, and as whom.

mod environment;
mod variables;

use std::{sync::Arc, time::Duration};

use secrecy::SecretString;
use url::Url;

pub use self::{environment::Environment, variables::ConfigError};
use super::{AppConfig, Clock, Jitter, Resilience};

/// How long one operation may take, all its calls, attempts and waits together.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// How many calls may be under way to one platform at once.
pub const DEFAULT_MAX_CONCURRENCY: usize = 64;

/// The client's settings. `Debug` does not show the secret.
#[derive(Debug, Clone)]
pub struct Config {
    /// Origin of OneRoster and EduBridge.
    pub api_url: Url,
    /// The OAuth 2.0 token endpoint.
    pub token_url: Url,
    /// Origin of the Caliper service.
    pub caliper_url: Url,
    /// OAuth client id.
    pub client_id: String,
    /// OAuth client secret.
    pub client_secret: SecretString,
    /// One deadline for a whole operation such as `get_profile`: every call, attempt and wait.
    pub timeout: Duration,
    /// How many calls may be under way at once, at least one; the token's is not among them. Others wait their turn
    /// until their deadline.
    pub max_concurrency: usize,
    /// How the client treats a platform in trouble.
    pub resilience: Resilience,
    /// Where the time is read.
    pub clock: Clock,
    /// The app's `timeback.config.json`: its codes for courses. Without one a course's code is its id.
    pub app: Option<Arc<AppConfig>>,
    /// Spreads retries that no `Retry-After` schedules.
    pub jitter: Jitter,
}

impl Config {
    /// The platform's staging environment.
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

    /// The platform's production environment.
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

    /// A sandbox that serves everything from one origin, with the sandbox's credentials.
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
    fn a_printed_config_keeps_the_secret() {
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
