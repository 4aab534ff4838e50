//! Every route that returns a profile counts as a read and is logged.

use axum::{
    body::Body,
    http::{Method, Request},
};

use crate::{
    activities::{SUBMIT, finished, post},
    auth_api::client::{Client, VERSION, text},
    browser::{Answer, Browser},
    clock::{HOUR, MINUTE},
    world::{ME, STUDENT, World},
};

/// One read per second on average and thirty at once.
const SLOW: &[(&str, &str)] = &[("PROFILE_RATE_LIMIT", "1"), ("AUTH_AUTOCONFIRM", "true")];

const THIRTY: usize = 30;

/// Routes that return the signed-in user's profile or a part of it.
const WAYS: [(&str, &str); 11] = [
    ("GET", "/profile"),
    ("HEAD", "/profile"),
    ("GET", "/examples"),
    ("GET", ME),
    ("HEAD", ME),
    ("GET", "/api/timeback/user/verify"),
    ("POST", "/api/get_profile"),
    ("POST", "/api/verify"),
    ("POST", "/profile/content"),
    ("GET", "/profile/live?since=0"),
    ("GET", "/account/export"),
];

/// Sends the request, and reads only the beginning of the response, because one of them does not end.
async fn take(student: &Browser, (method, path): (&str, &str)) -> (u16, Option<String>, String) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = student.open(request.body(Body::empty()).unwrap()).await;
    let header = |name: &str| {
        let value = answer.headers().get(name)?;
        Some(value.to_str().unwrap().to_owned())
    };
    let location = header("location").unwrap_or_default();
    (answer.status().as_u16(), header("retry-after"), location)
}

/// The number of reads left before one is refused.
async fn left(student: &Browser) -> usize {
    let mut left = 0;
    while student.get(ME).await.status == 200 {
        left += 1;
    }
    left
}

#[tokio::test]
async fn every_way_out_counts_as_much_as_any_other() {
    let world = World::with(SLOW).await;
    let student = world.student(STUDENT).await;
    for way in WAYS {
        world.clock.pass(MINUTE);
        for _ in 0..5 {
            let (status, ..) = take(&student, way).await;
            assert_eq!(status, 200, "{way:?}");
        }
        // The examples show the profile, and whether there is one.
        let reads = if way.1 == "/examples" { 10 } else { 5 };
        assert!(left(&student).await <= THIRTY - reads, "{way:?}");
    }
}

#[tokio::test]
async fn every_way_out_is_shut_when_one_was_taken_too_often() {
    let world = World::with(SLOW).await;
    let student = world.student(STUDENT).await;
    left(&student).await;
    for way in WAYS {
        let (status, retry_after, location) = take(&student, way).await;
        if way.1 == "/account/export" {
            assert_eq!(
                (status, location.as_str()),
                (303, "/account/data#export"),
                "{way:?}"
            );
        } else {
            assert_eq!(
                (status, retry_after.as_deref()),
                (429, Some("1")),
                "{way:?}"
            );
        }
    }
}

#[tokio::test]
async fn every_way_out_is_in_the_log_with_the_session_it_was_taken_in() {
    let world = World::with(SLOW).await;
    let mut expected = 0;
    // A HEAD request returns headers only.
    for way in WAYS.into_iter().filter(|(method, _)| *method != "HEAD") {
        let student = world.student(STUDENT).await;
        let request = Request::builder().method(way.0).uri(way.1);
        let request = request
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        let request = request.body(Body::empty()).unwrap();
        if way.1.starts_with("/profile/live") {
            student.open(request).await;
        } else {
            student.send(request).await;
        }
        expected += 1;
        assert_eq!(noted(&world).await, expected, "{way:?}");
        world.clock.pass(MINUTE);
    }
}

async fn noted(world: &World) -> usize {
    let log = world.state.identity.audit_log().await.unwrap();
    log.iter()
        .filter(|entry| entry.action == "profile_read")
        .count()
}

#[tokio::test]
async fn a_profile_that_is_sent_to_an_open_page_counts_and_is_in_the_log() {
    use futures_util::StreamExt as _;

    let world = World::with(SLOW).await;
    let student = world.student(STUDENT).await;
    let request = Request::get("/profile/live?since=0")
        .body(Body::empty())
        .unwrap();
    let mut page = student.open(request).await.into_body().into_data_stream();
    for _ in ["when to come back", "the page"] {
        page.next().await.unwrap().unwrap();
    }
    world.clock.pass(HOUR);
    assert_eq!(noted(&world).await, 1);
    assert_eq!(post(&student, SUBMIT, &finished(1, 7.25)).await.status, 204);
    page.next().await.unwrap().unwrap();
    assert_eq!(noted(&world).await, 2, "an hour later it is noted again");
    assert!(left(&student).await < THIRTY, "it counts");
}

async fn put(client: &Client, token: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    let headers = [VERSION, ("authorization", bearer.as_str())];
    client.send(Method::PUT, "/user", &headers, "{}").await
}

#[tokio::test]
async fn a_program_s_way_out_counts_by_each_of_its_methods() {
    let world = World::with(SLOW).await;
    let client = world.client();
    let session = client.sign_up().await;
    let token = text(&session["access_token"]);
    let bearer = format!("Bearer {token}");
    let headers = [VERSION, ("authorization", bearer.as_str())];
    for _ in 0..THIRTY / 3 {
        assert_eq!(client.get("/user", token).await.status, 200);
        assert_eq!(put(&client, token).await.status, 200);
        let head = client.send(Method::HEAD, "/user", &headers, "").await;
        assert_eq!(head.status, 200);
    }
    assert_eq!(client.get("/user", token).await.status, 429);
    assert_eq!(put(&client, token).await.status, 429);
    let head = client.send(Method::HEAD, "/user", &headers, "").await;
    assert_eq!(head.status, 429);
    assert_eq!(noted(&world).await, 1);
}
