mod bodies;
pub mod factors;
pub mod invite;
pub mod link;
mod list_query;
mod paths;
mod user_request;

use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::request::Parts,
    response::IntoResponse,
};

use self::{
    bodies::{AuditLine, Users},
    list_query::{ListAuditQuery, ListUsersQuery, PageQuery},
    paths::{NoSuchUser, UserPath},
    user_request::{DeleteUserRequest, EditUserRequest, NewUserRequest},
};
use super::{
    bearer,
    body::{Body, OptionalBody},
    done::Done,
    error::ApiError,
    possible_errors::{PossibleErrors, Refused, map_error},
    query::Query,
    tag,
    user::User,
};
use crate::server::{AppState, client_info::Client};
use identity::{
    AUDIENCE, Administrator, AuthenticateAdminError, CreateAccountError, DeleteAccountError,
    EditAccountError,
};

/// Extractor for an administrator, authenticated by the access token.
pub struct Admin(Administrator);

impl PossibleErrors for Admin {
    fn all() -> Vec<ApiError> {
        [
            vec![ApiError::NO_AUTHORIZATION],
            AuthenticateAdminError::all(),
        ]
        .concat()
    }
}

map_error!(AuthenticateAdminError {
    NotAdmin => ApiError::new(403, "not_admin", "User not allowed"),
    OtherIssuer => ApiError::new(403, "bad_jwt", "Invalid JWT: issued for another PUBLIC_URL than this server's; run `timeback-dashboard token` with this server's settings"),
} Token(AuthenticateError));

impl FromRequestParts<AppState> for Admin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let token = bearer::token(&parts.headers).ok_or(ApiError::NO_AUTHORIZATION)?;
        Ok(Self(state.identity.authenticate_admin(token).await?))
    }
}

map_error!(CreateAccountError {
    UserIdExists => ApiError::new(422, "user_already_exists", "id: an account with this id exists, or existed, already"),
}
    Address(AddressError),
    Password(NewPasswordError),
    Metadata(MetadataError),
);

map_error!(EditAccountError { NoSuchUser => ApiError::NO_SUCH_USER }
    Address(AddressError),
    Password(NewPasswordError),
    Metadata(MetadataError),
);

map_error!(DeleteAccountError { NoSuchUser => ApiError::NO_SUCH_USER });

/// `GET /admin/users`: lists all users, newest first by default.
#[utoipa::path(get, path = "/admin/users", tag = tag::ADMIN, operation_id = "listUsers", params(PageQuery, ListUsersQuery),
    security(("bearer" = [])),
    responses((status = OK, body = Users, description = "A page of users", headers(
        ("x-total-count" = i64, description = "Total number of matching users"),
        ("link" = String, description = "Links to the `next` and `last` page"))),
        Refused<(Admin, Query<()>)>))]
pub async fn list(
    State(state): State<AppState>,
    _admin: Admin,
    Query(page_query): Query<PageQuery>,
    Query(query): Query<ListUsersQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let filter = query.filter.as_deref().unwrap_or_default();
    let (order, page) = (query.order()?, page_query.page());
    let (accounts, total) = state.identity.accounts(filter, order, page).await?;
    let users = accounts.into_iter().map(User::from).collect();
    let params = [("filter", Some(filter)), ("sort", query.sort.as_deref())];
    let headers = page_query.headers("/auth/v1/admin/users", &params, total);
    Ok((
        headers,
        Json(Users {
            users,
            aud: AUDIENCE,
        }),
    ))
}

/// `GET /admin/users/{id}`: returns a user.
#[utoipa::path(get, path = "/admin/users/{id}", tag = tag::ADMIN, operation_id = "adminGetUser",
    params(("id" = String, Path, description = "ID of the user", format = "uuid")), security(("bearer" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(Admin, UserPath, NoSuchUser)>))]
pub async fn read(
    State(state): State<AppState>,
    _admin: Admin,
    UserPath(user): UserPath,
) -> Result<Json<User>, ApiError> {
    let account = state.identity.find_account(&user).await?;
    Ok(Json(account.ok_or(ApiError::NO_SUCH_USER)?.into()))
}

