//! The number of requests to the platform.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{
    activities::{SUBMIT, finished, post},
    platform::{ACTIVITY, COURSE_XP, ENROLLMENTS, TOKEN, USERS, counts},
    world::{ME, SIGN_OUT, STUDENT, World},
};

/// One token, one user lookup, one list of enrollments, one activity request.
const COLD: [(&str, u64); 4] = [(TOKEN, 1), (USERS, 1), (ENROLLMENTS, 1), (ACTIVITY, 1)];

/// And, once those have arrived, the XP of each of the three courses.
const COLD_PAGE: [(&str, u64); 5] = [
    (TOKEN, 1),
    (USERS, 1),
    (ENROLLMENTS, 1),
    (ACTIVITY, 1),
    (COURSE_XP, 3),
];

#[tokio::test]
async fn an_uncached_page_sends_four_requests_and_one_per_course_and_a_cached_one_none() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.reset_requests().await;
    student.get("/profile").await;
    assert_eq!(world.platform.requests().await, counts(&COLD_PAGE));
    for path in [
        "/profile",
        ME,
        "/api/timeback/user/verify",
        "/examples",
        "/",
    ] {
        student.get(path).await;
    }
    student.post_server_fn("/api/get_profile", &[]).await;
    assert_eq!(world.platform.requests().await, counts(&COLD_PAGE));
}

/// Of fifty courses, the first six.
#[tokio::test]
async fn fifty_courses_cost_no_more_than_six() {
    let world = World::new().await;
    let student = world.student("busy@example.com").await;
    world.platform.reset_requests().await;
    student.get("/profile").await;
    let requests = world.platform.requests().await;
    assert_eq!(requests[COURSE_XP], 6, "{requests:?}");
}

#[tokio::test]
async fn work_in_one_course_loads_that_course_alone() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.get("/profile").await;
    world.platform.reset_requests().await;
    assert_eq!(post(&student, SUBMIT, &finished(1, 7.25)).await.status, 204);
    while !world.platform.requests().await.contains_key(COURSE_XP) {
        student.get("/profile").await;
    }
    student.get("/profile").await;
    let requests = world.platform.requests().await;
    assert_eq!(
        (requests[ACTIVITY], requests[COURSE_XP]),
        (1, 1),
        "{requests:?}"
    );
}

#[tokio::test]
async fn a_hundred_concurrent_loads_send_the_requests_of_one() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.reset_requests().await;
    let answers =
        join_all((0..100).map(|n| student.get(if n % 2 == 0 { "/profile" } else { ME }))).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
    assert_eq!(world.platform.requests().await, counts(&COLD_PAGE));
}

#[tokio::test]
async fn two_sessions_of_one_student_share_a_load() {
    let world = World::new().await;
    let (laptop, phone) = (world.student(STUDENT).await, world.student(STUDENT).await);
    world.platform.reset_requests().await;
    world.platform.faults(slow_activity()).await;
    tokio::join!(laptop.get("/profile"), phone.get("/profile"));
    let mut requests = world.platform.requests().await;
    // Those of courses are shared as far as both ask at the same time.
    let of_courses = requests.remove(COURSE_XP).unwrap_or_default();
    assert!((3..=6).contains(&of_courses), "{of_courses}");
    assert_eq!(requests, counts(&COLD));
}

#[tokio::test]
async fn a_verification_and_the_profile_share_one_lookup() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.reset_requests().await;
    student.get("/api/timeback/user/verify").await;
    assert_eq!(
        world.platform.requests().await,
        counts(&[(TOKEN, 1), (USERS, 1)])
    );
    student.get("/profile").await;
    assert_eq!(world.platform.requests().await, counts(&COLD_PAGE));
}

#[tokio::test]
async fn ten_concurrent_refreshes_send_one_load() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.get("/profile").await;
    world.platform.reset_requests().await;
    world.platform.faults(slow_activity()).await;
    join_all((0..10).map(|_| student.post_server_fn("/api/get_profile", &[("fresh", "true")])))
        .await;
    assert_eq!(world.platform.requests().await, counts(&COLD[1..]));
}

#[tokio::test]
async fn after_signing_out_nothing_is_cached() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.get("/profile").await;
    student.post_form(SIGN_OUT, &[]).await;
    world.sign_in(&student, STUDENT).await;
    world.platform.reset_requests().await;
    student.get("/profile").await;
    assert_eq!(world.platform.requests().await, counts(&COLD_PAGE[1..]));
}

#[tokio::test]
async fn profiles_of_students_are_separate() {
    let world = World::new().await;
    let (maya, amelie) = (
        world.student(STUDENT).await,
        world.student("fractional@example.com").await,
    );
    let (first, second) = tokio::join!(maya.get(ME), amelie.get(ME));
    assert_eq!(
        (&first.json()["id"], &second.json()["id"]),
        (&json!("maya-okafor"), &json!("amelie-laurent"))
    );
    world.sign_in(&maya, "fractional@example.com").await;
    assert_eq!(maya.get(ME).await.json()["id"], "amelie-laurent");
}

#[tokio::test]
async fn independent_requests_are_concurrent() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let never = |route: &str| json!({ "route": route, "delayMs": 3_600_000 });
    let faults = [
        "/edubridge/enrollments/user/{id}",
        "/edubridge/analytics/activity",
    ]
    .map(never);
    world.platform.faults(faults.into_iter().collect()).await;
    let both = counts(&[(ENROLLMENTS, 1), (ACTIVITY, 1)]);
    let side_by_side = async {
        while world.platform.under_way().await != both {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        () = side_by_side => {}
        answer = student.get(ME) => panic!("{} before both were asked", answer.status),
    }
}

/// Slow enough for the last caller to arrive before the first response.
fn slow_activity() -> Value {
    json!([{ "route": "/edubridge/analytics/activity", "delayMs": 500 }])
}
