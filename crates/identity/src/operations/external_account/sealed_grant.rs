//! A grant as text, sealed: for a user who has to confirm first that an account is theirs, or to sign up instead of in.

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use crate::{
    Error, ExternalGrant, ExternalProfile, ExternalProvider, ExternalTokens, Identity, Token,
};

#[derive(Serialize, Deserialize)]
struct Stored {
    provider: String,
    issuer: String,
    subject: String,
    email: Option<String>,
    email_verified: bool,
    first_name: String,
    last_name: String,
    username: Option<String>,
    picture_url: Option<String>,
    scopes: Vec<String>,
    access_token: String,
    refresh_token: Option<String>,
    expire_at: Option<i64>,
}

/// What keeps a sealed grant: nothing else can open it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum GrantKeeper<'a> {
    /// The pending link of this token.
    PendingLink(&'a Token),
    /// The sign-in or sign-up under way in the browser of this token.
    Attempt(&'a Token),
}

impl GrantKeeper<'_> {
    fn label(self) -> String {
        match self {
            Self::PendingLink(token) => format!("pending link {}", token.hash()),
            Self::Attempt(browser) => format!("attempt {}", browser.hash()),
        }
    }
}

impl Identity {
    /// Seals a grant for its keeper.
    pub(crate) fn seal_grant(
        &self,
        keeper: GrantKeeper<'_>,
        grant: &ExternalGrant,
    ) -> Result<String, Error> {
        let ExternalGrant {
            provider,
            issuer,
            profile,
            tokens,
            scopes,
        } = grant.clone();
        let stored = Stored {
            provider: provider.as_str().to_owned(),
            issuer,
            subject: profile.subject,
            email: profile.email,
            email_verified: profile.email_verified,
            first_name: profile.first_name,
            last_name: profile.last_name,
            username: profile.username,
            picture_url: profile.picture_url,
            scopes,
            access_token: tokens.access.expose_secret().to_owned(),
            refresh_token: tokens.refresh.map(|it| it.expose_secret().to_owned()),
            expire_at: tokens.expire_at,
        };
        let text = serde_json::to_vec(&stored).map_err(|_| Error::Unreadable("a grant"))?;
        self.vault.seal(&keeper.label(), &text)
    }

    /// Opens the grant of this keeper.
    pub(crate) fn open_grant(
        &self,
        keeper: GrantKeeper<'_>,
        sealed: &str,
    ) -> Result<ExternalGrant, Error> {
        const UNREADABLE: Error = Error::Unreadable("a grant");
        let text = self.vault.open(&keeper.label(), sealed)?;
        let stored: Stored =
            serde_json::from_slice(text.expose_secret()).map_err(|_| UNREADABLE)?;
        Ok(ExternalGrant {
            provider: ExternalProvider::parse(&stored.provider).ok_or(UNREADABLE)?,
            issuer: stored.issuer,
            profile: ExternalProfile {
                subject: stored.subject,
                email: stored.email,
                email_verified: stored.email_verified,
                first_name: stored.first_name,
                last_name: stored.last_name,
                username: stored.username,
                picture_url: stored.picture_url,
            },
            tokens: ExternalTokens {
                access: stored.access_token.into(),
                refresh: stored.refresh_token.map(SecretString::from),
                expire_at: stored.expire_at,
            },
            scopes: stored.scopes,
        })
    }
}