/// `POST /admin/users`: creates a user.
#[utoipa::path(post, path = "/admin/users", tag = tag::ADMIN, operation_id = "createUser",
    security(("bearer" = [])),
    request_body(content = NewUserRequest, example = json!({
        "email": "leon@example.com", "password": "correct horse battery", "email_confirm": true })),
    responses((status = OK, body = User, description = "The new user"),
        Refused<(Admin, Body<EditUserRequest>, CreateAccountError)>))]
pub async fn create(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Client(client): Client,
    Body(request): Body<EditUserRequest>,
) -> Result<Json<User>, ApiError> {
    let mut edit = request.edit()?;
    let email = edit.email.take();
    let email = email.ok_or(ApiError::invalid("Cannot create a user without an email"))?;
    let account = state
        .identity
        .create_account(&email, edit, &admin, &client)
        .await?;
    Ok(Json(account.into()))
}

/// `PUT /admin/users/{id}`: updates a user.
///
/// A user's `id` cannot be changed: a different `id` in the body is rejected.
#[utoipa::path(put, path = "/admin/users/{id}", tag = tag::ADMIN, operation_id = "adminUpdateUser",
    params(("id" = String, Path, description = "ID of the user", format = "uuid")), security(("bearer" = [])),
    request_body(content = EditUserRequest, example = json!({ "ban_duration": "24h" })),
    responses((status = OK, body = User, description = "The updated user"),
        Refused<(Admin, UserPath, Body<EditUserRequest>, EditAccountError)>))]
pub async fn update(
    State(state): State<AppState>,
    Admin(admin): Admin,
    UserPath(user): UserPath,
    Client(client): Client,
    Body(request): Body<EditUserRequest>,
) -> Result<Json<User>, ApiError> {
    let mut edit = request.edit()?;
    if edit.id.take().is_some_and(|id| id != user) {
        return Err(ApiError::invalid(
            "id: the id of an account cannot be changed",
        ));
    }
    let account = state.identity.edit_account(&user, edit, &admin, &client);
    let account = account.await?;
    Ok(Json(account.into()))
}

/// `DELETE /admin/users/{id}`: deletes a user, permanently unless `should_soft_delete` is `true`.
#[utoipa::path(delete, path = "/admin/users/{id}", tag = tag::ADMIN, operation_id = "adminDeleteUser",
    params(("id" = String, Path, description = "ID of the user", format = "uuid")), security(("bearer" = [])),
    request_body(content = Option<DeleteUserRequest>, example = json!({ "should_soft_delete": true })),
    responses((status = OK, body = Done, description = "The user is deleted"),
        Refused<(Admin, UserPath, Body<()>, DeleteAccountError)>))]
pub async fn delete(
    State(state): State<AppState>,
    Admin(admin): Admin,
    UserPath(user): UserPath,
    Client(client): Client,
    OptionalBody(request): OptionalBody<DeleteUserRequest>,
) -> Result<Json<Done>, ApiError> {
    let is_soft = request.and_then(|request| request.should_soft_delete);
    let is_soft = is_soft.unwrap_or_default();
    state
        .identity
        .delete_account(&user, is_soft, &admin, &client)
        .await?;
    Ok(Json(Done {}))
}

/// `GET /admin/audit`: lists the audit log, newest first.
#[utoipa::path(get, path = "/admin/audit", tag = tag::ADMIN, operation_id = "auditLog", params(PageQuery, ListAuditQuery),
    security(("bearer" = [])),
    responses((status = OK, body = Vec<AuditLine>, description = "A page of the audit log", headers(
        ("x-total-count" = i64, description = "Total number of matching entries"),
        ("link" = String, description = "Links to the `next` and `last` page"))),
        Refused<(Admin, Query<()>)>))]
pub async fn audit(
    State(state): State<AppState>,
    _admin: Admin,
    Query(page_query): Query<PageQuery>,
    Query(query): Query<ListAuditQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let (filter, page) = (query.filter()?, page_query.page());
    let (entries, total) = state.identity.audit_entries(&filter, page).await?;
    let lines: Vec<AuditLine> = entries.iter().map(AuditLine::from).collect();
    let params = [("query", query.query.as_deref())];
    let headers = page_query.headers("/auth/v1/admin/audit", &params, total);
    Ok((headers, Json(lines)))
}
