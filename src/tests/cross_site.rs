//! Requests that other sites make in a student's name.

use axum::{
    body::Body,
    http::{Request, request::Builder},
};

use super::{
    activities::{HEARTBEAT, SUBMIT},
    browser::{ORIGIN, SESSION},
    world::{ME, SIGN_OUT, STUDENT, World},
};

/// Everything that changes something.
const POSTS: [&str; 5] = [
    "/api/get_profile",
    "/api/verify",
    SIGN_OUT,
    HEARTBEAT,
    SUBMIT,
];

fn post(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let form: Builder =
        Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    headers
        .iter()
        .fold(form, |request, (name, value)| request.header(*name, *value))
        .body("fresh=true".into())
        .unwrap()
}

#[tokio::test]
async fn a_form_on_another_site_is_refused() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.reset_requests().await;
    let foreign: [&[(&str, &str)]; 7] = [
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ],
        &[
            ("sec-fetch-site", "same-site"),
            ("origin", "http://127.0.0.1:4010"),
        ],
        &[("sec-fetch-site", "cross-site"), ("origin", ORIGIN)],
        &[("origin", "null")],
        &[("origin", "http://sibling.127.0.0.1:3000")],
        &[("origin", "http://127.0.0.1:3001")],
        &[
            ("origin", "https://evil.example"),
            ("referer", "http://127.0.0.1:3000/profile"),
        ],
    ];
    for path in POSTS {
        for headers in foreign {
            assert_eq!(
                student.send(post(path, headers)).await.status,
                403,
                "{path} {headers:?}"
            );
        }
    }
    assert!(
        world.platform.requests().await.is_empty(),
        "nothing was asked"
    );
    assert_eq!(student.get(ME).await.status, 200, "nobody was signed out");
}

#[tokio::test]
async fn a_request_with_our_cookie_that_does_not_say_where_it_comes_from_is_refused() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    for path in POSTS {
        assert_eq!(student.send(post(path, &[])).await.status, 403, "{path}");
        assert_eq!(
            student
                .send(post(path, &[("referer", ORIGIN)]))
                .await
                .status,
            403,
            "{path}"
        );
    }
    assert!(student.cookie(SESSION).is_some());
    assert_eq!(student.get(ME).await.status, 200);
}

#[tokio::test]
async fn a_page_of_ours_is_believed_by_either_header() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    for header in [("sec-fetch-site", "same-origin"), ("origin", ORIGIN)] {
        let answer = student
            .send(post(
                "/api/get_profile",
                &[header, ("accept", "application/json")],
            ))
            .await;
        assert_eq!(answer.status, 200, "{header:?}: {}", answer.body);
    }
}

#[tokio::test]
async fn reading_changes_nothing_upstream_or_here() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    for path in ["/api/get_profile?fresh=true", "/api/verify"] {
        let answer = student.get(path).await;
        assert!(
            matches!(answer.status, 404 | 405),
            "{path}: {}",
            answer.status
        );
    }
}
