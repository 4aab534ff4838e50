use sqlx::AnyConnection;

use super::{
    Action, Caller, Denied, Email, Error, Grant, Identity, Password, Refusal, UserId, audit::Event,
    change::Change,
};

/// What a user is held to when they bring a password.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Credentials {
    pub id: String,
    pub password_hash: Option<String>,
    verified_at: Option<i64>,
    banned_until: Option<i64>,
}

impl Identity {
    /// Begins a session for whoever knows the password of the account with this address. What is refused takes as long
    /// and reads the same whether or not there is such an account.
    ///
    /// # Errors
    /// Refused with [`Refusal::InvalidCredentials`]; and, to who knows the password,
    /// [`UserBanned`](Refusal::UserBanned) or [`EmailNotConfirmed`](Refusal::EmailNotConfirmed). To everybody with
    /// [`NoLocalAccounts`](Refusal::NoLocalAccounts), where there are none.
    pub async fn sign_in_with_password(
        &self,
        email: &Email,
        password: &Password,
        caller: &Caller,
    ) -> Result<Grant, Denied> {
        let keys = self.signing_keys().await?;
        let (mut change, user) = self.check_credentials(email, password, caller).await?;
        let session = change.begin_api_session(&user, "password", caller).await?;
        let grant = change.grant(&session, None, &keys).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&session.id)
            .with("provider", "email");
        change.commit(event, caller).await?;
        Ok(grant)
    }

    /// Who has this address and this password, and the change in which they may sign in.
    pub(super) async fn check_credentials(
        &self,
        email: &Email,
        password: &Password,
        caller: &Caller,
    ) -> Result<(Change<'_>, UserId), Denied> {
        self.require_local_accounts()?;
        let known = self.find_credentials(email).await?;
        let hash = known.as_ref().and_then(|known| known.password_hash.clone());
        let is_right = self.hasher.verify(password, hash).await?;
        let user = known.as_ref().map(|known| UserId(known.id.clone()));
        let turn = user.as_ref().map_or_else(|| email.turn(), UserId::turn);
        let mut change = self.change(&turn).await?;
        let (Some(user), Some(known), true) = (user.clone(), known, is_right) else {
            let event = match &user {
                Some(user) => Event::new(Action::SignInFailed, user),
                None => Event::of_nobody(Action::SignInFailed),
            };
            change
                .commit(event.with("method", "password"), caller)
                .await?;
            return Err(Refusal::InvalidCredentials.into());
        };
        // The password may have changed while it was checked.
        let now = change.now;
        if find(change.connection(), email).await? != Some(known.clone()) {
            return Err(Refusal::InvalidCredentials.into());
        }
        if known.banned_until.is_some_and(|until| until > now) {
            return Err(Refusal::UserBanned.into());
        }
        if known.verified_at.is_none() {
            return Err(Refusal::EmailNotConfirmed.into());
        }
        Ok((change, user))
    }

    async fn find_credentials(&self, email: &Email) -> Result<Option<Credentials>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        find(&mut connection, email).await
    }
}

/// The account with this primary address: who proved it, or else who claimed it first.
async fn find(connection: &mut AnyConnection, email: &Email) -> Result<Option<Credentials>, Error> {
    Ok(sqlx::query_as(
        "SELECT users.id, users.password_hash, email_addresses.verified_at, users.banned_until \
         FROM email_addresses JOIN users ON users.primary_email_id = email_addresses.id \
         WHERE email_addresses.address_lower = $1 AND users.deleted_at IS NULL \
         ORDER BY email_addresses.verified_at IS NULL, email_addresses.created_at LIMIT 1",
    )
    .bind(email.lower())
    .fetch_optional(connection)
    .await?)
}
