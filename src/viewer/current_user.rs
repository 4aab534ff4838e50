use leptos::prelude::use_context;

use identity::{Email, SessionId, TimeZoneName};

/// The signed-in user of a request, and their session.
#[derive(Debug, Clone, PartialEq)]
pub struct CurrentUser {
    /// The session; the key of the profile cache.
    pub session: SessionId,
    /// The address Timeback knows the student by.
    pub email: Email,
    /// First and last name as the identity provider gave them.
    pub name: Option<String>,
    /// The Timeback user that the account is linked to, if it is.
    pub timeback_id: Option<String>,
    /// The time zone in which the student's days are counted; `None` is the school's.
    pub time_zone: Option<TimeZoneName>,
}

/// The current user, if the request is signed in. Known before the first byte of a page is sent.
pub fn use_current_user() -> Option<CurrentUser> {
    use_context()
}
