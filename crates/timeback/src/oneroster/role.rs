//! Roles at organizations.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Ref, enrollment::is_inside, vocabulary::vocabulary};
use crate::lenient;

/// A user's role at an organization.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// Primary or secondary.
    pub role_type: Option<RoleType>,
    /// The role.
    pub role: Option<RoleName>,
    /// The organization.
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
    /// Whether the role is current on a day.
    pub fn is_current(&self, date: Date) -> bool {
        is_inside(self.begin_date, self.end_date, date)
    }
}

vocabulary! {
    /// Type of role.
    RoleType {
        /// Primary.
        Primary = "primary",
        /// Secondary.
        Secondary = "secondary",
    }
}

vocabulary! {
    /// Name of a role.
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
