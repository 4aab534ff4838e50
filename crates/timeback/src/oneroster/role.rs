//! What a user is, and where.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Ref, enrollment::is_inside, vocabulary::vocabulary};
use crate::lenient;

/// What a user is at an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// Whether it is the main one.
    pub role_type: Option<RoleType>,
    /// What the user is.
    pub role: Option<RoleName>,
    /// Where.
    pub org: Option<Ref>,
    /// The account used in this role.
    pub user_profile: Option<String>,
    /// First day.
    #[serde(default, deserialize_with = "lenient::optional_day")]
    pub begin_date: Option<Date>,
    /// End date, exclusive.
    #[serde(default, deserialize_with = "lenient::optional_day")]
    pub end_date: Option<Date>,
}

impl Role {
    /// Whether the role is held on a day.
    pub fn is_current(&self, date: Date) -> bool {
        is_inside(self.begin_date, self.end_date, date)
    }
}

vocabulary! {
    /// Whether a role is the main one at its organisation.
    RoleType {
        /// The main one.
        Primary = "primary",
        /// One beside it.
        Secondary = "secondary",
    }
}

vocabulary! {
    /// What a user is.
    RoleName {
        /// Administrator.
        Administrator = "administrator",
        /// Aide.
        Aide = "aide",
        /// Guardian.
        Guardian = "guardian",
        /// Parent.
        Parent = "parent",
        /// Proctor.
        Proctor = "proctor",
        /// Relative.
        Relative = "relative",
        /// Student.
        Student = "student",
        /// Teacher.
        Teacher = "teacher",
    }
}
