//! A person.

use std::fmt;

use jiff::Timestamp;
use serde::Deserialize;

use super::{Metadata, Ref, Resource, Role, Status, Table, filter::fields, routes::rostering};
use crate::lenient;

/// A person: student, teacher, guardian. Passwords and credentials the platform may send are not read.
///
/// Only the id must be there, so that somebody with a poor record can still sign in.
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
    /// The id that stands for the person across systems.
    pub user_master_identifier: Option<String>,
    /// The sign-in name.
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
    /// What the user is, and where.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub roles: Vec<Role>,
    /// The users who act for this one, such as guardians; and of a guardian, the children.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub agents: Vec<Ref>,
    /// The user's accounts with applications.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub user_profiles: Vec<UserProfile>,
    /// The organisation the user belongs to first of all.
    pub primary_org: Option<Ref>,
    /// Further organisations.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub orgs: Vec<Ref>,
    /// A human-readable id, such as a student number.
    pub identifier: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// The given name the user goes by.
    pub preferred_first_name: Option<String>,
    /// The middle name the user goes by.
    pub preferred_middle_name: Option<String>,
    /// The family name the user goes by.
    pub preferred_last_name: Option<String>,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// Grades as the platform writes them: `-1` (pre-kindergarten) to `13` (AP), sometimes `K` or `4th grade`.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub grades: Vec<String>,
    /// Number for text messages.
    pub sms: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Demographics, as they came; only where they are asked for
    /// ([`get_with_demographics`](super::Collection::get_with_demographics)).
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub demographics: Metadata,
}

/// An id in another system.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UserId {
    /// Which system's.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The id there.
    pub identifier: Option<String>,
}

/// An account with an application.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserProfile {
    /// The account's id.
    pub profile_id: Option<String>,
    /// What kind of account it is.
    pub profile_type: Option<String>,
    /// Whose application it is.
    pub vendor_id: Option<String>,
    /// Which application it is.
    pub application_id: Option<String>,
    /// In words.
    pub description: Option<String>,
    /// The application, as it came.
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
    /// Whether the record is gone. One that does not say is not.
    pub fn is_gone(&self) -> bool {
        self.status.as_ref().is_some_and(Status::is_gone)
    }

    /// Whether the record says that the user may not sign in.
    pub fn is_disabled(&self) -> bool {
        self.enabled_user == Some(false)
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

/// Says who by id alone: a user that strays into a log line must not carry an address.
impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("sourced_id", &self.sourced_id)
            .finish_non_exhaustive()
    }
}
