use std::time::Duration;

use secrecy::SecretString;

use crate::{
    Denied, Error, Identity, Refusal, Role, UserId, access_token,
    env::{instant, micros},
};

/// An authenticated administrator.
#[derive(Debug, Clone)]
pub struct Administrator {
    /// The user; none for a program with a token of its own.
    pub user: Option<UserId>,
}

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
    /// Returns [`Refusal::NotAdmin`] when the role is no administrator's, [`OtherIssuer`](Refusal::OtherIssuer) for a
    /// token of another issuer, and the refusals of [`authenticate`](Self::authenticate).
    pub async fn authenticate_admin(&self, token: &str) -> Result<Administrator, Denied> {
        let keys = self.signing_keys().await?;
        let presented = access_token::verify(&keys, token).ok_or(Refusal::BadToken)?;
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
                Err(Refusal::NotAdmin.into())
            };
        }
        let is_over =
            presented.exp.saturating_mul(micros(Duration::from_secs(1))) <= self.env.now();
        if is_over {
            return Err(Refusal::BadToken.into());
        }
        if presented.iss != self.policy.issuer {
            return Err(Refusal::OtherIssuer.into());
        }
        if !presented
            .role
            .is_some_and(|role| Role::parse(role).is_admin())
        {
            return Err(Refusal::NotAdmin.into());
        }
        Ok(Administrator { user: None })
    }
}
