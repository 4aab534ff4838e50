//! The cookies of what is under way: a sign-in or sign-up, a flow at a provider, and a pending link.

use super::Browser;
use crate::{
    api::clerk::{error::ClerkError, frontend::link_errors::not_linked},
    server::{browser_sign_in::keep_link, cookie::TokenCookie},
};
use identity::{ATTEMPT_LIFETIME, AttemptReturn, ExternalFlowStart, Token};

impl Browser {
    /// The token of the sign-in or sign-up under way.
    pub fn attempt_token(&self) -> Option<&Token> {
        self.attempt_token.as_ref()
    }

    /// The token for a sign-in or sign-up that begins: the browser keeps it in a cookie.
    pub fn begin_attempt(&mut self) -> Token {
        let token = self.attempt_token.clone();
        let token = token.unwrap_or_else(|| self.state.identity.new_token());
        let secure = self.state.origin.is_secure();
        let cookie = TokenCookie::Attempt.set(&token, ATTEMPT_LIFETIME, secure);
        self.cookies.push(cookie);
        self.attempt_token = Some(token.clone());
        token
    }

    /// The token that binds flows at providers to the browser, if it has one.
    pub fn flow_token(&self) -> Option<Token> {
        TokenCookie::SignIn.read(&self.headers, self.state.origin.is_secure())
    }

    /// Binds a flow at a provider to the browser.
    pub fn begin_flow(&mut self, start: &ExternalFlowStart) {
        let secure = self.state.origin.is_secure();
        let cookie = TokenCookie::SignIn.set(&start.browser, start.lifetime, secure);
        self.cookies.push(cookie);
        self.flow_url = Some(start.url.to_string());
    }

    /// Where to send the browser for the flow that began with this request.
    pub fn flow_url(&self) -> Option<&str> {
        self.flow_url.as_deref()
    }

    /// The token of the pending link, if an account waits to be confirmed.
    pub fn link_token(&self) -> Option<Token> {
        TokenCookie::Link.read(&self.headers, self.state.origin.is_secure())
    }

    /// Takes the pending link, which is done, from the browser.
    pub fn forget_link(&mut self) {
        let secure = self.state.origin.is_secure();
        self.cookies.push(TokenCookie::Link.clear(secure));
    }

    /// Gives the browser what came of a provider's answer: a session, or a pending link.
    pub async fn take_return(&mut self, returned: AttemptReturn) -> Result<(), ClerkError> {
        if let Some(start) = &returned.link {
            self.cookies
                .push(keep_link(&self.state, start).await.map_err(not_linked)?);
        }
        match returned.signed_in {
            Some(signed_in) => self.adopt(signed_in).await,
            None => Ok(()),
        }
    }
}
