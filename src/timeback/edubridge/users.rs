//! The people of a role.

use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    EduBridge,
    lenient::{default_if_null, id, ids},
    open::open_enum,
};
use crate::timeback::{Error, Service, request::Request};

const USERS: &str = "/edubridge/users/";

/// Three thousand users, the most a page can have.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

open_enum! {
    /// What a user is at an organisation, in OneRoster's words.
    UserRole {
        /// Runs it.
        Administrator = "administrator",
        /// Helps a teacher.
        Aide = "aide",
        /// Is responsible for a student by law.
        Guardian = "guardian",
        /// A student's parent.
        Parent = "parent",
        /// Watches over tests.
        Proctor = "proctor",
        /// A student's relative.
        Relative = "relative",
        /// Learns.
        Student = "student",
        /// Teaches.
        Teacher = "teacher",
    }
}

/// Which users, and how many of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsersQuery {
    /// Who has any of these roles.
    pub roles: Vec<UserRole>,
    /// Only of these organisations; empty for all.
    pub org_sourced_ids: Vec<String>,
    /// How many at most; the platform takes up to 3000.
    pub limit: u32,
    /// How many to skip.
    pub offset: u32,
}

impl UsersQuery {
    /// The first hundred users of a role at every organisation.
    pub fn new(role: UserRole) -> Self {
        Self {
            roles: vec![role],
            org_sourced_ids: Vec::new(),
            limit: 100,
            offset: 0,
        }
    }
}

/// A page of users.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsersPage {
    /// The users.
    pub users: Vec<User>,
    /// How many there are on all pages.
    pub total_count: u64,
}

/// A user of the roster.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The user's OneRoster `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub sourced_id: String,
    /// `active` or `tobedeleted`.
    #[serde(default)]
    pub status: Option<String>,
    /// The user's address.
    #[serde(default)]
    pub email: Option<String>,
    /// The user's user name.
    #[serde(default)]
    pub username: Option<String>,
    /// The given name.
    #[serde(default)]
    pub given_name: Option<String>,
    /// The family name.
    #[serde(default)]
    pub family_name: Option<String>,
    /// The grades: `-1` is pre-kindergarten, `0` kindergarten, `13` AP.
    #[serde(default, deserialize_with = "ids")]
    pub grades: Vec<String>,
    /// What the user is, and where.
    #[serde(default, deserialize_with = "default_if_null")]
    pub roles: Vec<RoleAtOrg>,
    /// What else is known of the user.
    #[serde(default, deserialize_with = "default_if_null")]
    pub metadata: Map<String, Value>,
}

/// Says who by id alone: names and addresses do not belong in a log.
impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("sourced_id", &self.sourced_id)
            .finish_non_exhaustive()
    }
}

/// What a user is at one organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleAtOrg {
    /// The role.
    pub role: UserRole,
    /// `primary` or `secondary`.
    #[serde(default)]
    pub role_type: Option<String>,
    /// The organisation.
    #[serde(default)]
    pub org: Option<OrgRef>,
}

/// A reference to an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrgRef {
    /// The organisation's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub sourced_id: String,
}

impl EduBridge<'_> {
    /// One page of the users with certain roles: `GET /users/`.
    ///
    /// # Errors
    /// As every call.
    pub async fn list_users(self, query: &UsersQuery) -> Result<UsersPage, Error> {
        let mut request = Request::get(Service::EduBridge, USERS).body_limit(BODY_LIMIT);
        for role in &query.roles {
            request = request.query("roles", role.as_str());
        }
        for org in &query.org_sourced_ids {
            request = request.query("orgSourcedIds", org);
        }
        let request = request
            .query("limit", query.limit.to_string())
            .query("offset", query.offset.to_string());
        self.operation().fetch(request).await
    }
}
