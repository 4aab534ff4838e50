//! OneRoster v1.2: requests and wire types. Unknown fields are ignored; nullable ones may be null or missing.

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, Unexpected},
};

use super::{Error, Failure, Service, request::Request, transport::Operation};

const USERS: &str = "/ims/oneroster/rostering/v1p2/users";
const USER: &str = "/ims/oneroster/rostering/v1p2/users/{userId}";

/// A user, as far as a profile needs one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    #[serde(deserialize_with = "filled")]
    pub sourced_id: String,
    pub status: Option<String>,
    pub email: Option<String>,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub primary_org: Option<Org>,
    pub roles: Option<Vec<Role>>,
    pub grades: Option<Vec<String>>,
}

/// A reference to an organisation; only newer ones carry a name.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Org {
    pub sourced_id: String,
    pub name: Option<String>,
}

/// What a user is at an organisation.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Role {
    pub role_type: Option<String>,
    pub role: Option<String>,
    pub org: Option<Org>,
}

/// The users with exactly this address, at most `limit` of them.
pub(super) async fn find_users(
    operation: Operation<'_>,
    email: &str,
    limit: u8,
) -> Result<Vec<User>, Error> {
    #[derive(Deserialize)]
    struct Answer {
        users: Vec<User>,
    }
    let request = Request::get(Service::OneRoster, USERS)
        .query("filter", format!("email={}", quoted(email)))
        .query("limit", limit.to_string())
        .query("offset", "0");
    let answer: Answer = operation.fetch(request).await?;
    Ok(answer.users)
}

/// The user with this id; none where the platform knows nobody by it.
pub(super) async fn find_user(operation: Operation<'_>, id: &str) -> Result<Option<User>, Error> {
    #[derive(Deserialize)]
    struct Answer {
        user: User,
    }
    let request = Request::get(Service::OneRoster, USER).id(id);
    match operation.fetch(request).await {
        Ok(Answer { user }) => Ok(Some(user)),
        Err(Error {
            failure: Failure::Status { status: 404, .. },
            ..
        }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A string of the filter grammar: in single quotes, inner ones doubled.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Err(D::Error::invalid_value(
            Unexpected::Str(""),
            &"a string that is not empty",
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_cannot_end_the_filter() {
        assert_eq!(quoted("o'brien@example.com"), "'o''brien@example.com'");
        assert_eq!(quoted("x' OR email~'a"), "'x'' OR email~''a'");
    }
}
