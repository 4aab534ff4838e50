//! Calendar days in the student's time zone, including daylight saving transitions.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::date};

use super::{
    upstream::Route,
    world::{STUDENT, World},
};
use crate::{Day, ProfileOptions, edubridge::Period};

const ZONES: [&str; 30] = [
    "UTC",
    "America/Chicago",
    "America/New_York",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "America/Halifax",
    "America/St_Johns",
    "America/Havana",
    "America/Mexico_City",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/Asuncion",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Asia/Beirut",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Europe/London",
    "Europe/Berlin",
    "Atlantic/Azores",
];

/// The daylight saving transitions of 2026 in the United States and in Europe.
const NIGHTS: [&str; 4] = ["2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01"];

/// The first instant of a day and of the next one.
fn bounds(day: &Day, date: jiff::civil::Date) -> (Timestamp, Timestamp) {
    let period = Period::new(date, date).in_zone(day.zone());
    let (first, last) = period.bounds().unwrap();
    (first, last + 1.millisecond())
}

#[test]
fn days_are_contiguous_and_contain_their_instants() {
    for (zone, night) in ZONES
        .iter()
        .flat_map(|zone| NIGHTS.map(|night| (zone, night)))
    {
        let day = Day::parse(zone).unwrap();
        let noon: Timestamp = format!("{night}T12:00:00Z").parse().unwrap();
        for half_hours in -72..72 {
            let now = noon + SignedDuration::from_mins(30 * half_hours);
            let today = day.date(now);
            let (start, end) = bounds(&day, today);
            assert!(
                start <= now && now < end,
                "{zone} at {now}: {start} to {end}"
            );
            let (next, _) = bounds(&day, today.tomorrow().unwrap());
            assert_eq!(next, end, "{zone}: the day after {today}");
            let minutes = end.duration_since(start).as_mins();
            assert!(
                [23 * 60, 23 * 60 + 30, 24 * 60, 24 * 60 + 30, 25 * 60].contains(&minutes),
                "{zone}: {today} has {minutes} minutes"
            );
        }
    }
}

#[test]
fn daylight_saving_transitions_change_the_length_of_a_day() {
    let cases = [
        ("America/Chicago", date(2026, 3, 8), 23),
        ("America/Chicago", date(2026, 11, 1), 25),
        ("America/Havana", date(2026, 3, 8), 23),
        ("America/Havana", date(2026, 11, 1), 25),
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Asia/Beirut", date(2026, 3, 29), 23),
        ("Asia/Kolkata", date(2026, 3, 29), 24),
        ("UTC", date(2026, 3, 29), 24),
    ];
    for (zone, date, hours) in cases {
        let (start, end) = bounds(&Day::parse(zone).unwrap(), date);
        assert_eq!(end.duration_since(start).as_hours(), hours, "{zone} {date}");
    }
}

#[tokio::test]
async fn requests_use_the_student_s_days() {
    let world = World::new().await;
    // Half past ten in the evening of the 9th in Chicago.
    world.set_clock("2026-03-10T03:30:00Z");
    let options = ProfileOptions {
        day: Day::parse("America/Chicago").unwrap(),
    };
    let user = world.timeback.user().with_options(&options);
    let snapshot = user.get_snapshot(STUDENT).await.unwrap();
    assert_eq!(snapshot.progress.date, "2026-03-09");
    assert_eq!(snapshot.profile.xp.today, 27.0);
    assert_eq!(
        world.upstream.hits(Route::Activity)[0].uri,
        "/edubridge/analytics/activity?startDate=2000-01-01T06%3A00%3A00.000Z\
         &endDate=2026-03-10T04%3A59%3A59.999Z&studentId=tb_1&timezone=America%2FChicago"
    );
}
