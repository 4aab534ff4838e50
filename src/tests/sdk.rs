//! The SDK's additions to the official ones, against the sandbox.

use timeback::{
    self, Config, ProfileOptions, Timeback, UserError, UserKey, UserResolutionError,
    oneroster::RoleName,
};

use super::{
    official_profile,
    platform::counts,
    world::{STUDENT, World},
};

fn client(world: &World) -> Timeback {
    let clock = world.clock.clone();
    Timeback::new(Config {
        clock: timeback::Clock::new(move || clock.now()),
        ..Config::sandbox(&world.platform.origin)
    })
}

#[tokio::test]
async fn an_ambiguous_address_is_settled_by_choosing_an_id() {
    let world = World::new().await;
    let timeback = client(&world);
    let user = timeback.user();
    let error = user.get_profile("twins@example.com").await.unwrap_err();
    assert!(matches!(
        error,
        UserError::Resolution(UserResolutionError::Ambiguous)
    ));
    let candidates = user.candidates("twins@example.com").await.unwrap();
    assert_eq!(candidates.len(), 2);
    for candidate in candidates {
        assert_eq!(candidate.role, Some(RoleName::Student));
        let profile = user.get_profile(UserKey::Id(&candidate.id)).await.unwrap();
        assert_eq!((profile.id, profile.name), (candidate.id, candidate.name));
    }
}

#[tokio::test]
async fn xp_by_app_and_by_subject_add_up_to_the_total() {
    let world = World::new().await;
    let timeback = client(&world);
    for email in [
        STUDENT,
        "busy@example.com",
        "fractional@example.com",
        "negative@example.com",
    ] {
        let parts = timeback.user().profile_parts(email).await.unwrap();
        let activity = parts.activity.unwrap().value;
        let official = official_profile::profile(&world.platform, email).await;
        for shares in [&activity.breakdown.apps, &activity.breakdown.subjects] {
            let today: f64 = shares.iter().map(|share| share.xp.today).sum();
            let all: f64 = shares.iter().map(|share| share.xp.all).sum();
            for (sum, total) in [
                (today, &official["xp"]["today"]),
                (all, &official["xp"]["all"]),
            ] {
                let total = total.as_f64().unwrap();
                assert!((sum - total).abs() < 1e-6, "{email}: {sum} of {total}");
            }
        }
    }
}

#[tokio::test]
async fn course_progress_is_loaded_on_demand_and_adds_up() {
    let world = World::new().await;
    let timeback = client(&world);
    let progress = timeback.user().course_progress(STUDENT).await.unwrap();
    let requests = world.platform.requests().await;
    assert_eq!(
        requests.get("GET /edubridge/analytics/enrollment/{id}"),
        counts(&[("", progress.len() as u64)]).get("")
    );
    assert_eq!(requests.get("GET /edubridge/analytics/activity"), None);
    assert_eq!(progress.len(), 3);
    let known = progress.iter().all(|one| one.activity.is_ok());
    assert!(known, "every course has its progress");
}

#[tokio::test]
async fn facts_are_grouped_by_the_days_of_the_time_zone_given() {
    let world = World::new().await;
    let timeback = client(&world);
    let options = ProfileOptions {
        day: timeback::Day::parse("Pacific/Kiritimati").unwrap(),
    };
    let user = timeback.user();
    let (here, there) = (
        user.get_snapshot(STUDENT).await.unwrap(),
        user.with_options(&options)
            .get_snapshot(STUDENT)
            .await
            .unwrap(),
    );
    assert_eq!(
        (here.progress.date.as_str(), there.progress.date.as_str()),
        ("2026-11-20", "2026-11-21")
    );
    assert!(here.profile.xp.all > 0.0);
}
