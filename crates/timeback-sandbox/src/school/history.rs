//! Generates a person's activity history.
//!
//! A day's facts are derived from the person and the date, so they are the same at every start. Today is complete from
//! midnight UTC on.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::course::Course;
use super::fact::{Fact, Measure};
use super::person::{ActivityPattern, Person};
use super::seeded_rng::SeededRng;
use super::task::Task;
use super::year;

/// Start of a day's first task in UTC: mid-morning in the schools' time zone, and on the same calendar day from Hawaii
/// to India.
const FIRST_TASK_HOUR: i8 = 15;

/// The sensor of the generated facts.
const SENSOR: &str = "https://apps.example.com";

/// Returns the facts of `person` in `courses` from `first` to `last`, inclusive, oldest first.
pub fn between(person: &Person, courses: &[Course], first: Date, last: Date) -> Vec<Fact> {
    if person.activity_pattern == ActivityPattern::Never || courses.is_empty() {
        return Vec::new();
    }
    first
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= last)
        .flat_map(|day| facts_of_day(person, courses, day))
        .collect()
}

fn facts_of_day(person: &Person, courses: &[Course], day: Date) -> Vec<Fact> {
    let mut rng = SeededRng::new(&person.id, day_number(day));
    let count = task_count(person, day, &mut rng);
    let mut begins_at = first_task_at(day);
    let mut facts = Vec::new();
    for index in 0..count {
        let course = pick(courses, day, index, &mut rng);
        let task = Task::generate(person.activity_pattern, index, &mut rng);
        let ends_at = begins_at + SignedDuration::from_mins(i64::from(task.minutes));
        facts.extend(task_facts(course, task, ends_at, &mut rng));
        begins_at = ends_at + SignedDuration::from_mins(5);
    }
    facts
}

fn task_count(person: &Person, day: Date, rng: &mut SeededRng) -> u32 {
    let is_weekend = day.weekday().to_monday_zero_offset() >= 5;
    let is_absent = is_weekend || year::is_winter_break(day) || rng.random_percent(6);
    match person.activity_pattern {
        ActivityPattern::Never => 0,
        ActivityPattern::Fraction => 1,
        ActivityPattern::Guessing => 2,
        ActivityPattern::Daily if is_weekend => 1,
        ActivityPattern::Daily => rng.random_range(2, 4),
        ActivityPattern::Schooldays if is_absent => 0,
        ActivityPattern::Schooldays => rng.random_range(2, 5),
    }
}

/// Picks a course: in position for a few courses, at random for many.
fn pick<'c>(courses: &'c [Course], day: Date, index: u32, rng: &mut SeededRng) -> &'c Course {
    let position = day_number(day).wrapping_add(u64::from(index));
    let position = if courses.len() > 8 {
        rng.next_u64()
    } else {
        position
    };
    let place = position % u64::try_from(courses.len()).unwrap_or(1);
    &courses[usize::try_from(place).unwrap_or_default()]
}

/// Returns the two facts of a task.
fn task_facts(course: &Course, task: Task, ended_at: Timestamp, rng: &mut SeededRng) -> [Fact; 2] {
    let apps = course.subject.apps();
    // Most work is done in the primary app.
    let app = if rng.random_percent(75) {
        apps[0]
    } else {
        apps[apps.len() - 1]
    };
    let lessons = course.subject.lessons();
    let lesson =
        lessons[usize::try_from(rng.next_u64() % lessons.len() as u64).unwrap_or_default()];
    let work = fact(
        course,
        app,
        lesson,
        ended_at,
        Measure::Activity(task.activity()),
        rng,
    );
    let time = Fact {
        id: fact_id(rng),
        measure: Measure::TimeSpent(task.time()),
        ..work.clone()
    };
    [work, time]
}

fn fact(
    course: &Course,
    app: &'static str,
    lesson: &'static str,
    ended_at: Timestamp,
    measure: Measure,
    rng: &mut SeededRng,
) -> Fact {
    let slug = lesson.to_lowercase().replace(' ', "-").replace('\'', "");
    let subject = course.subject.name().replace(' ', "%20");
    Fact {
        id: fact_id(rng),
        occurred_at: ended_at,
        sent_at: ended_at + SignedDuration::from_secs(2),
        subject: course.subject,
        app: app.into(),
        course_id: Some(Arc::clone(&course.id)),
        activity_id: format!("{SENSOR}/activities/{subject}/g{}/{slug}", course.grade).into(),
        activity_name: lesson.into(),
        sensor: SENSOR.into(),
        measure,
    }
}

fn fact_id(rng: &mut SeededRng) -> u64 {
    rng.next_u64() >> 11
}

fn day_number(day: Date) -> u64 {
    let days = day.duration_since(Date::ZERO).as_hours() / 24;
    days.unsigned_abs()
}

fn first_task_at(day: Date) -> Timestamp {
    TimeZone::UTC
        .to_timestamp(day.at(FIRST_TASK_HOUR, 0, 0, 0))
        .unwrap_or_default()
}
