use std::time::Duration;

use super::pending;
use crate::{
    Action, ClientInfo, Email, Error, Identity, SignedIn, Token, audit::Event, oidc::Claims,
};

/// What becomes of a person whom a provider vouches for.
#[derive(Debug)]
pub enum ProviderSignIn {
    /// They are signed in.
    SignedIn(Box<SignedIn>),
    /// An account has their address: first they confirm that it is theirs.
    Confirm(LinkStart),
}

/// A confirmation that is asked for.
#[derive(Debug)]
pub struct LinkStart {
    /// What the browser must bring to confirm; told once.
    pub token: Token,
    /// How long it may take.
    pub lifetime: Duration,
    /// The address in question.
    pub email: Email,
    /// Which Timeback user the account is on record as.
    pub timeback_id: Option<String>,
}

impl Identity {
    /// Lets the person in whom the provider vouched for, unless they come for the first time and an account has proved
    /// their address: then they are asked to confirm that it is theirs.
    ///
    /// # Errors
    /// The store's.
    pub async fn sign_in_with_provider(
        &self,
        claims: &Claims,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<ProviderSignIn, Error> {
        if claims.email_verified
            && !self.knows(claims).await?
            && let Some(start) = self.ask_to_confirm(claims, client).await?
        {
            return Ok(ProviderSignIn::Confirm(start));
        }
        let signed_in = self.sign_in(claims, previous, client).await?;
        Ok(ProviderSignIn::SignedIn(Box::new(signed_in)))
    }

    async fn knows(&self, claims: &Claims) -> Result<bool, Error> {
        let known: Option<(String,)> =
            sqlx::query_as("SELECT id FROM identities WHERE issuer = $1 AND subject = $2")
                .bind(&claims.issuer)
                .bind(&claims.subject)
                .fetch_optional(self.database.pool())
                .await?;
        Ok(known.is_some())
    }

    async fn ask_to_confirm(
        &self,
        claims: &Claims,
        client: &ClientInfo,
    ) -> Result<Option<LinkStart>, Error> {
        let mut uow = self.begin(&claims.email.lock_key()).await?;
        let Some(user) = uow.find_local_account(&claims.email).await? else {
            return Ok(None);
        };
        let token = self.env.token();
        uow.keep_pending_link(&token, &user, claims).await?;
        let timeback_id = uow.find_timeback_id(&user).await?;
        let event = Event::new(Action::LinkRequested, &user).with("provider", "timeback");
        uow.commit(event, client).await?;
        Ok(Some(LinkStart {
            token,
            lifetime: pending::LIFETIME,
            email: claims.email.clone(),
            timeback_id,
        }))
    }
}
