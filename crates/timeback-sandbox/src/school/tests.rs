use jiff::civil::{Date, date};

use super::School;
use super::fact::{Fact, Measure};
use super::fact_store::FactStore;

const TODAY: Date = date(2026, 11, 20);
const SUNDAY: Date = date(2026, 11, 22);

fn facts_on(today: Date, person_id: &str) -> Vec<Fact> {
    let school = School::new(today);
    let person = school.initial_roster().find_person(person_id).unwrap();
    FactStore::default().facts(school.initial_roster(), person, today)
}

fn is_on(fact: &Fact, day: Date) -> bool {
    super::super::utc_day(fact.occurred_at) == day
}

fn xp_of(facts: &[Fact], day: Date) -> f64 {
    facts.iter().filter(|fact| is_on(fact, day)).map(xp).sum()
}

fn xp(fact: &Fact) -> f64 {
    match fact.measure {
        Measure::Activity(work) => work.xp,
        Measure::TimeSpent(_) => 0.0,
    }
}

#[test]
fn a_day_is_the_same_at_every_start() {
    for person_id in [
        "maya-okafor",
        "priya-raman",
        "jonas-weber",
        "amelie-laurent",
        "chidi-okafor",
    ] {
        let today = format!("{:?}", facts_on(TODAY, person_id));
        let mut later = facts_on(date(2027, 1, 30), person_id);
        later.retain(|fact| super::super::utc_day(fact.occurred_at) <= TODAY);
        assert_eq!(format!("{later:?}"), today, "{person_id}");
    }
}

#[test]
fn everyone_has_the_expected_activity_today() {
    for today in [TODAY, SUNDAY, date(2026, 12, 25), date(2028, 2, 29)] {
        let xp_today = |person_id| xp_of(&facts_on(today, person_id), today);
        assert!(xp_today("maya-okafor") > 0.0, "{today}");
        assert!(xp_today("jonas-weber") < 0.0, "{today}");
        assert!(
            (xp_today("amelie-laurent") - 12.5).abs() < f64::EPSILON,
            "{today}"
        );
        assert!(facts_on(today, "theo-lindqvist").is_empty());
        assert!(facts_on(today, "ruth-castellanos").is_empty());
    }
}

#[test]
fn histories_have_the_expected_length_and_end_today() {
    let days = |person_id: &str| {
        let facts = facts_on(TODAY, person_id);
        let mut days: Vec<Date> = facts
            .iter()
            .map(|fact| super::super::utc_day(fact.occurred_at))
            .collect();
        days.dedup();
        (days[0], days[days.len() - 1], days.len())
    };
    assert_eq!(days("maya-okafor"), (date(2026, 8, 15), TODAY, 98));
    let (first, last, count) = days("chidi-okafor");
    assert!(
        first < date(2023, 8, 21) && last <= TODAY && count > 700,
        "{first} {last} {count}"
    );
}

#[test]
fn the_metrics_of_a_task_are_consistent() {
    for fact in facts_on(TODAY, "chidi-okafor") {
        match fact.measure {
            Measure::Activity(work) => {
                assert!(work.correct_questions <= work.total_questions, "{fact:?}");
                assert!((0.0..=30.0).contains(&work.xp), "{fact:?}");
                assert!(
                    work.xp == 0.0 || work.correct_questions * 10 >= work.total_questions * 8,
                    "{fact:?}"
                );
            }
            Measure::TimeSpent(time) => {
                let minutes = (time.active + time.inactive + time.waste) / 60.0;
                assert!((8.0..=24.0).contains(&minutes), "{fact:?}");
            }
        }
    }
}

#[test]
fn everyone_has_the_expected_courses() {
    let school = School::new(TODAY);
    let count = |person_id| {
        school
            .initial_roster()
            .enrollments_of(person_id)
            .filter(|enrollment| enrollment.is_current())
            .count()
    };
    assert_eq!(count("maya-okafor"), 3);
    assert_eq!(count("theo-lindqvist"), 0);
    assert_eq!(count("chidi-okafor"), 50);
    assert_eq!(count("zoe-nour"), 5);
    assert_eq!(count("ruth-castellanos"), 3);
    assert!(
        school
            .initial_roster()
            .enrollments_of("maya-okafor")
            .any(|enrollment| !enrollment.is_current())
    );
}

#[test]
fn ids_are_unique() {
    let school = School::new(TODAY);
    let roster = school.initial_roster();
    let mut ids: Vec<&str> = roster
        .enrollments()
        .iter()
        .map(|enrollment| enrollment.id.as_str())
        .collect();
    ids.extend(roster.people().iter().map(|person| &*person.id));
    ids.extend(roster.courses().iter().map(|course| &*course.id));
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}
