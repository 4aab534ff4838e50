//! `timeback.user()`: which calls, in what order, and how each field of a profile is made.

use futures_util::TryFutureExt;
use jiff::civil::{Date, date};

use super::{
    AppConfig, Course, Goals, Snapshot, Timeback, TimebackProfile, UserError, UserResolutionError,
    Verification,
    edubridge::{self, Activity, Enrollment, Period, Student},
    history,
    resolve::{ResolvedUser, resolve},
    transport::Operation,
};

/// Timeback has no activity before this day; "all XP" counts from here.
const BEGINNING: Date = date(2000, 1, 1);

/// What Timeback knows about a user, asked by e-mail address. Made by [`Timeback::user`].
#[derive(Debug, Clone, Copy)]
pub struct UserClient<'a> {
    timeback: &'a Timeback,
}

impl<'a> UserClient<'a> {
    pub(super) fn new(timeback: &'a Timeback) -> Self {
        Self { timeback }
    }

    /// Whether exactly one Timeback user has this address: one light lookup, no enrollments, no analytics.
    ///
    /// # Errors
    /// [`UserResolutionError`], but for `NotFound`, which is an answer.
    pub async fn verify(self, email: &str) -> Result<Verification, UserResolutionError> {
        let resolved = self.resolve(email).await;
        verification(resolved.as_ref().map(|user| user.id.as_str()))
    }

    /// The full profile: one lookup, then enrollments and activity side by side.
    ///
    /// # Errors
    /// [`UserError`]; nothing is answered in part.
    pub async fn get_profile(self, email: &str) -> Result<TimebackProfile, UserError> {
        Ok(self.get_snapshot(email).await?.profile)
    }

    /// The profile together with today's and the week's progress, for the same calls.
    ///
    /// # Errors
    /// As [`UserClient::get_profile`].
    pub async fn get_snapshot(self, email: &str) -> Result<Snapshot, UserError> {
        let operation = self.timeback.operation();
        let user = resolve(operation, email).await?;
        self.load(operation, user).await
    }

    fn app(self) -> Option<&'a AppConfig> {
        self.timeback.config().app.as_deref()
    }

    /// The first half of a snapshot.
    pub(super) async fn resolve(self, email: &str) -> Result<ResolvedUser, UserResolutionError> {
        resolve(self.timeback.operation(), email).await
    }

    /// The second half of a snapshot.
    ///
    /// One question about activity serves both sums: the whole history holds today as well.
    pub(super) async fn load(
        self,
        operation: Operation<'_>,
        user: ResolvedUser,
    ) -> Result<Snapshot, UserError> {
        let today = self.timeback.clock().today();
        let days = Period::new(BEGINNING, today);
        let (enrollments, activity) = tokio::try_join!(
            edubridge::list_enrollments(operation, &user.id).map_err(UserError::Enrollments),
            edubridge::get_activity(operation, Student::Id(&user.id), &days)
                .map_err(UserError::Activity),
        )?;
        Ok(Snapshot {
            profile: profile(user, enrollments, &activity, today, self.app()),
            progress: history::progress(&activity, today),
            fetched_at: self.timeback.clock().now().as_millisecond(),
        })
    }
}

/// What a resolution says about verification: "not found" is an answer, everything else an error.
pub(super) fn verification(
    resolved: Result<&str, &UserResolutionError>,
) -> Result<Verification, UserResolutionError> {
    match resolved {
        Ok(id) => Ok(Verification::Verified {
            timeback_id: id.to_owned(),
        }),
        Err(UserResolutionError::NotFound) => Ok(Verification::Unverified),
        Err(error) => Err(error.clone()),
    }
}

fn profile(
    user: ResolvedUser,
    enrollments: Vec<Enrollment>,
    activity: &Activity,
    today: Date,
    app: Option<&AppConfig>,
) -> TimebackProfile {
    TimebackProfile {
        id: user.id,
        email: user.email,
        name: user.name,
        school: user.school,
        grade: user.grade,
        goals: goals(&enrollments),
        courses: enrollments
            .into_iter()
            .map(|enrollment| course(enrollment, app))
            .collect(),
        xp: history::xp(activity, today),
    }
}

/// The goals of the first enrollment that has any, even if they are empty; later ones do not count.
fn goals(enrollments: &[Enrollment]) -> Option<Goals> {
    let goals = enrollments
        .iter()
        .find_map(|enrollment| enrollment.metadata.goals)?;
    (goals != Goals::default()).then_some(goals)
}

fn course(enrollment: Enrollment, app: Option<&AppConfig>) -> Course {
    let edubridge::Course { id, title, .. } = enrollment.course;
    Course {
        code: course_code(app, &id).to_owned(),
        name: title,
        id,
    }
}

/// The app's own code for a course. Without a `timeback.config.json` to name one it is the id.
fn course_code<'a>(app: Option<&'a AppConfig>, id: &'a str) -> &'a str {
    app.and_then(|app| app.course_code(id)).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::timeback::Environment;

    fn enrollments(rows: Value) -> Vec<Enrollment> {
        serde_json::from_value(rows).unwrap()
    }

    fn enrolled(id: &str, metadata: Value) -> Value {
        json!({ "id": "e", "role": "student", "course": { "id": id, "title": id }, "metadata": metadata })
    }

    #[test]
    fn the_first_enrollment_with_goals_sets_them() {
        let rows = enrollments(json!([
            enrolled("a", Value::Null),
            enrolled("b", json!({ "goals": null })),
            enrolled(
                "c",
                json!({ "goals": { "dailyXp": 12.5, "dailyLessons": null }, "other": 1 })
            ),
            enrolled("d", json!({ "goals": { "dailyXp": 99 } })),
        ]));
        let expected = Goals {
            daily_xp: Some(12.5),
            ..Goals::default()
        };
        assert_eq!(goals(&rows), Some(expected));
    }

    #[test]
    fn empty_goals_hide_later_ones() {
        let rows = enrollments(json!([
            enrolled("a", json!({ "goals": {} })),
            enrolled("b", json!({ "goals": { "dailyXp": 99 } })),
        ]));
        assert_eq!(goals(&rows), None);
    }

    #[test]
    fn every_enrollment_is_a_course_in_order_twice_if_twice() {
        let rows = enrollments(json!([
            enrolled("b", Value::Null),
            enrolled("a", Value::Null),
            enrolled("b", Value::Null),
        ]));
        let courses: Vec<_> = rows.into_iter().map(|row| course(row, None)).collect();
        let ids: Vec<_> = courses.iter().map(|course| course.id.as_str()).collect();
        assert_eq!(ids, ["b", "a", "b"]);
        assert!(courses.iter().all(|course| course.code == course.id));
    }

    #[test]
    fn a_course_has_the_app_s_code_where_the_app_has_one() {
        let file = json!({ "name": "App", "sensor": "https://app.example", "courses": [
            { "subject": "Math", "grade": 5, "courseCode": "MATH-5", "ids": { "staging": "a" } },
            { "subject": "Math", "grade": 6, "ids": { "staging": "b" } },
        ] });
        let app = AppConfig::parse(file.to_string().as_bytes(), Environment::Staging).unwrap();
        let codes = ["a", "b", "c"].map(|id| course_code(Some(&app), id));
        assert_eq!(codes, ["MATH-5", "b", "c"]);
    }
}
