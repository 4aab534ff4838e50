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
    query::Query,
    session::{Session, SessionBody},
    signup, tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{CodeFlow, Email, OneTimeCode, Refusal, Token, Verified};

/// What is brought to be verified.
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

/// A code from a mail, what it is for, and the address it was mailed to.
#[derive(ToSchema)]
#[schema(as = VerifyCode)]
#[expect(dead_code, reason = "describes a VerifyRequest")]
struct ByCode {
    r#type: String,
    email: String,
    /// The eight digits; spaces, dashes and the like do not matter.
    token: String,
    /// Must be empty: either the code or the link's token.
    token_hash: Option<String>,
    /// Must be empty: phone numbers are not used here.
    phone: Option<String>,
}

/// The token of a link from a mail, or from `/admin/generate_link`, and what it is for.
#[derive(ToSchema)]
#[schema(as = VerifyLink)]
#[expect(dead_code, reason = "describes a VerifyRequest")]
struct ByLink {
    r#type: String,
    /// The link's token.
    token_hash: String,
    /// Must be empty: either the code or the link's token.
    token: Option<String>,
    /// Must be empty: the link says to whom it was mailed.
    email: Option<String>,
    /// Must be empty: phone numbers are not used here.
    phone: Option<String>,
    /// Must be empty: nobody is led anywhere.
    redirect_to: Option<String>,
}

/// What is brought to be verified.
#[derive(ToSchema)]
#[schema(as = Verify)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes a VerifyRequest, by what it brings")]
enum Described {
    Code(ByCode),
    Link(ByLink),
}

/// The first half of a change of address.
#[derive(Serialize, ToSchema)]
pub struct HalfChanged {
    msg: &'static str,
    #[schema(example = "200")]
    code: &'static str,
}

/// What a code is answered with.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(
    dead_code,
    reason = "each case is written by its own type; this describes both"
)]
pub enum VerifiedBody {
    SignedIn(Box<SessionBody>),
    HalfChanged(HalfChanged),
}

/// `POST /verify`: a session for the code from a mail, or for the token of its link (`token_hash`). The first half of a
/// change of address is answered with words.
#[utoipa::path(post, path = "/verify", tag = tag::MAIL, operation_id = "verify",
    request_body(content = inline(Described), example = json!({
        "type": "signup", "email": "maya@example.com", "token": "12345678" })),
    responses((status = OK, body = inline(VerifiedBody),
        description = "A session; after the first half of a change of address, words")))]
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
            verifying.await
        }
        Credential::Link(link) => state.identity.verify_link(&link, flow, &client).await,
    };
    let verified = verified.map_err(|denied| ApiError::from(denied).forbidden())?;
    Ok(match verified {
        Verified::SignedIn(grant) => Session(*grant).into_response(),
        Verified::HalfChanged => Json(HalfChanged {
            msg: "Code accepted. Please enter the code that was mailed to the other address, too.",
            code: "200",
        })
        .into_response(),
    })
}

/// What proves something.
enum Credential {
    /// A code, and the address it was mailed to.
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
                let code = OneTimeCode::parse(&code).map_err(|_| expired())?;
                Ok(Credential::Code(email, code))
            }
            (None, Some(hash)) => {
                if email.is_some() || phone.is_some() || given(self.redirect_to).is_some() {
                    return Err(ApiError::invalid(
                        "Only the token_hash and type should be provided",
                    ));
                }
                let link = Token::parse(&hash).ok_or_else(expired)?;
                Ok(Credential::Link(link))
            }
            _ => Err(ApiError::invalid(
                "Verify requires either a token or a token hash",
            )),
        }
    }
}

/// How whatever is no code and no link of ours is refused.
fn expired() -> ApiError {
    ApiError::from(Refusal::CodeExpired).forbidden()
}

/// The link as `/admin/generate_link` writes it.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Link {
    /// The link's token.
    token: Option<String>,
}

/// `GET /verify`: leads to the page with the button that uses the link up. Programs that look into mails do not press it.
#[utoipa::path(get, path = "/verify", tag = tag::MAIL, operation_id = "followLink", params(Link),
    responses((status = SEE_OTHER, description = "The page", headers(
        ("location" = String, description = "Where it is")))))]
pub async fn follow(
    State(state): State<AppState>,
    Query(link): Query<Link>,
) -> Result<Redirect, ApiError> {
    let token = link.token.unwrap_or_default();
    let token: String = byte_serialize(token.as_bytes()).collect();
    let origin = &state.identity.policy().origin;
    Ok(Redirect::to(&format!("{origin}/confirm?token={token}")))
}
