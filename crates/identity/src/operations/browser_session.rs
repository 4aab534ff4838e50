use std::time::Duration;

use crate::{
    AuthMethod, ClientInfo, EndReason, Error, NextStep, SessionId, SignInMethod, SignedIn, Token,
    UserId,
    env::{instant, micros},
    model::session::{ABSOLUTE_LIFETIME, IDLE_LIFETIME},
    store::{
        sessions::{browsers, ends::Which},
        sign_ins,
    },
    unit_of_work::UnitOfWork,
};

/// The time to show a second factor after the first one.
const PENDING_LIFETIME: Duration = Duration::from_mins(10);

/// A browser session to begin.
pub(crate) struct Beginning<'a> {
    pub user: &'a UserId,
    /// The identity that signed in; its address is the user's in this session.
    pub identity: &'a str,
    /// The authentication method.
    pub method: AuthMethod,
    /// The token of the browser's previous session, which ends.
    pub previous: Option<&'a Token>,
}

impl UnitOfWork<'_> {
    /// Begins a browser session under a new token. When the user has a second factor the session is pending until it is
    /// shown, and expires soon.
    pub async fn begin_session(
        &mut self,
        beginning: Beginning<'_>,
        client: &ClientInfo,
    ) -> Result<SignedIn, Error> {
        let (now, env) = (self.now, &self.identity.env);
        let (id, token) = (SessionId(env.id()), env.token());
        if let Some(previous) = beginning.previous {
            self.end(Which::OfToken(previous), EndReason::Replaced)
                .await?;
        }
        let is_pending = self.has_verified_factor(beginning.user).await?;
        let lifetime = if is_pending {
            PENDING_LIFETIME
        } else {
            ABSOLUTE_LIFETIME
        };
        let new = browsers::NewSession {
            id: &id,
            user: beginning.user,
            identity: beginning.identity,
            token: &token,
            amr: &[shown(beginning.method, now)],
            now,
            abandon_at: now + micros(IDLE_LIFETIME),
            expire_at: now + micros(lifetime),
        };
        browsers::insert(self.connection(), &new, client).await?;
        self.record_activity(&id, client).await?;
        // A pending session begins for others with the second factor.
        if !is_pending {
            self.began(beginning.user, &id);
        }
        Ok(SignedIn {
            session: id,
            token,
            lifetime,
            next: next_step(is_pending, beginning.method),
        })
    }

    /// The identity of the user's local account.
    pub async fn find_own_identity(&mut self, user: &UserId) -> Result<String, Error> {
        let identity = sign_ins::find_identity(self.connection(), user).await?;
        identity.ok_or(Error::Unreadable("a user"))
    }
}

/// An authentication by this method at `now`.
pub(crate) fn shown(method: AuthMethod, now: i64) -> SignInMethod {
    SignInMethod {
        method,
        timestamp: instant(now).as_second(),
    }
}

/// The next step after a sign-in by this method.
pub(crate) fn next_step(is_pending: bool, method: AuthMethod) -> NextStep {
    match (is_pending, method) {
        (true, _) => NextStep::SecondFactor,
        (false, AuthMethod::Recovery) => NextStep::NewPassword,
        (false, _) => NextStep::Nothing,
    }
}
