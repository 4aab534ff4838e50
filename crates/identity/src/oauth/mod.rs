//! Authorization at providers other than Timeback: OAuth 2.0 and OpenID Connect, with what is particular to each of them in
//! a table.

mod authorize;
mod error;
mod read;
mod table;
mod token;
mod user;

use std::sync::Arc;

use secrecy::SecretString;
use url::Url;

use self::table::{Endpoints, Row, row};
use crate::{Clock, ExternalProvider, oidc};
pub use error::ExternalProviderError;
use error::ExternalProviderError as Error;
pub(crate) use token::TokenAnswer;

/// A registration with a provider.
#[derive(Debug, Clone)]
pub struct ExternalClient {
    /// The provider.
    pub provider: ExternalProvider,
    /// The client identifier.
    pub client_id: String,
    /// The client secret.
    pub client_secret: SecretString,
    /// Another server in the provider's place, for those who host it themselves, and for tests.
    pub server: ExternalServer,
}

/// Where a provider is.
#[derive(Debug, Clone, Default)]
pub enum ExternalServer {
    /// Where its documentation says.
    #[default]
    Documented,
    /// An OpenID Connect issuer, exactly as its metadata spell it.
    Issuer(String),
    /// OAuth 2.0 endpoints.
    Endpoints(Box<ExternalEndpoints>),
}

/// OAuth 2.0 endpoints; those that are absent are where the documentation says.
#[derive(Debug, Clone, Default)]
pub struct ExternalEndpoints {
    /// The authorization endpoint.
    pub authorize: Option<Url>,
    /// The token endpoint.
    pub token: Option<Url>,
    /// The URL that describes the user.
    pub user: Option<Url>,
    /// The URL that lists the user's addresses.
    pub emails: Option<Url>,
}

impl ExternalProvider {
    /// Whether the provider is asked by OpenID Connect, or can be: then it may have another issuer.
    pub fn has_issuer(self) -> bool {
        matches!(row(self).endpoints, Endpoints::Oidc { .. }) || self == Self::Microsoft
    }

    /// Whether all of its OAuth 2.0 endpoints are to be configured, if one of them is.
    pub fn needs_all_endpoints(self) -> bool {
        matches!(row(self).endpoints, Endpoints::Oidc { .. })
    }
}

/// The registrations with providers. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct ExternalClients(Arc<Vec<Client>>);

impl ExternalClients {
    /// The clients of these registrations, in the order in which providers are offered.
    pub fn new(registrations: Vec<ExternalClient>, clock: &Clock) -> Result<Self, Error> {
        let mut clients = registrations
            .into_iter()
            .map(|it| Client::new(it, clock))
            .collect::<Result<Vec<_>, _>>()?;
        clients.sort_by_key(|client| {
            ExternalProvider::ALL
                .iter()
                .position(|it| *it == client.provider)
        });
        Ok(Self(Arc::new(clients)))
    }

    /// The client of this provider.
    pub fn find(&self, provider: ExternalProvider) -> Option<&Client> {
        self.0.iter().find(|client| client.provider == provider)
    }

    /// The providers.
    pub fn providers(&self) -> impl Iterator<Item = ExternalProvider> {
        self.0.iter().map(|client| client.provider)
    }
}

/// A client of one provider.
pub(crate) struct Client {
    pub provider: ExternalProvider,
    row: &'static Row,
    id: String,
    secret: SecretString,
    server: Server,
    /// Who issues the subjects: the provider, or the server that is configured in its place, whose users are others.
    issuer: String,
    http: oidc::Http,
}

/// Where a client's provider is.
enum Server {
    Oidc(Box<oidc::Provider>),
    OAuth2(Box<Urls>),
}

/// The endpoints of a provider.
#[derive(Clone)]
struct Urls {
    authorize: Url,
    token: Url,
    user: Option<Url>,
    emails: Option<Url>,
}

impl Client {
    fn new(registration: ExternalClient, clock: &Clock) -> Result<Self, Error> {
        let row = row(registration.provider);
        let (id, clock) = (&registration.client_id, clock);
        let (server, issuer) = match (registration.server, row.endpoints) {
            (ExternalServer::Issuer(issuer), _) => (oidc(&issuer, id, clock)?, Some(issuer)),
            (ExternalServer::Documented, Endpoints::Oidc { issuer }) => {
                (oidc(issuer, id, clock)?, None)
            }
            (ExternalServer::Documented, Endpoints::OAuth2 { .. }) => {
                (oauth2(row, ExternalEndpoints::default())?, None)
            }
            (ExternalServer::Endpoints(endpoints), _) => {
                let configured = endpoints.token.as_ref().or(endpoints.user.as_ref());
                let issuer = configured.map(ToString::to_string);
                (oauth2(row, *endpoints)?, issuer)
            }
        };
        Ok(Self {
            provider: registration.provider,
            row,
            id: registration.client_id,
            secret: registration.client_secret,
            server,
            issuer: issuer.unwrap_or_else(|| registration.provider.as_str().to_owned()),
            http: oidc::Http::new().map_err(|error| Error::Unreachable {
                what: "a connection",
                source: error.into(),
            })?,
        })
    }

    /// Who issues the subjects.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The endpoints, which the issuer's metadata names for OpenID Connect.
    async fn urls(&self) -> Result<Urls, Error> {
        match &self.server {
            Server::OAuth2(urls) => Ok(Urls::clone(urls)),
            Server::Oidc(provider) => {
                let endpoints = provider.endpoints().await?;
                Ok(Urls {
                    authorize: endpoints.authorize,
                    token: endpoints.token,
                    user: endpoints.user_info,
                    emails: None,
                })
            }
        }
    }

    /// The `iss` of the callback (RFC 9207), if it is known.
    pub fn callback_issuer(&self) -> Option<&str> {
        match &self.server {
            Server::Oidc(provider) => Some(provider.issuer()),
            Server::OAuth2(_) => None,
        }
    }
}

fn oidc(issuer: &str, client_id: &str, clock: &Clock) -> Result<Server, Error> {
    // The secret is for the token endpoint, which is not asked through it.
    let provider = oidc::Provider::new(
        issuer,
        client_id.to_owned(),
        SecretString::default(),
        clock.clone(),
    )?;
    Ok(Server::Oidc(Box::new(provider)))
}

/// The endpoints of the table, each replaced by the configured one.
fn oauth2(row: &Row, configured: ExternalEndpoints) -> Result<Server, Error> {
    let documented = match row.endpoints {
        Endpoints::OAuth2 {
            authorize,
            token,
            user,
            emails,
        } => [Some(authorize), Some(token), Some(user), emails],
        Endpoints::Oidc { .. } => [None; 4],
    };
    let parse = |configured: Option<Url>, documented: Option<&str>| match configured {
        Some(url) => Ok(Some(url)),
        None => documented.map(Url::parse).transpose(),
    };
    let missing = || Error::Unreadable("an endpoint is not configured");
    Ok(Server::OAuth2(Box::new(Urls {
        authorize: parse(configured.authorize, documented[0])?.ok_or_else(missing)?,
        token: parse(configured.token, documented[1])?.ok_or_else(missing)?,
        user: parse(configured.user, documented[2])?,
        emails: parse(configured.emails, documented[3])?,
    })))
}
