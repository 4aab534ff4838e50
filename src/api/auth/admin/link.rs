use axum::{Json, extract::State};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::form_urlencoded::byte_serialize;
use utoipa::ToSchema;

use super::Admin;
use crate::{
    api::auth::{
        body::Body,
        error::ApiError,
        possible_errors::{PossibleErrors, Refused, map_error},
        signup, tag,
        user::User,
    },
    server::{AppState, client_info::Client},
};
use identity::{GenerateLinkError, GeneratedLink, InvalidPassword, LinkFor, LinkRequest, Password};

/// Request body of `POST /admin/generate_link`.
#[derive(Deserialize)]
pub struct GenerateLinkRequest {
    #[serde(rename = "type")]
    kind: Option<String>,
    email: Option<String>,
    new_email: Option<String>,
    password: Option<String>,
    data: Option<Map<String, Value>>,
}

/// A link that confirms the address of a new user.
#[derive(ToSchema)]
#[schema(as = LinkForSignUp)]
#[expect(dead_code, reason = "describes a GenerateLinkRequest")]
struct ForSignUp {
    r#type: String,
    email: String,
    /// Password, 8 to 128 characters.
    password: String,
    /// The user's `user_metadata`.
    data: Option<Map<String, Value>>,
}

/// A link that signs the user in: after an invitation, without a password, or to reset the password.
#[derive(ToSchema)]
#[schema(as = LinkForAccount)]
#[expect(dead_code, reason = "describes a GenerateLinkRequest")]
struct ForAccount {
    r#type: String,
    email: String,
    /// `user_metadata` of a newly created user.
    data: Option<Map<String, Value>>,
}

/// A link for one of the two confirmations of an e-mail change: by the current or by the new address.
#[derive(ToSchema)]
#[schema(as = LinkForEmailChange)]
#[expect(dead_code, reason = "describes a GenerateLinkRequest")]
struct ForEmailChange {
    r#type: String,
    /// The user's current address.
    email: String,
    /// The user's new address.
    new_email: String,
}

/// The link to generate, by its type.
#[derive(ToSchema)]
#[schema(as = GenerateLink)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes the variants of a GenerateLinkRequest")]
enum Described {
    SignUp(ForSignUp),
    Account(ForAccount),
    EmailChange(ForEmailChange),
}

/// A user, with the generated link and code.
#[derive(Serialize, ToSchema)]
#[schema(as = GeneratedLink)]
pub struct Generated {
    #[serde(flatten)]
    user: User,
    /// The link. It opens a page of this dashboard with a confirmation button.
    #[schema(
        example = "https://school.example/auth/v1/verify?token=…&type=magiclink&redirect_to=…"
    )]
    action_link: String,
    /// Equivalent code, to send to `/verify` as `token` with the `email`.
    #[schema(example = "12345678")]
    email_otp: String,
    /// Equivalent token, to send to `/verify` as `token_hash`.
    hashed_token: String,
    /// The requested type; `signup` for a `magiclink` to an address without an account.
    #[schema(example = "magiclink")]
    verification_type: &'static str,
    /// URL that the link finally redirects to: this dashboard.
    redirect_to: String,
}

impl PossibleErrors for GenerateLinkRequest {
    fn all() -> Vec<ApiError> {
        [vec![ApiError::INVALID], InvalidPassword::all()].concat()
    }
}

map_error!(GenerateLinkError {
    NoLocalAccounts => ApiError::NO_LOCAL_ACCOUNTS,
    NoAccountWithEmail => ApiError::new(404, "user_not_found", "User with this email not found"),
}
    Address(AddressError),
    Password(NewPasswordError),
    MetadataTooLarge(MetadataTooLarge),
);

/// `POST /admin/generate_link`: generates an e-mail link without sending an e-mail.
///
/// Anyone with the link can use it to sign in, so give it only to its user. It replaces a link sent by e-mail earlier.
/// Links redirect to this dashboard; a `redirect_to` in the request is ignored.
#[utoipa::path(post, path = "/admin/generate_link", tag = tag::ADMIN, operation_id = "generateLink",
    security(("bearer" = [])),
    request_body(content = inline(Described), example = json!({ "type": "magiclink", "email": "maya@example.com" })),
    responses((status = OK, body = Generated, description = "The user, with the link"),
        Refused<(Admin, Body<GenerateLinkRequest>, GenerateLinkError)>))]
pub async fn generate(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Client(client): Client,
    Body(request): Body<GenerateLinkRequest>,
) -> Result<Json<Generated>, ApiError> {
    let (kind, request) = request.parse()?;
    let generated = state.identity.generate_link(request, &admin, &client);
    let policy = state.identity.policy();
    Ok(Json(Generated::new(
        kind,
        generated.await?,
        &policy.issuer,
        &policy.origin,
    )))
}

impl GenerateLinkRequest {
    /// The requested type by its name, and the parsed request.
    fn parse(self) -> Result<(&'static str, LinkRequest), ApiError> {
        let email = signup::known_email(self.email.as_deref().unwrap_or_default())?;
        let new_email = || signup::new_email(self.new_email.as_deref().unwrap_or_default());
        let data = self.data.clone().unwrap_or_default();
        let (kind, link_for) = match self.kind.as_deref() {
            Some("signup") => {
                let password = self.password.filter(|password| !password.is_empty());
                let password =
                    password.ok_or(ApiError::invalid("Signup requires a valid password"))?;
                ("signup", LinkFor::SignUp(Password::chosen(password)?, data))
            }
            Some("invite") => ("invite", LinkFor::Invite(data)),
            Some("magiclink") => ("magiclink", LinkFor::SignIn(data)),
            Some("recovery") => ("recovery", LinkFor::Recovery),
            Some("email_change_current") => {
                let link_for = LinkFor::EmailChangeCurrent(new_email()?);
                ("email_change_current", link_for)
            }
            Some("email_change_new") => ("email_change_new", LinkFor::EmailChangeNew(new_email()?)),
            _ => {
                return Err(ApiError::invalid(
                    "type: Invalid email action link type requested",
                ));
            }
        };
        Ok((kind, LinkRequest { email, link_for }))
    }
}

impl Generated {
    fn new(kind: &'static str, generated: GeneratedLink, issuer: &str, origin: &str) -> Self {
        let kind = if generated.is_sign_up { "signup" } else { kind };
        // `/verify` has one type, `email_change`, for both confirmations.
        let verify = kind
            .strip_suffix("_current")
            .or(kind.strip_suffix("_new"))
            .unwrap_or(kind);
        let token = generated.token.expose();
        let place: String = byte_serialize(origin.as_bytes()).collect();
        Self {
            action_link: format!("{issuer}/verify?token={token}&type={verify}&redirect_to={place}"),
            email_otp: generated.code.expose_secret().to_owned(),
            hashed_token: token.to_owned(),
            verification_type: kind,
            redirect_to: origin.to_owned(),
            user: generated.account.into(),
        }
    }
}
