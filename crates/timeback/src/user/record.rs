//! The user's OneRoster record, as a profile uses it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::students::may_have_students;
use crate::{
    School, grade,
    oneroster::{Ref, Role, RoleType, User},
};

/// A resolved user: the fields of a profile that come from the user's OneRoster record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRecord {
    /// The OneRoster `sourcedId`.
    pub id: String,
    /// The record's e-mail address, else the one looked up; empty for a user looked up by id without one.
    pub email: String,
    /// Given and family name, as in the official profile.
    pub name: Option<String>,
    /// Preferred given and family name, each falling back to that of `name`.
    pub preferred_name: Option<String>,
    /// The given name the user goes by.
    pub preferred_given_name: Option<String>,
    /// The primary school.
    pub school: Option<School>,
    /// The highest of the user's grades: -1 is pre-kindergarten, 0 kindergarten, 13 AP.
    pub grade: Option<i8>,
    /// Whether the record has a role of a guardian or a teacher, current or not.
    /// [`students_of`](super::UserClient::students_of) tells who their students are.
    pub may_have_students: bool,
}

impl UserRecord {
    /// Converts a OneRoster user; `email` is the address looked up.
    pub(crate) fn new(user: User, email: Option<&str>) -> Self {
        Self {
            name: name([user.given_name.as_deref(), user.family_name.as_deref()]),
            preferred_name: preferred_name(&user),
            preferred_given_name: preferred_given_name(&user).map(ToOwned::to_owned),
            grade: grade(&user),
            may_have_students: may_have_students(&user),
            email: filled(user.email.as_deref())
                .or(email)
                .unwrap_or_default()
                .to_owned(),
            school: school(user.primary_org, user.roles),
            id: user.sourced_id,
        }
    }
}

/// Shows the id only: e-mail addresses must not be logged.
impl fmt::Debug for UserRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserRecord")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Returns the preferred given and family name.
fn preferred_name(user: &User) -> Option<String> {
    let family = preferred(user.preferred_last_name.as_deref());
    name([
        preferred_given_name(user),
        family.or(user.family_name.as_deref()),
    ])
}

fn preferred_given_name(user: &User) -> Option<&str> {
    let preferred = preferred(user.preferred_first_name.as_deref());
    preferred.or(filled(user.given_name.as_deref()))
}

fn preferred(name: Option<&str>) -> Option<&str> {
    name.map(str::trim).filter(|name| !name.is_empty())
}

/// Joins the non-empty parts of a name.
fn name(parts: [Option<&str>; 2]) -> Option<String> {
    let parts: Vec<_> = parts.into_iter().filter_map(filled).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Returns the highest grade. Unknown grades are ignored.
fn grade(user: &User) -> Option<i8> {
    user.grades
        .iter()
        .filter_map(|grade| grade::parse(grade))
        .max()
}

/// Returns the primary organization, else that of the primary role.
fn school(primary_org: Option<Ref>, roles: Vec<Role>) -> Option<School> {
    let of_role = || {
        let primary = roles
            .into_iter()
            .find(|role| role.role_type == Some(RoleType::Primary));
        primary?.org
    };
    let org = primary_org.or_else(of_role)?;
    let name = filled(org.name.as_deref())
        .unwrap_or(&org.sourced_id)
        .to_owned();
    Some(School {
        id: org.sourced_id,
        name,
    })
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests;
