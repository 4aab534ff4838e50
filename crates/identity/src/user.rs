use std::time::Duration;

use super::{
    Action, ClientInfo, Email, Error, Identity, SessionId, Token, audit::Event,
    browser_session::Beginning, oidc::Claims,
};
use database::Connection;

/// The identifier of a user: a UUID of our own, not Timeback's and not the provider's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UserId(pub(super) String);

impl UserId {
    /// An identifier as somebody presents it. `None` when it has not the form of ours.
    pub fn parse(presented: &str) -> Option<Self> {
        let id = uuid::Uuid::parse_str(presented).ok()?;
        Some(Self(id.to_string()))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A user as the rest of the dashboard may know them.
#[derive(Debug, Clone)]
pub struct User {
    /// Our identifier.
    pub id: UserId,
    /// The address the provider vouched for at the last sign-in.
    pub email: Email,
    /// First and last name as the provider gave them, or nothing.
    pub name: Option<String>,
    /// Which Timeback user they are, once that is known.
    pub timeback_id: Option<String>,
}

/// A sign-in that succeeded.
#[derive(Debug)]
pub struct SignedIn {
    /// The new session.
    pub session: SessionId,
    /// What the browser must bring to be known; told once.
    pub token: Token,
    /// How long the browser should keep it at most.
    pub lifetime: Duration,
    /// The session the browser had before; it has ended.
    pub replaced: Option<SessionId>,
    /// What its user has to do first.
    pub next: NextStep,
}

/// What a user who signed in has to do before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// Nothing.
    Nothing,
    /// Show their second factor; until then the session opens nothing.
    SecondFactor,
    /// Set a new password: the old one is forgotten.
    NewPassword,
}

impl Identity {
    /// Signs the person in whom the provider vouched for: finds or makes the user and begins a session under a new
    /// token. Whether an account has their address already is [`sign_in_with_provider`](Self::sign_in_with_provider)'s to ask. The session the browser had before, if any, ends in the same transaction.
    ///
    /// # Errors
    /// The store's.
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

    /// The user and the identity of these claims, made on first sight.
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
