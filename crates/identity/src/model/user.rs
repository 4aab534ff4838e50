use std::time::Duration;

use crate::{
    Action, ClientInfo, Email, Error, Identity, SessionId, Token, audit::Event, oidc::Claims,
    operations::browser_session::Beginning,
};
use database::Connection;

/// The identifier of a user: a UUID of our own, not Timeback's and not the provider's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UserId(pub(crate) String);

impl UserId {
    /// Parses an identifier. Returns `None` when it is malformed.
    pub fn parse(presented: &str) -> Option<Self> {
        let id = uuid::Uuid::parse_str(presented).ok()?;
        Some(Self(id.to_string()))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A user, as the rest of the dashboard knows them.
#[derive(Debug, Clone)]
pub struct User {
    /// The user's identifier.
    pub id: UserId,
    /// The address the provider vouched for at the last sign-in.
    pub email: Email,
    /// First and last name, if the provider gave them.
    pub name: Option<String>,
    /// The identifier of the Timeback user, once it is known.
    pub timeback_id: Option<String>,
}

/// A successful sign-in in a browser.
#[derive(Debug)]
pub struct SignedIn {
    /// The new session.
    pub session: SessionId,
    /// The session token, shown to the browser once.
    pub token: Token,
    /// The lifetime of the session cookie.
    pub lifetime: Duration,
    /// The browser's previous session, which has ended.
    pub replaced: Option<SessionId>,
    /// What the user has to do next.
    pub next: NextStep,
}

/// The step after a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// Nothing.
    Nothing,
    /// Show the second factor; until then the session is pending.
    SecondFactor,
    /// Set a new password, after a recovery code.
    NewPassword,
}

impl Identity {
    /// Signs a user in by the provider's claims: finds or creates the user, and begins a session under a new token, in
    /// place of the browser's previous one. [`sign_in_with_provider`](Self::sign_in_with_provider) first checks whether
    /// another account has their address.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn sign_in(
        &self,
        claims: &Claims,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<SignedIn, Error> {
        let person = format!("{} of {}", claims.subject, claims.issuer);
        let mut uow = self.begin(&person).await?;
        let (now, connection) = (uow.now, uow.connection());
        let (user, identity) = self.remember(connection, claims, now).await?;
        let user = UserId(user);
        uow.adopt_address(&user, claims, client).await?;
        let beginning = Beginning {
            user: &user,
            identity: &identity,
            method: "oauth",
            previous,
        };
        let signed_in = uow.begin_session(beginning, client).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&signed_in.session)
            .with("provider", "timeback");
        uow.commit(event, client).await?;
        Ok(signed_in)
    }

    /// Finds or creates the user and the identity of these claims.
    async fn remember(
        &self,
        connection: &mut Connection,
        claims: &Claims,
        now: i64,
    ) -> Result<(String, String), Error> {
        let known: Option<(String, String)> =
            sqlx::query_as("SELECT user_id, id FROM identities WHERE issuer = $1 AND subject = $2")
                .bind(&claims.issuer)
                .bind(&claims.subject)
                .fetch_optional(&mut *connection)
                .await?;
        let (user, identity) = known
            .clone()
            .unwrap_or_else(|| (self.env.id(), self.env.id()));
        if known.is_none() {
            sqlx::query("INSERT INTO users (id, created_at, updated_at) VALUES ($1, $2, $2)")
                .bind(&user)
                .bind(now)
                .execute(&mut *connection)
                .await?;
        }
        // The provider's name is taken once: what the user calls themselves later stays.
        sqlx::query(
            "UPDATE users SET first_name = CASE WHEN first_name = '' AND last_name = '' THEN $1 ELSE first_name END, \
             last_name = CASE WHEN first_name = '' AND last_name = '' THEN $2 ELSE last_name END, \
             last_sign_in_at = $3, updated_at = $3 WHERE id = $4",
        )
            .bind(&claims.given_name)
            .bind(&claims.family_name)
            .bind(now)
            .bind(&user)
            .execute(&mut *connection)
            .await?;
        sqlx::query(
            "INSERT INTO identities (id, user_id, issuer, subject, email, last_sign_in_at, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $6, $6) \
             ON CONFLICT (issuer, subject) DO UPDATE SET email = excluded.email, last_sign_in_at = excluded.last_sign_in_at, updated_at = excluded.updated_at",
        )
        .bind(&identity)
        .bind(&user)
        .bind(&claims.issuer)
        .bind(&claims.subject)
        .bind(claims.email.as_str())
        .bind(now)
        .execute(connection)
        .await?;
        Ok((user, identity))
    }
}
