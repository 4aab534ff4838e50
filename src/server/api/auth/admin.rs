use axum::{
    Json,
    extract::{FromRequestParts, Path, Query, State},
    http::{HeaderName, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{bearer, body::Body, error::ApiError, go_duration, signup, user::User};
use crate::{
    identity::{
        AUDIENCE, AccountEdit, Administrator, AuditEntry, Ban, Page, Password, Refusal, UserId,
    },
    server::{AppState, caller::Asked},
};

const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// Who asks: an administrator.
pub struct Admin(Administrator);

impl FromRequestParts<AppState> for Admin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let token = bearer::token(&parts.headers).ok_or(ApiError::NO_AUTHORIZATION)?;
        let admin = state.identity.authenticate_admin(token).await;
        admin
            .map(Self)
            .map_err(|denied| ApiError::from(denied).forbidden())
    }
}

/// Which part of a list is wanted.
#[derive(Deserialize)]
pub struct Listing {
    page: Option<u32>,
    per_page: Option<u32>,
    filter: Option<String>,
}

impl Listing {
    fn page(&self) -> Page {
        Page {
            number: self.page.unwrap_or(1).max(1),
            size: self.per_page.unwrap_or(50).clamp(1, 1000),
        }
    }

    /// How many there are, and where the next and the last ones are.
    fn headers(&self, path: &str, total: i64) -> [(HeaderName, String); 2] {
        let page = self.page();
        let last = u32::try_from(total.max(1))
            .unwrap_or(u32::MAX)
            .div_ceil(page.size);
        let link = |number: u32, relation: &str| {
            format!(
                "<{path}?page={number}&per_page={}>; rel=\"{relation}\"",
                page.size
            )
        };
        let mut links = Vec::new();
        if page.number < last {
            links.push(link(page.number + 1, "next"));
        }
        links.push(link(last, "last"));
        [(TOTAL, total.to_string()), (header::LINK, links.join(", "))]
    }
}

/// `GET /admin/users`: the accounts, the newest first.
pub async fn list(
    State(state): State<AppState>,
    _admin: Admin,
    Query(listing): Query<Listing>,
) -> Result<impl IntoResponse, ApiError> {
    let filter = listing.filter.as_deref().unwrap_or_default();
    let (accounts, total) = state.identity.accounts(filter, listing.page()).await?;
    let users: Vec<User> = accounts.into_iter().map(User::from).collect();
    let headers = listing.headers("/auth/v1/admin/users", total);
    Ok((headers, Json(json!({ "users": users, "aud": AUDIENCE }))))
}

/// `GET /admin/users/{id}`: one account.
pub async fn read(
    State(state): State<AppState>,
    _admin: Admin,
    Path(id): Path<String>,
) -> Result<Json<User>, ApiError> {
    let account = state.identity.find_account(&user(&id)?).await?;
    Ok(Json(account.ok_or(Refusal::NoSuchUser)?.into()))
}

/// What an administrator may send of an account.
#[derive(Deserialize)]
pub struct Wanted {
    email: Option<String>,
    phone: Option<String>,
    #[serde(default)]
    email_confirm: bool,
    password: Option<String>,
    user_metadata: Option<Map<String, Value>>,
    app_metadata: Option<Map<String, Value>>,
    role: Option<String>,
    ban_duration: Option<String>,
}

impl Wanted {
    fn edit(self) -> Result<AccountEdit, ApiError> {
        if self.phone.is_some_and(|phone| !phone.is_empty()) {
            return Err(ApiError::NO_PHONE);
        }
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        let email = given(self.email);
        Ok(AccountEdit {
            email: email.as_deref().map(signup::email).transpose()?,
            email_confirm: self.email_confirm,
            password: given(self.password).map(Password::chosen).transpose()?,
            unsafe_metadata: self.user_metadata,
            public_metadata: self.app_metadata,
            role: given(self.role),
            ban: self.ban_duration.as_deref().map(ban).transpose()?,
        })
    }
}

/// `POST /admin/users`: makes an account.
pub async fn create(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Asked(caller): Asked,
    Body(wanted): Body<Wanted>,
) -> Result<Json<User>, ApiError> {
    let mut edit = wanted.edit()?;
    let email = edit.email.take();
    let email = email.ok_or(ApiError::invalid("Cannot create a user without an email"))?;
    let account = state
        .identity
        .create_account(&email, edit, &admin, &caller)
        .await?;
    Ok(Json(account.into()))
}

/// `PUT /admin/users/{id}`: changes an account.
pub async fn update(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
    Asked(caller): Asked,
    Body(wanted): Body<Wanted>,
) -> Result<Json<User>, ApiError> {
    let account = state
        .identity
        .edit_account(&user(&id)?, wanted.edit()?, &admin, &caller)
        .await?;
    Ok(Json(account.into()))
}

/// How an account shall go.
#[derive(Deserialize, Default)]
pub struct Removal {
    #[serde(default)]
    should_soft_delete: bool,
}

/// `DELETE /admin/users/{id}`: deletes an account, wholly unless softly.
pub async fn delete(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
    Asked(caller): Asked,
    removal: Result<Body<Removal>, ApiError>,
) -> Result<Json<Value>, ApiError> {
    // The body may be missing.
    let is_soft = removal.is_ok_and(|Body(removal)| removal.should_soft_delete);
    let ended = state
        .identity
        .delete_account(&user(&id)?, is_soft, &admin, &caller)
        .await?;
    for session in &ended {
        state.profiles.forget(session.as_str());
    }
    Ok(Json(json!({})))
}

/// `GET /admin/audit`: what happened, newest first.
pub async fn audit(
    State(state): State<AppState>,
    _admin: Admin,
    Query(listing): Query<Listing>,
) -> Result<Response, ApiError> {
    let (entries, total) = state.identity.audit_entries(listing.page()).await?;
    let entries: Vec<Value> = entries.iter().map(entry).collect();
    let headers = listing.headers("/auth/v1/admin/audit", total);
    Ok((headers, Json(entries)).into_response())
}

fn entry(entry: &AuditEntry) -> Value {
    json!({
        "id": entry.id,
        "created_at": entry.at(),
        "ip_address": entry.address.as_deref().unwrap_or_default(),
        "payload": {
            "action": entry.action,
            "actor_id": entry.actor_id,
            "subject_id": entry.subject_id,
            "session_id": entry.session_id,
            "request_id": entry.request_id,
            "traits": entry.traits(),
        },
    })
}

fn user(id: &str) -> Result<UserId, ApiError> {
    UserId::parse(id).ok_or(ApiError::new(
        404,
        "validation_failed",
        "user_id must be an UUID",
    ))
}

fn ban(duration: &str) -> Result<Ban, ApiError> {
    if duration == "none" {
        return Ok(Ban::Lifted);
    }
    go_duration::parse(duration)
        .map(Ban::For)
        .ok_or(ApiError::invalid("invalid format for ban duration"))
}
