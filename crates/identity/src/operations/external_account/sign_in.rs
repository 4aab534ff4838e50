use super::admission::Admission;
use crate::{
    AuthMethod, ClientInfo, Error, ExternalGrant, Identity, ProviderSignIn, Token, TooManyAttempts,
};

/// Why someone whom a provider knows was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum ExternalSignInError {
    /// There is no account with it, and none is created: the provider has not verified an address. The user can sign up
    /// otherwise, and link it then.
    #[error("the provider has not verified an address")]
    EmailNotVerified,
    /// There is no account with it, and sign-up is closed: there are no local accounts.
    #[error("sign-up is closed")]
    SignUpOff,
    /// The user is banned.
    #[error("the user is banned")]
    UserBanned,
    /// The rate limit of sign-ups is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ExternalSignInError);

impl Identity {
    /// Signs a user in, in a browser, by what a provider granted; the session of `previous` ends. Without an account it
    /// creates one, with the address that the provider has verified. If an account here has verified that address already,
    /// the user has to confirm first that it is theirs, with [`confirm_link`](Self::confirm_link).
    ///
    /// # Errors
    /// [`ExternalSignInError`] says when.
    pub async fn sign_in_with_external_account(
        &self,
        grant: &ExternalGrant,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<ProviderSignIn, ExternalSignInError> {
        match self.admit_external(grant, client).await? {
            Admission::Confirm(start) => Ok(ProviderSignIn::Confirm(start)),
            Admission::Admitted {
                mut uow,
                user,
                event,
            } => {
                let signed_in = uow
                    .admit(&user, AuthMethod::OAuth, previous, client)
                    .await?;
                uow.commit(event.in_session(&signed_in.session), client)
                    .await?;
                Ok(ProviderSignIn::SignedIn(Box::new(signed_in)))
            }
        }
    }
}
