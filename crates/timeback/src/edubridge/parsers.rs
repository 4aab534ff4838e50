//! Fuzzing entry points for this service's responses.

use jiff::{Timestamp, civil::date};

use super::{
    Activity, ActivityFigures, ApplicationMetric, DefaultClass, Enrollment, GoalsPropagation,
    HighestGradeMastered, TimeSaved, UsersPage, Week,
    applications::Applications,
    envelope::{Data, DataList},
    map_profile::MapProfile,
    subject_track_groups::Groups,
    subject_tracks::{OneTrack, Tracks},
    week::WeeklyFacts,
};
use crate::{
    Day, EnrolledCourse,
    fuzz::{ParseResult, Parser, decode, decode_and_use},
    history::History,
};

macro_rules! samples {
    ($($name:literal),+) => { &[$(include_str!(concat!("../fuzz/samples/edubridge/", $name, ".json"))),+] };
}

pub fn parsers() -> Vec<Parser> {
    let mut all = of_students();
    all.extend(of_courses());
    all
}

fn parser(
    name: &'static str,
    parse: fn(&[u8]) -> ParseResult,
    samples: &'static [&'static str],
) -> Parser {
    Parser {
        name,
        parse,
        samples,
    }
}

fn of_students() -> Vec<Parser> {
    vec![
        parser(
            "edubridge.enrollments",
            enrollments,
            samples!("enrollments"),
        ),
        parser(
            "edubridge.activity",
            activity,
            samples!("activity", "activity_by_app"),
        ),
        parser(
            "edubridge.figures",
            figures,
            samples!("activity", "activity_by_app"),
        ),
        parser("edubridge.week", week, samples!("week")),
        parser(
            "edubridge.highest_grade",
            decode::<HighestGradeMastered>,
            samples!("highest_grade"),
        ),
        parser(
            "edubridge.time_saved",
            decode::<Data<TimeSaved>>,
            samples!("time_saved"),
        ),
        parser(
            "edubridge.map_profile",
            decode::<MapProfile>,
            samples!("map_profile"),
        ),
        parser("edubridge.users", decode::<UsersPage>, samples!("users")),
        parser(
            "edubridge.enroll",
            decode::<Data<Enrollment>>,
            samples!("enroll"),
        ),
    ]
}

fn of_courses() -> Vec<Parser> {
    vec![
        parser(
            "edubridge.applications",
            decode::<Applications>,
            samples!("applications"),
        ),
        parser(
            "edubridge.metrics",
            decode::<DataList<ApplicationMetric>>,
            samples!("application_metrics"),
        ),
        parser(
            "edubridge.track",
            decode::<OneTrack>,
            samples!("subject_track"),
        ),
        parser(
            "edubridge.tracks",
            decode::<Tracks>,
            samples!("subject_tracks"),
        ),
        parser(
            "edubridge.groups",
            decode::<Groups>,
            samples!("subject_track_groups"),
        ),
        parser(
            "edubridge.class",
            decode::<Data<DefaultClass>>,
            samples!("default_class"),
        ),
        parser(
            "edubridge.goals",
            decode::<Data<GoalsPropagation>>,
            samples!("goals"),
        ),
    ]
}

fn enrollments(response: &[u8]) -> ParseResult {
    decode_and_use::<DataList<Enrollment>>(response, |response| {
        for enrollment in response.data {
            let course = EnrolledCourse::new(enrollment, None);
            course.is_current(Timestamp::UNIX_EPOCH, &Day::Utc);
        }
    })
}

fn activity(response: &[u8]) -> ParseResult {
    decode_and_use::<Activity>(response, |activity| {
        assert!(activity.activity_metrics().xp_earned.is_finite());
        assert!(activity.time_spent_metrics().active_seconds.is_finite());
    })
}

fn figures(response: &[u8]) -> ParseResult {
    decode_and_use::<ActivityFigures>(response, |activity| {
        let today = date(2026, 11, 20);
        let history = History::new(&activity, today, Timestamp::UNIX_EPOCH);
        let updated = history.updated(&activity, date(2026, 11, 19), today);
        for summary in [history.summary(), updated.summary()] {
            assert!(summary.xp.today.is_finite() && summary.xp.all.is_finite());
        }
        if let Ok(tree) = serde_json::from_slice::<Activity>(response) {
            let from_tree = History::new(&tree.into(), today, Timestamp::UNIX_EPOCH);
            assert_eq!(history.summary(), from_tree.summary());
        }
    })
}

fn week(response: &[u8]) -> ParseResult {
    decode_and_use::<WeeklyFacts>(response, |response| {
        let week = Week {
            first: date(2026, 11, 15),
            last: date(2026, 11, 21),
            rows: response.facts,
        };
        assert!(week.activity_metrics().xp_earned.is_finite());
        assert!(week.time_spent_metrics().active_seconds.is_finite());
        week.days();
        week.subjects();
    })
}
