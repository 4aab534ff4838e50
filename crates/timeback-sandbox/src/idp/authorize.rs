//! The authorization endpoint: shows the sign-in form and issues codes.
//!
//! An account that the request names in `login_hint` (OpenID Connect Core, 3.1.2.1) is signed in without the form, also
//! with `prompt=login`: everybody knows the password, so typing it would prove nothing. `prompt=select_account` shows the
//! form, with the address filled in.

use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::authorization_request::{AuthorizationError, AuthorizationRequest, Parameters, Prompt};
use super::code_exchange::CodeGrant;
use super::page::{Attempt, error_page, sign_in_page};
use super::{Account, Idp};

/// The sign-in form. Has no `Debug`, because it contains the password.
#[derive(Deserialize)]
pub struct SignIn {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(flatten)]
    parameters: Parameters,
}

/// `GET /oauth2/authorize`
pub async fn show(
    State(idp): State<Idp>,
    headers: HeaderMap,
    query: Result<Query<Parameters>, QueryRejection>,
) -> Response {
    let Ok(Query(parameters)) = query else {
        return error_page(
            "The request is malformed: a parameter is there twice or cannot be read.",
        );
    };
    let request = match idp.parse_request(&parameters) {
        Ok(request) => request,
        Err(error) => return error.into_response(),
    };
    match idp.decide(&request, idp.session(&headers)) {
        Decision::IssueCode(account) => idp.issue_code(request, account).into_response(),
        Decision::SignIn(account) => idp.sign_in(request, account),
        Decision::LoginRequired => {
            let redirect = request
                .redirect_target
                .error("login_required", "the user is not signed in");
            Redirect::to(redirect.as_str()).into_response()
        }
        Decision::ShowForm => {
            let email = request.login_hint.as_deref().unwrap_or_default();
            let host = request.redirect_target.host();
            sign_in_page(&parameters, &host, Attempt::First { email })
        }
    }
}

/// `POST /oauth2/authorize`. Validates the parameters again, because hidden fields can be changed.
pub async fn submit(State(idp): State<Idp>, form: Result<Form<SignIn>, FormRejection>) -> Response {
    let Ok(Form(SignIn {
        email,
        password,
        parameters,
    })) = form
    else {
        return error_page("The form is malformed: a field is there twice or cannot be read.");
    };
    let request = match idp.parse_request(&parameters) {
        Ok(request) => request,
        Err(error) => return error.into_response(),
    };
    let email = email.trim();
    match idp.accounts.authenticate(email, &password) {
        Some(account) => idp.sign_in(request, account),
        None => sign_in_page(
            &parameters,
            &request.redirect_target.host(),
            Attempt::Failed { email },
        ),
    }
}

/// The response to a valid authorization request.
enum Decision {
    /// A code for the account of the session.
    IssueCode(Account),
    /// A new session, and a code for its account.
    SignIn(Account),
    /// The error `login_required`.
    LoginRequired,
    /// The sign-in form.
    ShowForm,
}

impl Idp {
    /// Decides by prompt, login hint and session.
    fn decide(&self, request: &AuthorizationRequest, session: Option<Account>) -> Decision {
        let hint = request.login_hint.as_deref();
        let hinted = hint.and_then(|email| self.accounts.find(email));
        match (request.prompt, session) {
            // The session of another account than the expected one is of no use.
            (Prompt::Never | Prompt::AsNeeded, Some(account))
                if hint.is_none() || hinted.as_ref() == Some(&account) =>
            {
                Decision::IssueCode(account)
            }
            (Prompt::Never, _) => Decision::LoginRequired,
            (Prompt::SelectAccount, _) => Decision::ShowForm,
            (Prompt::AsNeeded | Prompt::Login, _) => {
                hinted.map_or(Decision::ShowForm, Decision::SignIn)
            }
        }
    }

    /// Starts a session and issues a code.
    fn sign_in(&self, request: AuthorizationRequest, account: Account) -> Response {
        let session = self.begin_session(account.clone());
        (
            [(header::SET_COOKIE, session)],
            self.issue_code(request, account),
        )
            .into_response()
    }

    fn parse_request(
        &self,
        parameters: &Parameters,
    ) -> Result<AuthorizationRequest, AuthorizationError> {
        AuthorizationRequest::parse(parameters, &self.client, &self.issuer)
    }

    fn issue_code(&self, request: AuthorizationRequest, account: Account) -> Redirect {
        let AuthorizationRequest {
            redirect_target,
            nonce,
            challenge,
            prompt: _,
            login_hint: _,
        } = request;
        let code = self.random_token();
        let address = redirect_target.code(&code);
        self.store_code(
            code,
            CodeGrant {
                account,
                redirect_uri: redirect_target.redirect_uri,
                nonce,
                challenge,
            },
        );
        Redirect::to(address.as_str())
    }
}

impl IntoResponse for AuthorizationError {
    fn into_response(self) -> Response {
        match self {
            Self::ErrorPage(sentence) => error_page(sentence),
            Self::Redirect(address) => Redirect::to(address.as_str()).into_response(),
        }
    }
}
