use std::time::Duration;

use crate::{Error, Flow, FlowStart, Identity, Token, store::oauth_flows};

/// The time to complete a sign-in at the provider.
const LIFETIME: Duration = Duration::from_mins(15);

impl Identity {
    /// Begins a sign-in flow that returns to `redirect_uri`. A browser that already has a binding token keeps it, so
    /// that two tabs can sign in side by side.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn begin_flow(
        &self,
        redirect_uri: String,
        browser: Option<Token>,
    ) -> Result<(FlowStart, Flow), Error> {
        let start = FlowStart {
            state: self.env.token(),
            browser: browser.unwrap_or_else(|| self.env.token()),
        };
        let nonce = self.env.token().expose().to_owned();
        let flow = Flow {
            nonce,
            pkce_verifier: self.env.token().expose().into(),
            redirect_uri,
        };
        let expire_at = self.env.after(LIFETIME);
        oauth_flows::insert(self.database.pool(), &start, &flow, expire_at).await?;
        Ok((start, flow))
    }

    /// Takes the flow of this state, if the browser began it. Returns `None` when it is unknown, another browser's,
    /// used, or expired.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn take_flow(&self, state: &Token, browser: &Token) -> Result<Option<Flow>, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        Ok(oauth_flows::take(pool, state, browser, now).await?)
    }
}
