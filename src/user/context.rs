use leptos::{prelude::*, task::spawn_local};

use super::{JwtService, User, UserError, UserState, UserToken, api, token_cache::TokenCache};

/// The context that components below a [`provide_user`](super::provide_user) share.
#[derive(Debug, Clone, Copy)]
pub struct UserContext {
    state: RwSignal<UserState>,
    tokens: StoredValue<TokenCache>,
}

impl UserContext {
    pub fn new(initial: UserState) -> Self {
        Self {
            state: RwSignal::new(initial),
            tokens: StoredValue::new(TokenCache::default()),
        }
    }

    pub fn state(self) -> RwSignal<UserState> {
        self.state
    }

    /// Reads the user anew.
    pub fn load(self) {
        spawn_local(async move {
            let answer = api::get_user().await;
            self.finish(answer);
        });
    }

    /// Shows the answer to a read or a change.
    pub fn finish(self, answer: Result<User, UserError>) {
        self.state
            .try_update(|state| *state = std::mem::take(state).finish(answer));
    }

    /// Notices when an answer says that the session has ended.
    pub fn notice<T>(self, answer: Result<T, UserError>) -> Result<T, UserError> {
        if matches!(answer, Err(UserError::SignedOut)) {
            self.finish(Err(UserError::SignedOut));
        }
        answer
    }

    /// The kept token for this service, if it is valid for `leeway` more seconds.
    pub fn token(self, service: JwtService, leeway: u32) -> Option<String> {
        self.tokens
            .try_with_value(|tokens| tokens.find(service, leeway, now()))?
    }

    /// Keeps a token until it expires.
    pub fn keep_token(self, service: JwtService, token: &UserToken) {
        self.tokens
            .try_update_value(|tokens| tokens.keep(service, token, now()));
    }
}

/// Seconds of the browser's clock.
fn now() -> f64 {
    web_sys::js_sys::Date::now() / 1000.0
}
