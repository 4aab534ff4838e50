use axum::{Json, extract::State};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::form_urlencoded::byte_serialize;
use utoipa::ToSchema;

use super::Admin;
use crate::{
    api::auth::{body::Body, error::ApiError, signup, tag, user::User},
    server::{AppState, client_info::Client},
};
use identity::{GeneratedLink, LinkFor, LinkRequest, Password};

/// A link that is wanted.
#[derive(Deserialize)]
pub struct GenerateLinkRequest {
    #[serde(rename = "type")]
    kind: Option<String>,
    email: Option<String>,
    new_email: Option<String>,
    password: Option<String>,
    data: Option<Map<String, Value>>,
}

/// A link to confirm the address of a new account.
#[derive(ToSchema)]
#[schema(as = LinkForSignUp)]
#[expect(dead_code, reason = "describes a GenerateLinkRequest")]
struct ForSignUp {
    r#type: String,
    email: String,
    /// 8 characters at least, 128 at most.
    password: String,
    /// What becomes the user's `user_metadata`.
    data: Option<Map<String, Value>>,
}

/// A link to come in: for the first time, again, or with a new password.
#[derive(ToSchema)]
#[schema(as = LinkForAccount)]
#[expect(dead_code, reason = "describes a GenerateLinkRequest")]
struct ForAccount {
    r#type: String,
    email: String,
    /// What becomes the `user_metadata` of an account that is made.
    data: Option<Map<String, Value>>,
}

/// A link for one of the two boxes that must agree to a change of address.
#[derive(ToSchema)]
#[schema(as = LinkForEmailChange)]
#[expect(dead_code, reason = "describes a GenerateLinkRequest")]
struct ForEmailChange {
    r#type: String,
    /// The address the account has.
    email: String,
    /// The address it shall have.
    new_email: String,
}

/// A link that is wanted, by its type.
#[derive(ToSchema)]
#[schema(as = GenerateLink)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes a GenerateLinkRequest, by its type")]
enum Described {
    SignUp(ForSignUp),
    Account(ForAccount),
    EmailChange(ForEmailChange),
}

/// The user, and a link of theirs.
#[derive(Serialize, ToSchema)]
#[schema(as = GeneratedLink)]
pub struct Generated {
    #[serde(flatten)]
    user: User,
    /// The link: a page of this dashboard with a button.
    #[schema(
        example = "https://school.example/auth/v1/verify?token=…&type=magiclink&redirect_to=…"
    )]
    action_link: String,
    /// The code that does the same, at `/verify` with `email` and `token`.
    #[schema(example = "12345678")]
    email_otp: String,
    /// What does the same, at `/verify` with `token_hash`.
    hashed_token: String,
    /// The type that was asked for; `signup` where a `magiclink` was, and there was no account.
    #[schema(example = "magiclink")]
    verification_type: &'static str,
    /// Where the link leads in the end: this dashboard.
    redirect_to: String,
}

/// `POST /admin/generate_link`: makes the link that a mail would bring, and mails nothing.
///
/// Whoever has the link comes in, so hand it to nobody but its user. It takes the place of one that was mailed. Links lead
/// to this dashboard: a `redirect_to` is not followed.
#[utoipa::path(post, path = "/admin/generate_link", tag = tag::ADMIN, operation_id = "generateLink",
    security(("bearer" = [])),
    request_body(content = inline(Described), example = json!({ "type": "magiclink", "email": "maya@example.com" })),
    responses((status = OK, body = Generated, description = "The user, and the link")))]
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
    /// The type as it is called, and what is asked for.
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
        // As `/verify` calls both halves.
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
