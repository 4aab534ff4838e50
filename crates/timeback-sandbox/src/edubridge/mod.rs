//! The `EduBridge` service: enrollments, analytics and reports.

mod activity;
pub mod analytics_query;
mod applications;
mod default_class;
mod enroll;
mod enrollments;
mod goals;
mod mastery;
mod metrics;
mod reports;
mod time_saved;
mod track_groups;
mod tracks;
mod users;
mod weekly;

use axum::Router;
use axum::routing::{delete, get, post};

use super::Sandbox;

/// The `EduBridge` routes.
pub fn router() -> Router<Sandbox> {
    let groups = get(track_groups::list)
        .post(track_groups::create)
        .put(track_groups::update)
        .delete(track_groups::delete);
    let routes = [
        ("enrollments/user/{id}", get(enrollments::list)),
        ("enrollments/enroll/{user}/{course}", post(enroll::enroll)),
        (
            "enrollments/enroll/{user}/{course}/{school}",
            post(enroll::enroll),
        ),
        (
            "enrollments/unenroll/{user}/{course}",
            delete(enroll::unenroll),
        ),
        (
            "enrollments/unenroll/{user}/{course}/{school}",
            delete(enroll::unenroll),
        ),
        (
            "enrollments/propagateGoals/{course}",
            post(goals::propagate),
        ),
        ("enrollments/resetGoals/{course}", post(goals::propagate)),
        (
            "enrollments/resetProgress/{user}/{course}",
            delete(enroll::reset_progress),
        ),
        ("enrollments/defaultClass/{course}", get(default_class::get)),
        (
            "enrollments/defaultClass/{course}/{school}",
            get(default_class::get),
        ),
        ("analytics/activity", get(activity::of_student)),
        ("analytics/facts/weekly", get(weekly::of_student)),
        ("analytics/enrollment/{id}", get(activity::of_enrollment)),
        (
            "analytics/highestGradeMastered/{student}/{subject}",
            get(mastery::highest_grade),
        ),
        ("subject-track", get(tracks::list).put(tracks::put)),
        ("subject-track/{id}", delete(tracks::delete)),
        ("subject-track/groups", groups),
        ("users", get(users::list)),
        ("time-saved/user/{id}", get(time_saved::get)),
        ("learning-reports/map-profile/{id}", get(reports::list)),
        ("applications", get(applications::list)),
        ("applicationMetrics/{id}", get(applications::metrics)),
    ];
    routes
        .into_iter()
        .fold(Router::new(), |router, (path, route)| {
            router
                .route(&format!("/edubridge/{path}"), route.clone())
                .route(&format!("/edubridge/{path}/"), route)
        })
}
