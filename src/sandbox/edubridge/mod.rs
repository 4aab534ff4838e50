//! `EduBridge`: enrollments by course, and what was done.

mod activity;
mod enrollments;
mod metrics;
pub mod question;
mod weekly;

use axum::Router;
use axum::routing::get;

use super::Sandbox;

/// The `EduBridge` routes.
pub fn router() -> Router<Sandbox> {
    let routes = [
        ("/edubridge/enrollments/user/{id}", get(enrollments::list)),
        ("/edubridge/analytics/activity", get(activity::of_student)),
        ("/edubridge/analytics/facts/weekly", get(weekly::of_student)),
        (
            "/edubridge/analytics/enrollment/{id}",
            get(activity::of_enrollment),
        ),
    ];
    routes
        .into_iter()
        .fold(Router::new(), |router, (path, route)| {
            router
                .route(path, route.clone())
                .route(&format!("{path}/"), route)
        })
}
