use leptos::prelude::use_context;

use identity::{Email, SessionId};

/// Who is looking at the page: one signed-in student, by one session.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// The session, by which what Timeback told is kept.
    pub session: SessionId,
    /// The address Timeback knows the student by.
    pub email: Email,
    /// First and last name as the identity provider gave them.
    pub name: Option<String>,
    /// Which Timeback user their account is joined to, if it is.
    pub timeback_id: Option<String>,
}

/// Who is looking, if anybody is signed in. Known before the first byte of a page is sent.
pub fn use_viewer() -> Option<Viewer> {
    use_context()
}
