//! Midnight in thirty time zones: in the nights of their own clock changes, at new year and in an ordinary one.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};

use super::world::{STUDENT, World};
use crate::{Day, Freshness, SessionCache};

const ZONES: [&str; 30] = [
    "UTC",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/St_Johns",
    "America/Havana",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Nuuk",
    "America/Argentina/Buenos_Aires",
    "Atlantic/Azores",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Chisinau",
    "Asia/Beirut",
    "Asia/Jerusalem",
    "Asia/Tehran",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
];

/// The zones whose clocks do not change in 2026.
const WITHOUT_CHANGES: usize = 12;

/// The days that begin in the nights to look at: new year, an ordinary one, and the days of 2026 on which the clocks of
/// this time zone change, or which follow.
fn mornings(day: &Day) -> Vec<Date> {
    let mut mornings = vec!["2026-05-20".parse().unwrap(), "2027-01-01".parse().unwrap()];
    let begin: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    let zone = day.zone();
    let changes = zone.following(begin).map(|change| change.timestamp());
    for change in changes.take_while(|at| at.to_string().starts_with("2026")) {
        mornings.push(day.date(change));
        mornings.push(day.date(change).tomorrow().unwrap());
    }
    mornings.sort();
    mornings
}

fn all() -> impl Iterator<Item = (&'static str, Day, Date)> {
    let days = ZONES.map(|zone| (zone, Day::parse(zone).unwrap()));
    days.into_iter().flat_map(|(zone, day)| {
        let mornings = mornings(&day).into_iter();
        mornings.map(move |morning| (zone, day.clone(), morning))
    })
}

#[test]
fn a_day_begins_at_midnight_and_the_second_before_is_yesterday_s() {
    let unchanging = ZONES.map(|zone| mornings(&Day::parse(zone).unwrap()).len());
    let unchanging = unchanging.iter().filter(|count| **count == 2).count();
    assert_eq!(unchanging, WITHOUT_CHANGES);
    for (zone, day, morning) in all() {
        let begin = day.begin_of(morning);
        let before = begin - SignedDuration::from_secs(1);
        assert_eq!(day.date(begin), morning, "{zone}");
        assert_eq!(day.date(before), morning.yesterday().unwrap(), "{zone}");
    }
}

#[test]
fn a_day_without_midnight_begins_at_its_first_instant() {
    for (zone, date, begin, local) in [
        (
            "Africa/Cairo",
            "2026-04-24",
            "2026-04-23T22:00:00Z",
            "01:00:00",
        ),
        (
            "America/Havana",
            "2026-03-08",
            "2026-03-08T05:00:00Z",
            "01:00:00",
        ),
        (
            "America/Santiago",
            "2026-09-06",
            "2026-09-06T04:00:00Z",
            "01:00:00",
        ),
        (
            "Asia/Beirut",
            "2026-03-29",
            "2026-03-28T22:00:00Z",
            "01:00:00",
        ),
        (
            "Atlantic/Azores",
            "2026-03-29",
            "2026-03-29T01:00:00Z",
            "01:00:00",
        ),
        (
            "Pacific/Chatham",
            "2026-09-27",
            "2026-09-26T11:15:00Z",
            "00:00:00",
        ),
    ] {
        let day = Day::parse(zone).unwrap();
        let date: Date = date.parse().unwrap();
        assert_eq!(day.begin_of(date).to_string(), begin, "{zone}");
        let first = day.datetime(day.begin_of(date));
        assert_eq!(
            (first.date(), first.time().to_string().as_str()),
            (date, local)
        );
    }
}

#[test]
fn a_week_is_as_long_as_its_seven_days_and_the_changes_of_its_clocks() {
    for (zone, day, morning) in all() {
        let first = morning.saturating_sub(6.days());
        let begins = first.series(1.day()).take(8);
        let begins: Vec<_> = begins.map(|date| day.begin_of(date)).collect();
        let length = begins[7].duration_since(begins[0]).as_secs();
        let second = SignedDuration::from_secs(1);
        let offset = |at: Timestamp| i64::from(day.zone().to_offset(at).seconds());
        let zone_of_day = day.zone();
        let changes = zone_of_day.following(begins[0] - second);
        let changes = changes.map(|change| change.timestamp());
        let changes = changes.take_while(|at| *at < begins[7]);
        let shift: i64 = changes.map(|at| offset(at) - offset(at - second)).sum();
        assert_eq!(length, 168 * 3600 - shift, "{zone} {morning}");
        assert!(begins.windows(2).all(|pair| pair[0] < pair[1]), "{zone}");
    }
}

#[tokio::test]
async fn a_session_s_week_ends_with_its_own_today() {
    let world = World::new().await;
    let cache = SessionCache::new(world.timeback.clone(), 100, Duration::from_hours(1));
    for (zone, day, morning) in all() {
        let (begin, cache) = (day.begin_of(morning), cache.in_zone(&day));
        let before = begin - SignedDuration::from_secs(1);
        let yesterday = morning.yesterday().unwrap();
        for (now, today) in [(before, yesterday), (begin, morning)] {
            world.set_clock(&now.to_string());
            let known = cache.snapshot("s", STUDENT, Freshness::Cached).await;
            let progress = known.unwrap().progress.clone();
            assert_eq!(progress.date, today.to_string(), "{zone} at {now}");
            let first = today.saturating_sub(6.days());
            let week = first.series(1.day()).take(7);
            let week: Vec<_> = week.map(|date| date.to_string()).collect();
            let shown: Vec<_> = progress.week.iter().map(|day| &day.date).collect();
            assert_eq!(shown, week.iter().collect::<Vec<_>>(), "{zone} at {now}");
        }
    }
}
