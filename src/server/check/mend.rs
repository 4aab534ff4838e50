//! Remedies for services that fail.

use std::time::Duration;

use url::Url;

use timeback::{Config, Error, Failure, Service};

/// Timeout for each service.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// URL of `service`.
pub(super) fn url(service: Service, config: &Config) -> &Url {
    match service {
        Service::Token => &config.token_url,
        Service::OneRoster | Service::EduBridge => &config.api_url,
        Service::Caliper => &config.caliper_url,
    }
}

/// The URL without user name, password and query, which may be secret.
pub(super) fn place(url: &Url) -> String {
    format!(
        "{}{}",
        url.origin().ascii_serialization(),
        url.path().trim_end_matches('/')
    )
}

/// The remedy, in one sentence.
pub(super) fn service(error: &Error, config: &Config) -> String {
    let service = error.service;
    let (name, place) = (setting(service), place(url(service, config)));
    match &error.failure {
        Failure::CredentialsRefused { .. } => "Check TIMEBACK_API_CLIENT_ID and TIMEBACK_API_CLIENT_SECRET, and that TIMEBACK_ENV is the environment they were given for.".to_owned(),
        Failure::Unauthorized | Failure::Status { status: 401 | 403, .. } => {
            format!("Ask Timeback to let these credentials use {service}, and check that {name} ({place}) belongs to the same environment as the token.")
        }
        Failure::Unreachable(_) => {
            format!("Check that {name} ({place}) is right, and that this machine's network, proxy and certificates let it through.")
        }
        Failure::Timeout | Failure::Interrupted(_) | Failure::Busy { .. } => {
            format!("Try again in a minute; if it stays so, check the network on the way to {place}.")
        }
        Failure::Status { status: 500.., .. } => {
            "Try again later; if the problem persists, contact Timeback.".to_owned()
        }
        _ => format!("Check that {name} ({place}) is the address of a Timeback platform: something else seems to answer there."),
    }
}

fn setting(service: Service) -> &'static str {
    match service {
        Service::Token => "TIMEBACK_TOKEN_URL",
        Service::OneRoster | Service::EduBridge => "TIMEBACK_BASE_URL",
        Service::Caliper => "TIMEBACK_CALIPER_URL",
    }
}
