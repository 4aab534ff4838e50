//! The authorization endpoint: shows the sign-in form and issues codes.

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
    let host = request.redirect_target.host();
    match (request.prompt, idp.session(&headers)) {
        (Prompt::AsNeeded | Prompt::Never, Some(account)) => {
            idp.issue_code(request, account).into_response()
        }
        (Prompt::Never, None) => {
            let redirect = request
                .redirect_target
                .error("login_required", "nobody is signed in");
            Redirect::to(redirect.as_str()).into_response()
        }
        (Prompt::Login | Prompt::AsNeeded, _) => sign_in_page(&parameters, &host, Attempt::First),
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
    match (idp.accounts)(email, &password) {
        Some(account) => {
            let session = idp.begin_session(account.clone());
            (
                [(header::SET_COOKIE, session)],
                idp.issue_code(request, account),
            )
                .into_response()
        }
        None => sign_in_page(
            &parameters,
            &request.redirect_target.host(),
            Attempt::Failed { email },
        ),
    }
}

impl Idp {
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
