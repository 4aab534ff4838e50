use std::time::Duration;

use secrecy::SecretString;

use crate::{
    Administrator, AuthenticateError, Error, Identity, Role, access_token,
    env::{instant, micros},
};

/// Why an administrator's token was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticateAdminError {
    /// The access token is not valid, or its session is not.
    #[error(transparent)]
    Token(#[from] AuthenticateError),
    /// The role is not an administrator's.
    #[error("the user is not an administrator")]
    NotAdmin,
    /// The token was signed by us for another issuer.
    #[error("the token is for another issuer")]
    OtherIssuer,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(AuthenticateAdminError);

impl Identity {
    /// Issues an administrator's token for a program. It has no session: it is valid until it expires, or the signing
    /// key is gone.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails, and [`Error::Signing`] when the token cannot be signed.
    pub async fn issue_admin_token(
        &self,
        role: &Role,
        lifetime: Duration,
    ) -> Result<SecretString, Error> {
        let keys = self.signing_keys().await?;
        let now = instant(self.env.now()).as_second();
        let issuer = &self.policy.issuer;
        access_token::sign_for_program(&keys, issuer, role, now, lifetime)
    }

    /// Authenticates an administrator's token: a program's own, or that of an active session of a user with an
    /// administrator's role.
    ///
    /// # Errors
    /// [`AuthenticateAdminError`] says when.
    pub async fn authenticate_admin(
        &self,
        token: &str,
    ) -> Result<Administrator, AuthenticateAdminError> {
        let keys = self.signing_keys().await?;
        let presented = access_token::verify(&keys, token).ok_or(AuthenticateError::BadToken)?;
        if presented.session_id.is_some() {
            let auth = self.authenticate(token).await?;
            // The role may have been taken since the token was signed.
            let account = self.find_account(&auth.user).await?;
            let is_admin = account.is_some_and(|it| it.role.is_admin());
            return if is_admin {
                Ok(Administrator {
                    user: Some(auth.user),
                })
            } else {
                Err(AuthenticateAdminError::NotAdmin)
            };
        }
        let is_over =
            presented.exp.saturating_mul(micros(Duration::from_secs(1))) <= self.env.now();
        if is_over {
            return Err(AuthenticateError::BadToken.into());
        }
        if presented.iss != self.policy.issuer {
            return Err(AuthenticateAdminError::OtherIssuer);
        }
        if !presented
            .role
            .is_some_and(|role| Role::parse(role).is_admin())
        {
            return Err(AuthenticateAdminError::NotAdmin);
        }
        Ok(Administrator { user: None })
    }
}
