use std::collections::BTreeMap;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};

use super::form_error::AccountFormError;
use crate::{
    account::{Flash, FormOutcome, Section, flash_cookie},
    server::{
        AppState,
        browser_sign_in::{SignInFailure, with_error},
        client_info::Client,
        cookie::TokenCookie,
        failure::Failure,
        provider_session::ProviderSession,
        render::PageReader,
        return_path::ReturnPath,
    },
    viewer::CurrentUser,
};
use identity::{AuthContext, ClientInfo, Renewed};
use messages::Language;

/// The context of a form of the account page: the authenticated user, the client, and the flash of the page before.
pub struct AccountFormContext {
    /// The user and session that the form acts for.
    pub auth: AuthContext,
    /// The same user, as pages know them.
    pub user: CurrentUser,
    /// The language that they read.
    pub language: Language,
    /// The client that sent the form.
    pub client: ClientInfo,
    /// The flash that the browser brought.
    pub flash: Option<Flash>,
    secure: bool,
}

impl FromRequestParts<AppState> for AccountFormContext {
    type Rejection = Response;

    /// Redirects to the sign-in page without a session.
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let secure = state.origin.is_secure();
        let reader = PageReader::of(&parts.extensions);
        let language = reader.language;
        let auth = parts.extensions.get::<AuthContext>().cloned();
        let (Some(user), Some(auth)) = (reader.current_user, auth) else {
            return Err(ended(Section::of_form(parts.uri.path()), secure));
        };
        let Ok(Client(client)) = Client::from_request_parts(parts, state).await;
        Ok(Self {
            auth,
            user,
            language,
            client,
            flash: flash_cookie::read(&parts.headers, secure),
            secure,
        })
    }
}

impl AccountFormContext {
    /// Redirects to the form's section, which shows the outcome. After an error the section is filled with `typed` again,
    /// which must not contain passwords or codes.
    pub fn answer(
        &self,
        section: Section,
        outcome: Result<FormOutcome, AccountFormError>,
        typed: &[(&str, &str)],
    ) -> Response {
        match outcome {
            Ok(outcome) => self.tell(section, outcome, &[]),
            Err(AccountFormError::Rejected(outcome)) => self.tell(section, outcome, typed),
            Err(AccountFormError::ConfirmFirst) => {
                let to = format!("/account/confirm?to={}", section.id());
                self.redirect(&to, section, FormOutcome::ConfirmFirst, typed)
            }
            Err(AccountFormError::SignedOut) => ended(section, self.secure),
            Err(AccountFormError::Unavailable) => Failure::Unavailable.into_response(),
        }
    }

    /// Redirects to the section, which shows this outcome.
    pub fn tell(&self, section: Section, outcome: FormOutcome, typed: &[(&str, &str)]) -> Response {
        self.redirect(&section.path(), section, outcome, typed)
    }

    /// To an address of ours, with a notice for this section.
    pub fn redirect(
        &self,
        to: &str,
        section: Section,
        outcome: FormOutcome,
        typed: &[(&str, &str)],
    ) -> Response {
        let flash = Flash {
            section,
            outcome,
            typed: typed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect::<BTreeMap<_, _>>(),
        };
        let cookie = flash_cookie::set(flash, self.secure);
        ([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response()
    }

    /// The reader of the answer, if that is a page.
    pub fn reader(&self) -> PageReader {
        PageReader {
            current_user: Some(self.user.clone()),
            language: self.language,
        }
    }

    /// Adds the session's new token to the response.
    pub fn renewed(&self, renewed: &Renewed, mut answer: Response) -> Response {
        let cookie = TokenCookie::Session.set(&renewed.token, renewed.lifetime, self.secure);
        answer.headers_mut().append(header::SET_COOKIE, cookie);
        answer
    }

    /// Removes the session, and everything that belongs to it, from the browser.
    pub fn signed_out(&self, mut answer: Response) -> Response {
        for cookie in [
            TokenCookie::Session.clear(self.secure),
            TokenCookie::SignIn.clear(self.secure),
            flash_cookie::clear(self.secure),
            ReturnPath::clear(self.secure),
            ProviderSession::Left.keep(self.secure),
        ] {
            answer.headers_mut().append(header::SET_COOKIE, cookie);
        }
        answer
    }
}

/// Redirects to the sign-in page, which says why, and returns to the section's page after sign-in.
fn ended(section: Section, secure: bool) -> Response {
    let page = ReturnPath::parse(section.page().path()).map(|page| page.keep(secure));
    let cookie = AppendHeaders(page.map(|cookie| (header::SET_COOKIE, cookie)));
    (cookie, with_error("/", SignInFailure::SessionEnded)).into_response()
}
