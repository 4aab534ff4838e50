use super::UserRecord;
use crate::{
    School,
    oneroster::{RoleName, RoleType, Status, User},
};

/// One of the users that share an e-mail address, with distinguishing fields. For administrators only: do not show it to
/// students.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The OneRoster `sourcedId`, for [`UserKey::Id`](super::UserKey::Id).
    pub id: String,
    /// Given and family name.
    pub name: Option<String>,
    /// The primary school.
    pub school: Option<School>,
    /// The highest grade, as in a profile.
    pub grade: Option<i8>,
    /// The user's primary role.
    pub role: Option<RoleName>,
    /// The record's status.
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
