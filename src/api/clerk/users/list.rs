use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::{user::User, user_json};
use crate::{
    api::clerk::{
        authentication::SecretKey, error::ClerkError, parameters::Parameters,
        possible_errors::Refused, tag,
    },
    server::AppState,
};
use identity::{UserOrder, UserQuery, UserSort};

/// The most characters to search for.
const LONGEST_TEXT: usize = 255;

/// The number of matching users.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkTotalCount)]
pub struct TotalCount {
    object: &'static str,
    total_count: i64,
}

/// `GET /users`: lists the matching users, newest first by default.
#[utoipa::path(get, path = "/users", tag = tag::PROGRAMS, operation_id = "clerkListUsers",
    params(("email_address" = Option<Vec<String>>, Query, description = "Addresses of which a user must have one"),
        ("phone_number" = Option<Vec<String>>, Query, description = "Phone numbers of which a user must have one"),
        ("username" = Option<Vec<String>>, Query, description = "Usernames of which a user must have one"),
        ("user_id" = Option<Vec<String>>, Query, description = "IDs of the users"),
        ("external_id" = Option<Vec<String>>, Query, description = "External IDs of the users"),
        ("query" = Option<String>, Query, description = "A part of a name, address, number or ID"),
        ("order_by" = Option<String>, Query, description = "The field to sort by, after `+` or `-`"),
        ("limit" = Option<i64>, Query, description = "Results at most: 10, or up to 500"),
        ("offset" = Option<i64>, Query, description = "Results to skip")),
    security(("secretKey" = [])),
    responses((status = OK, body = Vec<User>, description = "The page of users"),
        Refused<(SecretKey, Parameters)>))]
pub async fn list(
    State(state): State<AppState>,
    mut parameters: Parameters,
) -> Result<Json<Vec<User>>, ClerkError> {
    let query = query(&state, &mut parameters)?;
    let sort = sort(parameters.first("order_by")?.as_deref())?;
    let page = parameters.page()?;
    parameters.end()?;
    let found = state
        .identity
        .list_users(&query, sort, page.limit, page.offset)
        .await?;
    Ok(Json(
        found.iter().map(|user| user_json(&state, user)).collect(),
    ))
}

/// `GET /users/count`: returns the number of matching users.
#[utoipa::path(get, path = "/users/count", tag = tag::PROGRAMS, operation_id = "clerkCountUsers",
    params(("email_address" = Option<Vec<String>>, Query, description = "Addresses of which a user must have one"),
        ("phone_number" = Option<Vec<String>>, Query, description = "Phone numbers of which a user must have one"),
        ("username" = Option<Vec<String>>, Query, description = "Usernames of which a user must have one"),
        ("user_id" = Option<Vec<String>>, Query, description = "IDs of the users"),
        ("external_id" = Option<Vec<String>>, Query, description = "External IDs of the users"),
        ("query" = Option<String>, Query, description = "A part of a name, address, number or ID")),
    security(("secretKey" = [])),
    responses((status = OK, body = TotalCount, description = "The number"),
        Refused<(SecretKey, Parameters)>))]
pub async fn count(
    State(state): State<AppState>,
    mut parameters: Parameters,
) -> Result<Json<TotalCount>, ClerkError> {
    let query = query(&state, &mut parameters)?;
    parameters.end()?;
    Ok(Json(TotalCount {
        object: "total_count",
        total_count: state.identity.count_users(&query).await?,
    }))
}

/// The filters. A user must match each that is given, and one of its values.
fn query(state: &AppState, parameters: &mut Parameters) -> Result<UserQuery, ClerkError> {
    Ok(UserQuery {
        email_addresses: parameters.all("email_address")?,
        phone_numbers: phone_numbers(state, parameters)?,
        usernames: parameters.all("username")?,
        ids: included("user_id", parameters)?,
        external_ids: included("external_id", parameters)?,
        text: text(parameters)?,
    })
}

/// The phone numbers to look for. The `+` is a space where it was not percent-encoded.
fn phone_numbers(state: &AppState, parameters: &mut Parameters) -> Result<Vec<String>, ClerkError> {
    let numbers = parameters.all("phone_number")?.into_iter();
    let e164 = numbers.map(|typed| {
        let typed = match typed.strip_prefix(' ') {
            Some(digits) => format!("+{digits}"),
            None => typed,
        };
        // Nobody has what is no number.
        let number = state.identity.parse_phone_number(&typed);
        number.map_or(typed, |number| number.as_str().to_owned())
    });
    Ok(e164.collect())
}

/// The text to search for. Spaces around it do not matter.
fn text(parameters: &mut Parameters) -> Result<Option<String>, ClerkError> {
    let text = parameters.first("query")?.unwrap_or_default();
    let text = text.trim();
    if text.chars().count() > LONGEST_TEXT {
        let problem = format!("must have at most {LONGEST_TEXT} characters.");
        return Err(ClerkError::value("query", &problem));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// The identifiers to include. In Clerk's API each may begin with `+`, or with `-` for one to exclude.
fn included(name: &'static str, parameters: &mut Parameters) -> Result<Vec<String>, ClerkError> {
    let ids = parameters.all(name)?.into_iter();
    ids.map(|id| {
        if id.starts_with('-') {
            let problem = "must not begin with '-': this server does not exclude users.";
            return Err(ClerkError::value(name, problem));
        }
        Ok(without_plus(&id).to_owned())
    })
    .collect()
}

/// The order: a field, after `-` descending, and otherwise ascending.
fn sort(order: Option<&str>) -> Result<UserSort, ClerkError> {
    let order = order.unwrap_or("-created_at");
    let (field, is_descending) = match order.strip_prefix('-') {
        Some(field) => (field, true),
        None => (without_plus(order), false),
    };
    let by = match field {
        "created_at" => UserOrder::CreatedAt,
        "updated_at" => UserOrder::UpdatedAt,
        "last_sign_in_at" => UserOrder::LastSignInAt,
        "last_active_at" => UserOrder::LastActiveAt,
        "email_address" => UserOrder::Email,
        "first_name" => UserOrder::FirstName,
        "last_name" => UserOrder::LastName,
        "username" => UserOrder::Username,
        _ => {
            return Err(ClerkError::value(
                "order_by",
                "must be one of created_at, updated_at, last_sign_in_at, last_active_at, email_address, first_name, last_name, username, after + or -.",
            ));
        }
    };
    Ok(UserSort { by, is_descending })
}

/// The text without a leading `+`, which is a space where it was not percent-encoded.
fn without_plus(text: &str) -> &str {
    text.strip_prefix(['+', ' ']).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_sorted_by_a_field_in_one_direction_or_the_other() {
        for (order, is_descending) in [
            (None, true),
            (Some("created_at"), false),
            (Some("+created_at"), false),
            (Some(" created_at"), false),
            (Some("-created_at"), true),
        ] {
            let sort = sort(order).unwrap();
            assert!(matches!(sort.by, UserOrder::CreatedAt), "{order:?}");
            assert_eq!(sort.is_descending, is_descending, "{order:?}");
        }
        for wrong in ["phone_number", "--created_at", "password"] {
            assert!(sort(Some(wrong)).is_err(), "{wrong}");
        }
    }
}
