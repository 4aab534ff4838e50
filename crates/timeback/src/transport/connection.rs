//! The HTTP client: TLS, proxy, connection pool.

use std::{net::IpAddr, time::Duration};

use reqwest::redirect;
use url::{Host, Url};

use crate::Config;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Creates the HTTP client. It follows no redirects, which could send the token to another host.
pub(super) fn client(config: &Config) -> reqwest::Client {
    let speaks_tls = [&config.api_url, &config.token_url]
        .iter()
        .any(|url| url.scheme() == "https");
    let built = if speaks_tls {
        builder(config).build()
    } else {
        without_authorities(config)
    };
    built.unwrap_or_else(|error| {
        tracing::error!(%error, "This machine's certificate authorities cannot be read: every https call will fail");
        without_authorities(config).expect("nothing else of the machine is asked for")
    })
}

fn without_authorities(config: &Config) -> reqwest::Result<reqwest::Client> {
    builder(config).tls_certs_only([]).build()
}

fn builder(config: &Config) -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder()
        .user_agent(concat!("timeback-dashboard/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(Duration::from_mins(1))
        .tcp_nodelay(true);
    // A sandbox on this machine is out of a proxy's reach.
    if is_loopback(&config.api_url) {
        builder.no_proxy()
    } else {
        builder
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    }
}
