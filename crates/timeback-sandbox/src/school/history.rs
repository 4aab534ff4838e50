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
    if person.rhythm == ActivityPattern::Never || courses.is_empty() {
        return Vec::new();
    }
    first
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= last)
        .flat_map(|day| facts_of_day(person, courses, day))
        .collect()
}

fn facts_of_day(person: &Person, courses: &[Course], day: Date) -> Vec<Fact> {
    let mut chance = SeededRng::seeded(&person.id, day_number(day));
    let count = task_count(person, day, &mut chance);
    let mut begins_at = morning(day);
    let mut facts = Vec::new();
    for index in 0..count {
        let course = pick(courses, day, index, &mut chance);
        let task = Task::invent(person.rhythm, index, &mut chance);
        let ends_at = begins_at + SignedDuration::from_mins(i64::from(task.minutes));
        facts.extend(told(course, task, ends_at, &mut chance));
        begins_at = ends_at + SignedDuration::from_mins(5);
    }
    facts
}

fn task_count(person: &Person, day: Date, chance: &mut SeededRng) -> u32 {
    let is_weekend = day.weekday().to_monday_zero_offset() >= 5;
    let is_away = is_weekend || year::is_winter_break(day) || chance.happens(6);
    match person.rhythm {
        ActivityPattern::Never => 0,
        ActivityPattern::Fraction => 1,
        ActivityPattern::Guessing => 2,
        ActivityPattern::Daily if is_weekend => 1,
        ActivityPattern::Daily => chance.within(2, 4),
        ActivityPattern::Schooldays if is_away => 0,
        ActivityPattern::Schooldays => chance.within(2, 5),
    }
}

/// Picks a course: in turn for a few courses, at random for many.
fn pick<'c>(courses: &'c [Course], day: Date, index: u32, chance: &mut SeededRng) -> &'c Course {
    let turn = day_number(day).wrapping_add(u64::from(index));
    let turn = if courses.len() > 8 {
        chance.draw()
    } else {
        turn
    };
    let place = turn % u64::try_from(courses.len()).unwrap_or(1);
    &courses[usize::try_from(place).unwrap_or_default()]
}

/// Returns the two facts of a task.
fn told(course: &Course, task: Task, ended_at: Timestamp, chance: &mut SeededRng) -> [Fact; 2] {
    let apps = course.subject.apps();
    // Most work is done in the primary app.
    let app = if chance.happens(75) {
        apps[0]
    } else {
        apps[apps.len() - 1]
    };
    let lessons = course.subject.lessons();
    let lesson = lessons[usize::try_from(chance.draw() % lessons.len() as u64).unwrap_or_default()];
    let work = fact(
        course,
        app,
        lesson,
        ended_at,
        Measure::Activity(task.activity()),
        chance,
    );
    let time = Fact {
        id: fact_id(chance),
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
    chance: &mut SeededRng,
) -> Fact {
    let slug = lesson.to_lowercase().replace(' ', "-").replace('\'', "");
    let subject = course.subject.name().replace(' ', "%20");
    Fact {
        id: fact_id(chance),
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

fn fact_id(chance: &mut SeededRng) -> u64 {
    chance.draw() >> 11
}

fn day_number(day: Date) -> u64 {
    let days = day.duration_since(Date::ZERO).as_hours() / 24;
    days.unsigned_abs()
}

fn morning(day: Date) -> Timestamp {
    TimeZone::UTC
        .to_timestamp(day.at(FIRST_TASK_HOUR, 0, 0, 0))
        .unwrap_or_default()
}
