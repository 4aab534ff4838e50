//! Sign-in with an OpenID Connect provider: authorization code, PKCE, state and nonce.

mod discovery;
mod error;
mod http;
mod id_token;
mod logout;

use std::sync::{Arc, RwLock};

use openidconnect::{
    AuthType, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, ClientId,
    ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, LoginHint,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, ProviderMetadataWithLogout as Metadata,
    RedirectUrl, Scope, SignatureVerificationError, TokenResponse as _,
    core::{
        CoreAuthPrompt, CoreClient, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
        CoreResponseType,
    },
};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::{Clock, Email, Flow, FlowStart};
pub use crate::model::claims::Claims;
use database::storable;
pub use error::Error;
use error::Source;
pub(crate) use http::Http;

/// The accepted signature algorithms of ID tokens: asymmetric ones only, so that a public key never passes for a
/// secret.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 3] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The result of redeeming an authorization code.
#[derive(Debug)]
pub struct Redeemed {
    /// The claims.
    pub claims: Claims,
    /// The ID token, by which the provider knows at sign-out whose session is meant.
    pub id_token: SecretString,
}

/// A provider, and our registration with it. Its metadata and keys are fetched at the first sign-in and cached; keys
/// are fetched again when a token is signed by an unknown one.
pub struct Provider {
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: SecretString,
    http: Http,
    clock: Clock,
    metadata: RwLock<Option<Arc<Metadata>>>,
}

impl Provider {
    /// A provider at `issuer`, where this dashboard is registered as `client_id`.
    ///
    /// # Errors
    /// Returns [`Error::Url`] when `issuer` is no URL, and [`Error::Provider`] when TLS cannot be set up.
    pub fn new(
        issuer: &str,
        client_id: String,
        client_secret: SecretString,
        clock: Clock,
    ) -> Result<Self, Error> {
        Ok(Self {
            issuer: IssuerUrl::new(issuer.to_owned())?,
            client_id: ClientId::new(client_id),
            client_secret,
            http: Http::new().map_err(|error| Error::Provider {
                what: "a connection",
                source: error.into(),
            })?,
            clock,
            metadata: RwLock::default(),
        })
    }

    /// The configured issuer.
    pub fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// The URL to send the browser to for this sign-in. With `asks_again` the user must authenticate, even when the
    /// provider has a session. `login_hint` is the address of the expected user: the provider may fill it in, and may
    /// let another user sign in.
    ///
    /// # Errors
    /// Returns [`Error::Provider`] when the provider's metadata cannot be fetched, and [`Error::Url`] when the redirect
    /// URI is no URL.
    pub async fn authorize_url(
        &self,
        start: &FlowStart,
        flow: &Flow,
        asks_again: bool,
        login_hint: Option<&Email>,
    ) -> Result<Url, Error> {
        let (state, nonce) = (start.state.expose().to_owned(), flow.nonce.clone());
        let verifier = PkceCodeVerifier::new(flow.pkce_verifier.expose_secret().to_owned());
        let client = self.client(&flow.redirect_uri).await?;
        let mut request = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if asks_again {
            request = request.add_prompt(CoreAuthPrompt::Login);
        }
        if let Some(email) = login_hint {
            request = request.set_login_hint(LoginHint::new(email.as_str().to_owned()));
        }
        Ok(request.url().0)
    }

    /// Redeems the authorization code that the browser returned with, and verifies the ID token's signature, issuer,
    /// audience, expiry and nonce.
    ///
    /// # Errors
    /// Returns [`Error::Refused`] when the code is not accepted, [`Error::Untrusted`] when the ID token is not valid,
    /// [`Error::NoEmail`] without an address, and [`Error::Provider`] when the provider cannot be reached.
    pub async fn redeem(&self, code: String, flow: Flow) -> Result<Redeemed, Error> {
        let answer = self
            .client(&flow.redirect_uri)
            .await?
            .exchange_code(AuthorizationCode::new(code))?
            .set_pkce_verifier(PkceCodeVerifier::new(
                flow.pkce_verifier.expose_secret().to_owned(),
            ))
            .request_async(&self.http)
            .await
            .map_err(|error| Error::Refused(error.into()))?;
        let token = answer
            .id_token()
            .ok_or_else(|| provider("an ID token", "the token answer holds none"))?;
        Ok(Redeemed {
            claims: read(&self.verify(token, &flow).await?)?,
            id_token: token.to_string().into(),
        })
    }

    async fn verify(&self, token: &CoreIdToken, flow: &Flow) -> Result<CoreIdTokenClaims, Error> {
        match self.try_verify(token, flow).await? {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                // The provider may have changed its keys since we fetched them: once more, with fresh ones.
                self.keep(None);
                self.try_verify(token, flow)
                    .await?
                    .map_err(Error::Untrusted)
            }
            outcome => outcome.map_err(Error::Untrusted),
        }
    }

    async fn try_verify(
        &self,
        token: &CoreIdToken,
        flow: &Flow,
    ) -> Result<Result<CoreIdTokenClaims, ClaimsVerificationError>, Error> {
        let client = self.client(&flow.redirect_uri).await?;
        let clock = self.clock.clone();
        let now = move || {
            chrono::DateTime::from_timestamp_micros(clock().as_microsecond()).unwrap_or_default()
        };
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(now);
        Ok(token
            .claims(&verifier, &Nonce::new(flow.nonce.clone()))
            .cloned())
    }

    async fn client(&self, redirect_uri: &str) -> Result<Client, Error> {
        let metadata = self.metadata().await?;
        let secret = ClientSecret::new(self.client_secret.expose_secret().to_owned());
        Ok(CoreClient::from_provider_metadata(
            Metadata::clone(&metadata),
            self.client_id.clone(),
            Some(secret),
        )
        .set_auth_type(AuthType::RequestBody)
        .set_redirect_uri(RedirectUrl::new(redirect_uri.to_owned())?))
    }
}

fn provider(what: &'static str, why: &'static str) -> Error {
    Error::Provider {
        what,
        source: Source::from(why),
    }
}

fn read(claims: &CoreIdTokenClaims) -> Result<Claims, Error> {
    // The claim is optional: only a provider that says "not verified" is refused.
    let email = claims
        .email()
        .filter(|_| claims.email_verified() != Some(false))
        .ok_or(Error::NoEmail)?;
    let given_name = claims
        .given_name()
        .and_then(|name| name.get(None))
        .map(|name| storable(name));
    let family_name = claims
        .family_name()
        .and_then(|name| name.get(None))
        .map(|name| storable(name));
    Ok(Claims {
        issuer: claims.issuer().to_string(),
        subject: storable(claims.subject()),
        // The provider vouches for it, however odd it is.
        email: Email::presented(&storable(email)).map_err(|_| Error::NoEmail)?,
        email_verified: claims.email_verified() == Some(true),
        given_name: given_name.unwrap_or_default(),
        family_name: family_name.unwrap_or_default(),
    })
}
