//! What a user's own record says.

use std::fmt;

use crate::{
    School, grade,
    oneroster::{Ref, Role, RoleType, User},
};

/// What a user's own record says: the part of a profile that needs no enrollments and no activity.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRecord {
    /// The OneRoster `sourcedId`.
    pub id: String,
    /// The address on the record, else the one asked for; empty where a user asked for by id has none.
    pub email: String,
    /// Given and family name, as the official profile has them.
    pub name: Option<String>,
    /// The name the user goes by: the preferred given and family name, where there are such, else those of `name`.
    pub preferred_name: Option<String>,
    /// The primary school.
    pub school: Option<School>,
    /// The highest of the user's grades: -1 is pre-kindergarten, 0 kindergarten, 13 AP.
    pub grade: Option<i8>,
}

impl UserRecord {
    /// The user as the platform describes them; `email` is the address asked for.
    pub(crate) fn new(user: User, email: Option<&str>) -> Self {
        Self {
            name: name([user.given_name.as_deref(), user.family_name.as_deref()]),
            preferred_name: preferred_name(&user),
            grade: grade(&user),
            email: filled(user.email.as_deref())
                .or(email)
                .unwrap_or_default()
                .to_owned(),
            school: school(user.primary_org, user.roles),
            id: user.sourced_id,
        }
    }
}

/// Says who by id alone: an address does not belong in a log.
impl fmt::Debug for UserRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserRecord")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The given and family name the user goes by.
fn preferred_name(user: &User) -> Option<String> {
    let given = preferred(user.preferred_first_name.as_deref());
    let family = preferred(user.preferred_last_name.as_deref());
    name([
        given.or(user.given_name.as_deref()),
        family.or(user.family_name.as_deref()),
    ])
}

fn preferred(name: Option<&str>) -> Option<&str> {
    name.map(str::trim).filter(|name| !name.is_empty())
}

/// The parts of a name; an empty one is left out.
fn name(parts: [Option<&str>; 2]) -> Option<String> {
    let parts: Vec<_> = parts.into_iter().filter_map(filled).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The highest grade; one without a place among the years of school does not count.
fn grade(user: &User) -> Option<i8> {
    user.grades
        .iter()
        .filter_map(|grade| grade::parse(grade))
        .max()
}

/// The primary organisation, else that of the primary role.
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
