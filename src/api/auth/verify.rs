use axum::{
    Json,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use url::form_urlencoded::byte_serialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    body::Body,
    error::ApiError,
    possible_errors::{PossibleErrors, Refused, map_error},
    query::Query,
    session::{Session, SessionBody},
    signup, tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{CodeFlow, Email, OneTimeCode, Token, Verified, VerifyCodeError};

/// Request body of `POST /verify`.
#[derive(Deserialize)]
pub struct VerifyRequest {
    #[serde(rename = "type")]
    kind: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    token: Option<String>,
    token_hash: Option<String>,
    redirect_to: Option<String>,
}

/// A verification code from an e-mail, with its type and the address it was sent to.
#[derive(ToSchema)]
#[schema(as = VerifyCode)]
#[expect(dead_code, reason = "describes a VerifyRequest")]
struct ByCode {
    /// Type of the verification.
    r#type: String,
    /// Address the code was sent to.
    email: String,
    /// The eight-digit code. Spaces, dashes and similar separators are ignored.
    token: String,
    /// Must be empty: send either `token` or `token_hash`.
    token_hash: Option<String>,
    /// Must be empty: phone numbers are not supported.
    phone: Option<String>,
}

/// The token of an e-mailed link or of one from `/admin/generate_link`, with its type.
#[derive(ToSchema)]
#[schema(as = VerifyLink)]
#[expect(dead_code, reason = "describes a VerifyRequest")]
struct ByLink {
    /// Type of the verification.
    r#type: String,
    /// Token of the link.
    token_hash: String,
    /// Must be empty: send either `token` or `token_hash`.
    token: Option<String>,
    /// Must be empty: the link's token already identifies the address.
    email: Option<String>,
    /// Must be empty: phone numbers are not supported.
    phone: Option<String>,
    /// Must be empty: this endpoint does not redirect.
    redirect_to: Option<String>,
}

/// A verification code or the token of a link.
#[derive(ToSchema)]
#[schema(as = Verify)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes the two variants of a VerifyRequest")]
enum Described {
    Code(ByCode),
    Link(ByLink),
}

/// Response to the first of the two confirmations of an e-mail change.
#[derive(Serialize, ToSchema)]
pub struct HalfChanged {
    msg: &'static str,
    #[schema(example = "200")]
    code: &'static str,
}

/// Response of `POST /verify`.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(
    dead_code,
    reason = "each variant is serialized by its own type; this describes both"
)]
pub enum VerifiedBody {
    SignedIn(Box<SessionBody>),
    HalfChanged(HalfChanged),
}

impl PossibleErrors for VerifyRequest {
    fn all() -> Vec<ApiError> {
        vec![
            ApiError::INVALID,
            ApiError::NO_PHONE,
            ApiError::CODE_EXPIRED,
        ]
    }
}

// GoTrue refuses with 403 whatever cannot be verified.
map_error!(VerificationError {
    NoLocalAccounts => ApiError::NO_LOCAL_ACCOUNTS.status(403),
    CodeExpired => ApiError::CODE_EXPIRED,
    UserBanned => ApiError::USER_BANNED.status(403),
    EmailExists => ApiError::EMAIL_EXISTS.status(403),
});

map_error!(VerifyCodeError {}
    Refused(VerificationError),
    TooManyAttempts(TooManyAttempts),
);

/// `POST /verify`: verifies a code from an e-mail, or the token of its link, and returns a session.
///
/// An e-mail change takes two confirmations, one from the current and one from the new address. The first of them
/// returns `msg` and `code` instead of a session.
#[utoipa::path(post, path = "/verify", tag = tag::MAIL, operation_id = "verify",
    request_body(content = inline(Described), example = json!({
        "type": "signup", "email": "maya@example.com", "token": "12345678" })),
    responses((status = OK, body = inline(VerifiedBody),
        description = "A session, or a message after the first of the two confirmations of an e-mail change"),
        Refused<(Body<VerifyRequest>, VerifyCodeError)>))]
pub async fn verify(
    State(state): State<AppState>,
    Client(client): Client,
    Body(request): Body<VerifyRequest>,
) -> Result<Response, ApiError> {
    let flow = match request.kind.as_deref() {
        Some("signup" | "invite") => CodeFlow::SignUp,
        Some("magiclink" | "email") => CodeFlow::SignIn,
        Some("recovery") => CodeFlow::Recovery,
        Some("email_change") => CodeFlow::EmailChange,
        Some("sms" | "phone_change") => return Err(ApiError::NO_PHONE),
        _ => return Err(ApiError::invalid("Verify requires a verification type")),
    };
    let verified = match request.credential()? {
        Credential::Code(email, code) => {
            let verifying = state.identity.verify_code(&email, flow, &code, &client);
            verifying.await?
        }
        Credential::Link(link) => state.identity.verify_link(&link, flow, &client).await?,
    };
    Ok(match verified {
        Verified::SignedIn(grant) => Session(*grant).into_response(),
        Verified::HalfChanged => Json(HalfChanged {
            msg: "Code accepted. Please also enter the code sent to the other e-mail address.",
            code: "200",
        })
        .into_response(),
    })
}

/// The credential to verify.
enum Credential {
    /// A code, with the address it was sent to.
    Code(Email, OneTimeCode),
    /// The token of a link.
    Link(Token),
}

impl VerifyRequest {
    fn credential(self) -> Result<Credential, ApiError> {
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        let (email, phone) = (given(self.email), given(self.phone));
        let hash = given(self.token_hash);
        match (
            self.token.filter(|code| hash.is_none() || !code.is_empty()),
            hash,
        ) {
            (Some(_), None) if phone.is_some() => Err(ApiError::NO_PHONE),
            (Some(code), None) => {
                let email = signup::known_email(email.as_deref().unwrap_or_default())?;
                let code = OneTimeCode::parse(&code).map_err(|_| ApiError::CODE_EXPIRED)?;
                Ok(Credential::Code(email, code))
            }
            (None, Some(hash)) => {
                if email.is_some() || phone.is_some() || given(self.redirect_to).is_some() {
                    return Err(ApiError::invalid(
                        "Only the token_hash and type should be provided",
                    ));
                }
                let link = Token::parse(&hash).ok_or(ApiError::CODE_EXPIRED)?;
                Ok(Credential::Link(link))
            }
            _ => Err(ApiError::invalid(
                "Verify requires either a token or a token hash",
            )),
        }
    }
}

/// Query parameters of a link from `/admin/generate_link`.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Link {
    /// Token of the link.
    token: Option<String>,
}

/// `GET /verify`: redirects a link to the dashboard's confirmation page.
///
/// The link is consumed when the user presses the button on that page, so an e-mail scanner that follows links does not
/// use it up.
#[utoipa::path(get, path = "/verify", tag = tag::MAIL, operation_id = "followLink", params(Link),
    responses((status = SEE_OTHER, description = "Redirect to the confirmation page", headers(
        ("location" = String, description = "URL of the confirmation page"))),
        Refused<(Query<()>,)>))]
pub async fn follow(
    State(state): State<AppState>,
    Query(link): Query<Link>,
) -> Result<Redirect, ApiError> {
    let token = link.token.unwrap_or_default();
    let token: String = byte_serialize(token.as_bytes()).collect();
    let origin = &state.identity.policy().origin;
    Ok(Redirect::to(&format!("{origin}/confirm?token={token}")))
}
