use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use crate::{
    AuthContext, ExternalAccount, ExternalAccountId, ExternalFailure, ExternalGrant,
    ExternalProvider, SessionId, Token, UserId,
};

/// Where to send a user, and what for.
#[derive(Debug, Clone, Default)]
pub struct ExternalFlowRequest {
    /// Scopes beside the provider's default ones.
    pub scopes: Vec<String>,
    /// The URL of our callback, as it is registered with the provider.
    pub redirect_uri: String,
    /// Where the browser goes after the callback: a path of ours, or a URL that the policy allows. It is checked here, and
    /// handed back by the callback.
    pub redirect_to: Option<String>,
    /// Whose flow it is, for callers that share one callback: handed back by it.
    pub tag: Option<String>,
    /// The `prompt` of the authorization request, for providers that know it.
    pub prompt: Option<String>,
    /// The `login_hint` of the authorization request.
    pub login_hint: Option<String>,
    /// The token that binds flows to the browser, if it has one already.
    pub browser: Option<Token>,
}

/// A flow that has begun.
#[derive(Debug)]
pub struct ExternalFlowStart {
    /// The URL to send the browser to: absolute, at the provider.
    pub url: Url,
    /// The token that binds the flow to the browser: to be kept in a cookie, and brought to the callback.
    pub browser: Token,
    /// How long the flow can be finished.
    pub lifetime: Duration,
}

/// The query of the callback.
#[derive(Debug, Clone, Default)]
pub struct ExternalFlowReturn {
    /// `state`.
    pub state: Option<String>,
    /// `code`, on success.
    pub code: Option<String>,
    /// `error`, otherwise.
    pub error: Option<String>,
    /// `iss` (RFC 9207), if the provider sends it.
    pub iss: Option<String>,
}

/// A flow that the browser returned from.
#[derive(Debug)]
pub struct FinishedExternalFlow {
    /// The provider.
    pub provider: ExternalProvider,
    /// Where the browser goes next, as the flow's request said.
    pub redirect_to: Option<String>,
    /// Whose flow it is, as the flow's request said.
    pub tag: Option<String>,
    /// How it went.
    pub outcome: ExternalFlowOutcome,
}

/// How a flow went.
#[derive(Debug)]
pub enum ExternalFlowOutcome {
    /// An account was to be linked or reauthorized: its state says whether it was, and its failure why not.
    Account(Box<ExternalAccount>),
    /// Someone is to be signed in: the provider said who it is.
    Authenticated(Box<ExternalGrant>),
    /// Someone was to be signed in, without success.
    NotAuthenticated(ExternalFailure),
}

/// What a flow is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FlowPurpose {
    /// To sign in.
    SignIn,
    /// To link this account, or reauthorize it, on behalf of this user in this session.
    Account {
        user: UserId,
        session: SessionId,
        account: ExternalAccountId,
    },
}

impl FlowPurpose {
    pub fn of_account(auth: &AuthContext, account: &ExternalAccountId) -> Self {
        Self::Account {
            user: auth.user.clone(),
            session: auth.session.clone(),
            account: account.clone(),
        }
    }
}

/// A flow under way.
#[derive(Debug)]
pub(crate) struct ExternalFlow {
    pub provider: ExternalProvider,
    pub purpose: FlowPurpose,
    pub nonce: String,
    pub pkce_verifier: SecretString,
    pub redirect_uri: String,
    pub redirect_to: Option<String>,
    pub tag: Option<String>,
    /// The scopes that were asked for.
    pub scopes: Vec<String>,
}
