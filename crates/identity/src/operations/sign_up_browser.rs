use serde_json::Map;

use crate::{
    AuthMethod, ClientInfo, Email, Identity, Password, SignUpError, SignedIn, Token,
    operations::sign_up::{Registered, signed_up},
};

impl Identity {
    /// Signs a user up in a browser, and signs them in where addresses need no verification. Returns `None` when the
    /// address waits for verification; the same for an address that already has an account, so as not to reveal it.
    ///
    /// # Errors
    /// As [`sign_up`](Self::sign_up).
    pub async fn sign_up_browser(
        &self,
        email: &Email,
        password: &Password,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<Option<SignedIn>, SignUpError> {
        match self
            .register(email, password, Map::new(), None, client)
            .await?
        {
            Registered::Unconfirmed(_) => Ok(None),
            Registered::Believed(mut uow, user) => {
                let signed_in = uow
                    .admit(&user, AuthMethod::Password, previous, client)
                    .await?;
                let event = signed_up(&user).in_session(&signed_in.session);
                uow.commit(event, client).await?;
                Ok(Some(signed_in))
            }
        }
    }
}
