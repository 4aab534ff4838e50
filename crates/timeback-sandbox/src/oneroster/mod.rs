//! `OneRoster` 1.2 rostering.

mod classes;
pub mod collection;
mod courses;
mod demographics;
mod enrollments;
pub mod filter;
pub mod gradebook;
mod links;
mod orgs;
mod query;
mod sessions;
mod users;

use axum::Router;
use axum::routing::get;
use serde_json::{Value, json};

use super::Sandbox;
use sessions::{AcademicSession, GradingPeriod, Term};

const BASE: &str = "/ims/oneroster/rostering/v1p2";

/// Modification time of all records; changed enrollments keep it.
const MODIFIED_AT: &str = "2026-08-01T12:00:00.000Z";

/// The rostering routes.
pub fn router() -> Router<Sandbox> {
    let routes = [
        ("users", get(users::list)),
        ("users/{id}", get(users::get)),
        ("users/{id}/demographics", get(demographics::get_user)),
        ("users/{id}/classes", get(users::list_classes)),
        ("students", get(users::list_students)),
        ("students/{id}/classes", get(users::list_classes)),
        ("students/{id}", get(users::get_student)),
        ("teachers", get(users::list_teachers)),
        ("teachers/{id}", get(users::get_teacher)),
        ("teachers/{id}/classes", get(users::list_classes)),
        ("orgs", get(orgs::list)),
        ("orgs/{id}", get(orgs::get)),
        ("schools", get(orgs::list_schools)),
        ("schools/{id}", get(orgs::get_school)),
        ("courses", get(courses::list)),
        ("courses/{id}", get(courses::get)),
        ("classes", get(classes::list)),
        ("classes/{id}", get(classes::get)),
        ("classes/{id}/students", get(classes::list_students)),
        ("classes/{id}/teachers", get(classes::list_teachers)),
        ("academicSessions", get(sessions::list::<AcademicSession>)),
        (
            "academicSessions/{id}",
            get(sessions::get::<AcademicSession>),
        ),
        ("terms", get(sessions::list::<Term>)),
        ("terms/{id}", get(sessions::get::<Term>)),
        ("gradingPeriods", get(sessions::list::<GradingPeriod>)),
        ("gradingPeriods/{id}", get(sessions::get::<GradingPeriod>)),
        ("enrollments", get(enrollments::list)),
        ("enrollments/{id}", get(enrollments::get)),
        ("demographics", get(demographics::list)),
        ("demographics/{id}", get(demographics::get)),
    ];
    // The specification's paths end in a slash, the official client's do not.
    routes
        .into_iter()
        .fold(Router::new(), |router, (path, route)| {
            router
                .route(&format!("{BASE}/{path}"), route.clone())
                .route(&format!("{BASE}/{path}/"), route)
        })
}

/// Builds a reference to the entity `id` of `collection`.
fn reference(collection: &str, kind: &str, id: &str, name: Option<&str>) -> Value {
    let mut reference =
        json!({ "href": format!("{BASE}/{collection}/{id}"), "sourcedId": id, "type": kind });
    if let Some(name) = name {
        reference["name"] = name.into();
    }
    reference
}
