//! The people of a role.

use serde::Deserialize;

use super::EduBridge;
use crate::{
    Error, Failure, Service,
    lenient::{Fields, LenientDecode},
    oneroster::{RoleName, User},
    transport::{LARGE_BODY_LIMIT, Request},
};

const USERS: &str = "/edubridge/users/";

/// Which users, and how many of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsersQuery {
    /// Who has any of these roles.
    pub roles: Vec<RoleName>,
    /// Only of these organisations; empty for all.
    pub org_sourced_ids: Vec<String>,
    /// How many at most; the platform takes up to 3000.
    pub limit: u32,
    /// How many to skip.
    pub offset: u32,
}

impl UsersQuery {
    /// The first hundred users of a role at every organisation.
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
    /// The users, as OneRoster has them.
    pub users: Vec<User>,
    /// How many there are on all pages.
    pub total_count: u64,
}

impl LenientDecode for UsersPage {
    fn salvage(mut answer: Fields<'_>) -> Result<Self, Failure> {
        let total_count = answer.count("totalCount");
        let users: Vec<User> = answer.each("users")?;
        Ok(Self {
            total_count: total_count.unwrap_or(users.len() as u64),
            users,
        })
    }
}

impl EduBridge<'_> {
    /// One page of the users with certain roles: `GET /users/`.
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
