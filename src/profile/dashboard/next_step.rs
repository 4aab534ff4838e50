use super::{CourseStatus, CourseSummary};
use messages::is_reached;

/// The course to open next.
#[derive(Debug, Clone, PartialEq)]
pub struct NextStep {
    /// The course's title.
    pub course: String,
    /// XP that are left to the course's goal of today; `None` for a course without a goal.
    pub xp_left: Option<f64>,
    /// Where the course is done.
    pub launch_url: Option<String>,
}

/// The running course with most left to its goal; without goals, the only running course. `None` when every goal is
/// reached, or when it is not known which course is behind.
pub fn next_step(courses: &[CourseSummary]) -> Option<NextStep> {
    let running = || {
        let courses = courses.iter();
        courses.filter(|course| course.status == CourseStatus::Running)
    };
    let step = |course: &CourseSummary, xp_left| NextStep {
        course: course.name.clone(),
        xp_left,
        launch_url: course.launch_url.clone(),
    };
    let with_goal = || running().filter(|course| course.goal.is_some());
    if with_goal().next().is_none() {
        let mut running = running();
        let only = running.next().filter(|_| running.next().is_none());
        return only.map(|course| step(course, None));
    }
    let mut most: Option<(&CourseSummary, f64)> = None;
    for course in with_goal() {
        let left = course.xp_left()?;
        let is_open = !is_reached(course.xp_today?, course.goal?);
        if is_open && most.is_none_or(|(_, most)| left > most) {
            most = Some((course, left));
        }
    }
    most.map(|(course, left)| step(course, Some(left)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(name: &str, goal: Option<f64>, xp_today: Option<f64>) -> CourseSummary {
        CourseSummary {
            id: name.to_owned(),
            name: name.to_owned(),
            code: None,
            goal,
            xp_today,
            total_xp: None,
            last_active_on: None,
            size: None,
            percent_complete: None,
            launch_url: None,
            status: CourseStatus::Running,
            has_enrollment: true,
            is_xp_missing: false,
        }
    }

    fn next(courses: &[CourseSummary]) -> Option<(String, Option<f64>)> {
        next_step(courses).map(|step| (step.course, step.xp_left))
    }

    #[test]
    fn the_course_with_most_left_is_next() {
        let courses = [
            course("Math", Some(40.0), Some(38.0)),
            course("Reading", Some(20.0), Some(5.0)),
            course("Art", None, Some(0.0)),
        ];
        assert_eq!(next(&courses), Some(("Reading".to_owned(), Some(15.0))));
    }

    #[test]
    fn nothing_is_next_when_every_goal_is_reached() {
        let courses = [course("Math", Some(40.0), Some(40.0))];
        assert_eq!(next(&courses), None);
    }

    #[test]
    fn a_course_whose_xp_is_unknown_may_be_the_one_that_is_behind() {
        let courses = [
            course("Math", Some(40.0), None),
            course("Reading", Some(20.0), Some(5.0)),
        ];
        assert_eq!(next(&courses), None);
    }

    #[test]
    fn without_goals_the_only_course_is_next() {
        let math = course("Math", None, None);
        assert_eq!(
            next(std::slice::from_ref(&math)),
            Some(("Math".to_owned(), None))
        );
        assert_eq!(next(&[math, course("Reading", None, None)]), None);
    }

    #[test]
    fn a_course_that_has_ended_asks_for_nothing() {
        let ended = CourseSummary {
            status: CourseStatus::Ended,
            ..course("Math", Some(40.0), Some(0.0))
        };
        assert_eq!(next(&[ended]), None);
    }
}
