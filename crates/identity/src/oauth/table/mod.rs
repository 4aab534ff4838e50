//! The providers: what each wants, and how its answers are read. From their documentation, as of 2026.

mod rows;

use super::read::{ReadEmails, ReadUser};
use crate::ExternalProvider;
use rows::ROWS;

/// What is particular to a provider.
pub struct Row {
    pub provider: ExternalProvider,
    pub endpoints: Endpoints,
    /// The scopes that are always asked for.
    pub scopes: &'static [&'static str],
    pub scope_separator: &'static str,
    /// Whether the provider supports PKCE for clients with a secret.
    pub has_pkce: bool,
    pub client_auth: ClientAuth,
    /// The parameter of the client identifier.
    pub client_id: &'static str,
    /// Further parameters of the authorization request.
    pub authorize: &'static [(&'static str, &'static str)],
    /// Whether an ID token without a nonce is refused.
    pub requires_nonce: bool,
    pub user: UserRequest,
    /// Reads the answer about the user.
    pub read_user: ReadUser,
    /// Reads the answer of the second request, for the addresses.
    pub read_emails: Option<ReadEmails>,
}

/// Where a provider is.
#[derive(Clone, Copy)]
pub enum Endpoints {
    /// OAuth 2.0.
    OAuth2 {
        authorize: &'static str,
        token: &'static str,
        user: &'static str,
        emails: Option<&'static str>,
    },
    /// OpenID Connect: the rest is in the issuer's metadata.
    Oidc { issuer: &'static str },
}

/// How a client authenticates at the token endpoint.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ClientAuth {
    /// Identifier and secret are in the form.
    Post,
    /// They are in the header `Authorization`, and the parameters in a form.
    Basic,
    /// They are in the header `Authorization`, and the parameters in JSON.
    BasicWithJson,
}

/// How a provider is asked about the user.
pub struct UserRequest {
    pub method: &'static str,
    /// Whether the access token is the last segment of the path, rather than in the header `Authorization`.
    pub token_in_path: bool,
    pub headers: &'static [(&'static str, &'static str)],
    /// Where the token answer describes the user already (a JSON pointer): then there is no request.
    pub in_token_answer: Option<&'static str>,
}

/// What is particular to this provider.
pub fn row(provider: ExternalProvider) -> &'static Row {
    let mut rows = ROWS.iter();
    rows.find(|row| row.provider == provider)
        .unwrap_or(&ROWS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_has_a_row() {
        for provider in ExternalProvider::ALL {
            assert_eq!(row(provider).provider, provider);
        }
    }

    #[test]
    fn a_second_request_is_made_where_its_answer_can_be_read() {
        for row in &ROWS {
            let has_url = matches!(
                row.endpoints,
                Endpoints::OAuth2 {
                    emails: Some(_),
                    ..
                }
            );
            assert_eq!(has_url, row.read_emails.is_some(), "{:?}", row.provider);
        }
    }
}
