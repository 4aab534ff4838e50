//! The view that is made of the parts of a profile.

use jiff::{Timestamp, civil::Date};

use crate::profile::{Activity, CourseCard, Enrollments, ProfileView, Staleness, Student};
use timeback::{ActivitySummary, Day, DayActivity, EnrolledCourse, Goals, Part, ProfileParts};

/// The view of these parts at `now`.
pub fn view(parts: &ProfileParts, day: &Day, now: Timestamp) -> ProfileView {
    let user = parts.user.clone();
    let age = parts
        .fetched_at()
        .map(|fetched_at| now.duration_since(fetched_at).as_secs());
    ProfileView {
        student: Student {
            id: user.id,
            name: user.preferred_name,
            school: user.school.map(|school| school.name),
            grade: user.grade,
        },
        enrollments: parts
            .enrollments
            .as_ref()
            .ok()
            .map(|part| enrolled(&part.value, parts.current_goals(now, day), now, day)),
        activity: parts
            .activity
            .as_ref()
            .ok()
            .map(|part| earned(part, day.date(now))),
        fetched_at: parts.refreshed_at().map_or(0, Timestamp::as_millisecond),
        age_seconds: u32::try_from(age.unwrap_or_default()).unwrap_or_default(),
        staleness: staleness(parts, day, now),
    }
}

/// Why a part is missing or out of date at `now`, if one is.
pub fn staleness(parts: &ProfileParts, day: &Day, now: Timestamp) -> Option<Staleness> {
    let (error, since) = (parts.last_error()?, stale_since(parts));
    Some(Staleness {
        reason: error.into(),
        as_of: since.map(|since| clock(day, since)),
        is_as_of_yesterday: since.is_some_and(|since| day.date(since) != day.date(now)),
    })
}

fn enrolled(
    courses: &[EnrolledCourse],
    goals: Option<Goals>,
    now: Timestamp,
    day: &Day,
) -> Enrollments {
    let mut courses: Vec<_> = courses
        .iter()
        .filter(|course| !course.is_taught)
        .map(|course| card(course, now, day))
        .collect();
    courses.sort_by_key(|course| (course.is_over, course.is_upcoming));
    Enrollments { goals, courses }
}

fn card(course: &EnrolledCourse, now: Timestamp, day: &Day) -> CourseCard {
    let goal = course.goals.and_then(|goals| goals.daily_xp);
    let is_over = course.has_ended(now, day);
    CourseCard {
        name: course.name.clone(),
        // A course without a code of its own has its identifier for one, which tells a student nothing.
        code: (course.code != course.id && course.code != course.name).then(|| course.code.clone()),
        daily_xp: goal.filter(|goal| *goal > 0.0),
        is_upcoming: !is_over && !course.is_current(now, day),
        is_over,
    }
}

fn earned(part: &Part<ActivitySummary>, today: Date) -> Activity {
    let ActivitySummary { xp, progress, .. } = &part.value;
    let is_yesterdays = part.day.tomorrow().is_ok_and(|day| day == today);
    if is_yesterdays && part.stale.is_none() {
        return begin_day(&progress.week, xp.all, today);
    }
    Activity {
        today: (part.day == today).then(|| progress.today.clone()),
        week: progress.week.clone(),
        total_xp: xp.all,
    }
}

/// Yesterday's figures on a day that has just begun, and for which nobody has asked in vain.
fn begin_day(week: &[DayActivity], all: f64, today: Date) -> Activity {
    let today = DayActivity::none(today.to_string());
    let days = week.iter().skip(1).cloned();
    Activity {
        week: days.chain([today.clone()]).collect(),
        today: Some(today),
        total_xp: all,
    }
}

/// When the oldest part was asked for that could not be asked for again.
fn stale_since(parts: &ProfileParts) -> Option<Timestamp> {
    fn since<T, E>(part: &Result<Part<T>, E>) -> Option<Timestamp> {
        let part = part.as_ref().ok()?;
        part.stale.as_ref().map(|_| part.fetched_at)
    }
    let parts = [since(&parts.enrollments), since(&parts.activity)];
    parts.into_iter().flatten().min()
}

/// What the clock on the wall showed `then`. Nobody lives by UTC, so it is named.
fn clock(day: &Day, then: Timestamp) -> String {
    let shown = day.datetime(then);
    let zone = if *day == Day::Utc { " UTC" } else { "" };
    format!("{:02}:{:02}{zone}", shown.hour(), shown.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_names_utc() {
        let chicago = Day::parse("America/Chicago").unwrap();
        let then = "2026-11-20T16:42:10Z".parse().unwrap();
        assert_eq!(clock(&chicago, then), "10:42");
        assert_eq!(clock(&Day::Utc, then), "16:42 UTC");
    }
}
