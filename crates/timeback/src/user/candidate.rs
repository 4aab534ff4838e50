use super::UserRecord;
use crate::{
    School,
    oneroster::{RoleName, RoleType, Status, User},
};

/// One of the users who share an e-mail address, with what tells them apart. For an administrator's eyes: a student is not
/// shown who else has their address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The OneRoster `sourcedId`; [`UserKey::Id`](super::UserKey::Id) with it leads to this user alone.
    pub id: String,
    /// Given and family name.
    pub name: Option<String>,
    /// The primary school.
    pub school: Option<School>,
    /// The highest grade, as in a profile.
    pub grade: Option<i8>,
    /// What the user is in the primary role.
    pub role: Option<RoleName>,
    /// Whether the record is in use.
    pub status: Option<Status>,
}

impl Candidate {
    pub(crate) fn new(mut user: User) -> Self {
        let status = user.status.take();
        let primary = user
            .roles
            .iter()
            .find(|role| role.role_type == Some(RoleType::Primary));
        let role = primary
            .or(user.roles.first())
            .and_then(|role| role.role.clone());
        let UserRecord {
            id,
            name,
            school,
            grade,
            ..
        } = UserRecord::new(user, None);
        Self {
            id,
            name,
            school,
            grade,
            role,
            status,
        }
    }
}
