//! Users.

use std::fmt;

use jiff::Timestamp;
use serde::Deserialize;

use super::{Metadata, Ref, Resource, Role, Status, Table, filter::fields, routes::rostering};
use crate::lenient;

/// A user: student, teacher or guardian. Passwords and credentials that the platform may send are not decoded.
///
/// Only the id is required, so that a user with an incomplete record can still sign in.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The user's id at the platform.
    #[serde(deserialize_with = "lenient::id")]
    pub sourced_id: String,
    /// The record's status.
    pub status: Option<Status>,
    /// When the record was last modified.
    #[serde(default, deserialize_with = "lenient::optional_instant")]
    pub date_last_modified: Option<Timestamp>,
    /// Additional metadata, such as `isTestUser`.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub metadata: Metadata,
    /// The master identifier across systems.
    pub user_master_identifier: Option<String>,
    /// User name.
    pub username: Option<String>,
    /// Ids in other systems.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub user_ids: Vec<UserId>,
    /// Whether the user may sign in.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub enabled_user: Option<bool>,
    /// Given name.
    pub given_name: Option<String>,
    /// Family name.
    pub family_name: Option<String>,
    /// Middle name.
    pub middle_name: Option<String>,
    /// The user's roles at organizations.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub roles: Vec<Role>,
    /// The user's agents, such as guardians; for a guardian, the children.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub agents: Vec<Ref>,
    /// The user's application accounts.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub user_profiles: Vec<UserProfile>,
    /// The primary organization.
    pub primary_org: Option<Ref>,
    /// Further organizations.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub orgs: Vec<Ref>,
    /// A human-readable id, such as a student number.
    pub identifier: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Preferred given name.
    pub preferred_first_name: Option<String>,
    /// Preferred middle name.
    pub preferred_middle_name: Option<String>,
    /// Preferred family name.
    pub preferred_last_name: Option<String>,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// Grades as the platform writes them: `-1` (pre-kindergarten) to `13` (AP), sometimes `K` or `4th grade`.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub grades: Vec<String>,
    /// SMS number.
    pub sms: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Demographics, undecoded; only with
    /// [`get_with_demographics`](super::Collection::get_with_demographics).
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub demographics: Metadata,
}

/// An id in another system.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UserId {
    /// The type of id.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The id.
    pub identifier: Option<String>,
}

/// An application account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserProfile {
    /// The account's id.
    pub profile_id: Option<String>,
    /// Type of account.
    pub profile_type: Option<String>,
    /// The application's vendor.
    pub vendor_id: Option<String>,
    /// The application's id.
    pub application_id: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// The application, undecoded.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub app: Metadata,
}

fields!(User {
    SOURCED_ID = "sourcedId",
    STATUS = "status",
    DATE_LAST_MODIFIED = "dateLastModified",
    METADATA = "metadata",
    USERNAME = "username",
    ENABLED_USER = "enabledUser",
    GIVEN_NAME = "givenName",
    FAMILY_NAME = "familyName",
    EMAIL = "email",
    IDENTIFIER = "identifier",
    GRADES = "grades",
    ROLES = "roles",
    ROLE = "roles.role",
    PRIMARY_ORG = "primaryOrg.sourcedId",
});

impl User {
    /// Whether the record is soft-deleted. A missing status counts as not deleted.
    pub fn is_deleted(&self) -> bool {
        self.status.as_ref().is_some_and(Status::is_deleted)
    }

    /// Whether the user is explicitly disabled, or the record inactive.
    pub fn is_disabled(&self) -> bool {
        self.enabled_user == Some(false) || self.status.as_ref().is_some_and(Status::is_inactive)
    }
}

impl Resource for User {
    const TABLE: Table = Table {
        list: rostering!("/users"),
        item: rostering!("/users/{id}"),
        plural: "users",
        singular: "user",
        also: &[],
        required: &["sourcedId"],
    };

    fn id(&self) -> &str {
        &self.sourced_id
    }
}

/// Shows the id only: e-mail addresses must not be logged.
impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("sourced_id", &self.sourced_id)
            .finish_non_exhaustive()
    }
}
