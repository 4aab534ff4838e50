use std::time::Duration;

use secrecy::SecretString;

use crate::{
    Denied, Error, Identity, Refusal, UserId, access_token,
    env::{instant, micros},
};

/// The roles that may do to accounts whatever can be done.
pub const ADMIN_ROLES: [&str; 2] = ["service_role", "supabase_admin"];

/// Who may act on the accounts of others.
#[derive(Debug, Clone)]
pub struct Administrator {
    /// The user, if it is one; a program with a token of its own is none.
    pub user: Option<UserId>,
}

impl Identity {
    /// A token for a program that administers accounts. It has no session, so nothing ends it before its time but a new
    /// signing key.
    ///
    /// # Errors
    /// The store's, or a key that cannot sign.
    pub async fn issue_admin_token(
        &self,
        role: &str,
        lifetime: Duration,
    ) -> Result<SecretString, Error> {
        let keys = self.signing_keys().await?;
        let now = instant(self.env.now()).as_second();
        let issuer = &self.policy.issuer;
        access_token::sign_for_program(&keys, issuer, role, now, lifetime)
    }

    /// Who administers with this token: a program's own, or that of a user whose role allows it, in a session that
    /// holds now.
    ///
    /// # Errors
    /// Refused with [`Refusal::NotAdmin`], or as [`authenticate`](Self::authenticate) does.
    pub async fn authenticate_admin(&self, token: &str) -> Result<Administrator, Denied> {
        let keys = self.signing_keys().await?;
        let presented = access_token::verify(&keys, token).ok_or(Refusal::BadToken)?;
        let role = presented.role.as_deref().unwrap_or_default();
        if presented.session_id.is_some() {
            let auth = self.authenticate(token).await?;
            // The role may have been taken since the token was signed.
            let account = self.find_account(&auth.user).await?;
            let is_admin = account.is_some_and(|it| ADMIN_ROLES.contains(&it.role.as_str()));
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
        if !ADMIN_ROLES.contains(&role) {
            return Err(Refusal::NotAdmin.into());
        }
        Ok(Administrator { user: None })
    }
}
