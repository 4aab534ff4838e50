//! Users by role.

use serde::Deserialize;

use super::EduBridge;
use crate::{
    Error, Failure, Service,
    lenient::{Fields, LenientDecode},
    oneroster::{RoleName, User},
    transport::{LARGE_BODY_LIMIT, Request},
};

const USERS: &str = "/edubridge/users/";

/// Query for users by role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsersQuery {
    /// Matches users with any of these roles.
    pub roles: Vec<RoleName>,
    /// Matches users of these organizations; empty for all.
    pub org_sourced_ids: Vec<String>,
    /// Maximum number of users, up to 3000.
    pub limit: u32,
    /// Number of users to skip.
    pub offset: u32,
}

impl UsersQuery {
    /// Creates a query for the first hundred users with a role, at all organizations.
    pub fn new(role: RoleName) -> Self {
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
    /// The users, as in OneRoster.
    pub users: Vec<User>,
    /// Total number of users on all pages.
    pub total_count: u64,
}

impl LenientDecode for UsersPage {
    fn decode_fields(mut response: Fields<'_>) -> Result<Self, Failure> {
        let total_count = response.count("totalCount");
        let users: Vec<User> = response.decode_list("users")?;
        Ok(Self {
            total_count: total_count.unwrap_or(users.len() as u64),
            users,
        })
    }
}

impl EduBridge<'_> {
    /// Returns a page of users by role: `GET /users/`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn list_users(self, query: &UsersQuery) -> Result<UsersPage, Error> {
        let mut request = Request::get(Service::EduBridge, USERS).body_limit(LARGE_BODY_LIMIT);
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
