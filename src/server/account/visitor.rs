use std::collections::BTreeMap;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};

use super::{flash, trouble::Trouble};
use crate::{
    account::{Notice, Outcome, Section},
    server::{
        AppState,
        client_info::Client,
        cookie::TokenCookie,
        failure::Failure,
        provider_session::ProviderSession,
        return_path::ReturnPath,
        sign_in::{self, explain},
    },
    viewer::CurrentUser,
};
use identity::{AuthContext, ClientInfo, Renewed, SessionId};

/// Who sent a form of the account page.
pub struct Visitor {
    /// On whose account it may act.
    pub auth: AuthContext,
    /// The same person, as pages know them.
    pub current_user: CurrentUser,
    /// Where the form comes from.
    pub client: ClientInfo,
    /// What was told on the page before, or waits there.
    pub notice: Option<Notice>,
    secure: bool,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Response;

    /// Whoever is signed out goes to the sign-in page.
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let secure = state.origin.is_secure();
        let current_user = parts.extensions.get::<CurrentUser>().cloned();
        let token = TokenCookie::Session.read(&parts.headers, secure);
        let (Some(current_user), Some(token)) = (current_user, token) else {
            return Err(ended(secure));
        };
        let Ok(Client(client)) = Client::from_request_parts(parts, state).await;
        let auth = state.identity.find_browser_auth(&token).await;
        let auth = auth.map_err(|error| {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the session could not be looked up"
            );
            Failure::Unavailable.into_response()
        })?;
        Ok(Self {
            auth: auth.ok_or_else(|| ended(secure))?,
            current_user,
            client,
            notice: flash::read(&parts.headers, secure),
            secure,
        })
    }
}

impl Visitor {
    /// Back to the form's section, which tells what became of it. `typed` is there again where something is wrong;
    /// passwords and codes do not belong into it.
    pub fn answer(
        &self,
        section: Section,
        outcome: Result<Outcome, Trouble>,
        typed: &[(&str, &str)],
    ) -> Response {
        match outcome {
            Ok(outcome) => self.tell(section, outcome, &[]),
            Err(Trouble::Told(outcome)) => self.tell(section, outcome, typed),
            Err(Trouble::ConfirmFirst) => {
                let to = format!("/account/confirm?to={}", section.id());
                self.redirect(&to, section, Outcome::ConfirmFirst, typed)
            }
            Err(Trouble::SignedOut) => ended(self.secure),
            Err(Trouble::Unavailable) => Failure::Unavailable.into_response(),
        }
    }

    /// To the section, which tells this.
    pub fn tell(&self, section: Section, outcome: Outcome, typed: &[(&str, &str)]) -> Response {
        self.redirect(&section.path(), section, outcome, typed)
    }

    /// To an address of ours, with a notice for this section.
    pub fn redirect(
        &self,
        to: &str,
        section: Section,
        outcome: Outcome,
        typed: &[(&str, &str)],
    ) -> Response {
        let notice = Notice {
            section,
            outcome,
            typed: typed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect::<BTreeMap<_, _>>(),
        };
        let cookie = flash::set(notice, self.secure);
        ([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response()
    }

    /// The answer, with the new token of the session.
    pub fn renewed(&self, renewed: &Renewed, mut answer: Response) -> Response {
        let cookie = TokenCookie::Session.set(&renewed.token, renewed.lifetime, self.secure);
        answer.headers_mut().append(header::SET_COOKIE, cookie);
        answer
    }

    /// The answer, without a session.
    pub fn signed_out(&self, mut answer: Response) -> Response {
        for cookie in [
            TokenCookie::Session.clear(self.secure),
            TokenCookie::SignIn.clear(self.secure),
            flash::clear(self.secure),
            ReturnPath::clear(self.secure),
            ProviderSession::Left.keep(self.secure),
        ] {
            answer.headers_mut().append(header::SET_COOKIE, cookie);
        }
        answer
    }
}

/// To the way in, which says why, and leads back to the page of the form.
fn ended(secure: bool) -> Response {
    let page = ReturnPath::parse("/account").map(|page| page.keep(secure));
    let cookie = AppendHeaders(page.map(|cookie| (header::SET_COOKIE, cookie)));
    (cookie, explain("/", sign_in::Trouble("ended"))).into_response()
}

/// Forgets what Timeback told about the students of sessions that ended.
pub fn forget(state: &AppState, ended: &[SessionId]) {
    for session in ended {
        state.profiles.forget(session.as_str());
    }
}
