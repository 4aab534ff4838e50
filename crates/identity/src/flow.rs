use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};

use super::{Error, Identity, Token};

/// How long a person may take at the provider's sign-in page.
const LIFETIME: Duration = Duration::from_mins(15);

/// A sign-in that begins: what the provider is told, and what the browser keeps.
#[derive(Debug)]
pub struct FlowStart {
    /// Sent to the provider, and back by it.
    pub state: Token,
    /// Kept by the browser, to show that it is the one that began.
    pub browser: Token,
}

/// A sign-in that came back from the provider, ready to be finished. Taken once.
#[derive(Debug)]
pub struct Flow {
    /// What the ID token must carry.
    pub nonce: String,
    /// What the authorization code was bound to (PKCE).
    pub pkce_verifier: SecretString,
    /// Where the provider was told to send the browser.
    pub redirect_uri: String,
}

impl Identity {
    /// Begins a sign-in that shall come back to `redirect_uri`. A browser that already has a binding token keeps it, so
    /// that two tabs can sign in side by side.
    ///
    /// # Errors
    /// The store's.
    pub async fn begin_flow(
        &self,
        redirect_uri: String,
        browser: Option<Token>,
    ) -> Result<(FlowStart, Flow), Error> {
        let (state, browser) = (
            self.env.token(),
            browser.unwrap_or_else(|| self.env.token()),
        );
        let nonce = self.env.token().expose().to_owned();
        let flow = Flow {
            nonce,
            pkce_verifier: self.env.token().expose().into(),
            redirect_uri,
        };
        sqlx::query(
            "INSERT INTO oauth_flows (state_hash, browser_hash, nonce, pkce_verifier, redirect_uri, expire_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(state.hash())
        .bind(browser.hash())
        .bind(&flow.nonce)
        .bind(flow.pkce_verifier.expose_secret())
        .bind(&flow.redirect_uri)
        .bind(self.env.after(LIFETIME))
        .execute(self.database.pool())
        .await?;
        Ok((FlowStart { state, browser }, flow))
    }

    /// Takes the sign-in of this state, in the browser that began it. `None` when there is none such: unknown, another
    /// browser's, taken before, or too old.
    ///
    /// # Errors
    /// The store's.
    pub async fn take_flow(&self, state: &Token, browser: &Token) -> Result<Option<Flow>, Error> {
        let row: Option<(String, String, String)> = sqlx::query_as(
            "DELETE FROM oauth_flows WHERE state_hash = $1 AND browser_hash = $2 AND expire_at > $3 RETURNING nonce, pkce_verifier, redirect_uri",
        )
        .bind(state.hash())
        .bind(browser.hash())
        .bind(self.env.now())
        .fetch_optional(self.database.pool())
        .await?;
        Ok(row.map(|(nonce, pkce_verifier, redirect_uri)| Flow {
            nonce,
            pkce_verifier: pkce_verifier.into(),
            redirect_uri,
        }))
    }
}
