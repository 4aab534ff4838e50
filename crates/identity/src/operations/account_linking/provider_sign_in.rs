use std::time::Duration;

use super::pending;
use crate::{
    Action, ClientInfo, Email, Error, Identity, SignedIn, Token, audit::Event,
    model::claims::Claims, store::account_linking,
};

/// The result of a sign-in with a provider.
#[derive(Debug)]
pub enum ProviderSignIn {
    /// The user is signed in.
    SignedIn(Box<SignedIn>),
    /// A local account has the address: the user has to confirm first that it is theirs.
    Confirm(LinkStart),
}

/// A new pending link.
#[derive(Debug)]
pub struct LinkStart {
    /// The token of the pending link, shown to the browser once.
    pub token: Token,
    /// Its lifetime.
    pub lifetime: Duration,
    /// The address.
    pub email: Email,
    /// The identifier of the Timeback user that the account is linked to.
    pub timeback_id: Option<String>,
}

impl Identity {
    /// Signs a user in by the provider's claims, unless it is their first time and a local account has verified their
    /// address: then they have to confirm that it is theirs.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn sign_in_with_provider(
        &self,
        claims: &Claims,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<ProviderSignIn, Error> {
        if claims.email_verified
            && !account_linking::has_identity(self.database.pool(), claims).await?
            && let Some(start) = self.ask_to_confirm(claims, client).await?
        {
            return Ok(ProviderSignIn::Confirm(start));
        }
        let signed_in = self.sign_in(claims, previous, client).await?;
        Ok(ProviderSignIn::SignedIn(Box::new(signed_in)))
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
        uow.keep_pending_link(&token, &user, claims, None).await?;
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
