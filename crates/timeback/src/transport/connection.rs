//! The HTTP client: TLS, proxy, connection pool, and how a request is sent.

use std::{net::IpAddr, time::Duration};

use reqwest::{RequestBuilder, Response, redirect};
use tracing::Span;
use url::{Host, Url};

use crate::{Config, Failure};

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

/// Sends a request with the configured headers, and records the response's status in the span of the call.
pub(super) async fn send(request: RequestBuilder, config: &Config) -> Result<Response, Failure> {
    let headers = config.request_headers.now();
    let response = request.headers(headers).send().await;
    let response = response.map_err(Failure::from_send)?;
    let status = response.status().as_u16();
    Span::current().record("http.response.status_code", status);
    Ok(response)
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
