//! `GET /edubridge/users`: users by role, in `OneRoster` format.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::analytics_query::AnalyticsQuery;
use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::oneroster::collection::page;

const ROLES: [&str; 8] = [
    "administrator",
    "aide",
    "guardian",
    "parent",
    "proctor",
    "relative",
    "student",
    "teacher",
];

/// Lists the users with one of the `roles`, at one of the organizations `orgSourcedIds` if given.
pub async fn list(State(sandbox): State<Sandbox>, uri: Uri) -> Result<Response, ImsxError> {
    let query = AnalyticsQuery::new(&uri);
    let roles = query.values("roles");
    if roles.is_empty() {
        return Err(ImsxError::unprocessable("roles is required."));
    }
    if roles.iter().any(|role| !ROLES.contains(role)) {
        return Err(ImsxError::unprocessable(format!(
            "roles must be among {}.",
            ROLES.join(", ")
        )));
    }
    let orgs = query.values("orgSourcedIds");
    let roster = sandbox.roster();
    let people = roster.people().iter().filter(|person| {
        roles.contains(&person.role.name()) && (orgs.is_empty() || orgs.contains(&person.school.id))
    });
    page(&uri, people)
}
