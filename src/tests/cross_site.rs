//! Cross-site requests in a student's name (CSRF).

use axum::{
    body::Body,
    http::{Request, request::Builder},
};

use super::{
    activities::{HEARTBEAT, SUBMIT},
    browser::{ORIGIN, SESSION},
    world::{ME, SIGN_OUT, STUDENT, World},
};

/// All routes that change something.
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
async fn a_form_on_another_site_is_rejected() {
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
async fn a_request_with_our_cookie_but_without_an_origin_is_rejected() {
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
async fn either_header_identifies_our_pages() {
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
async fn an_empty_origin_is_rejected() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let empty: [&[(&str, &str)]; 3] = [
        &[("origin", "")],
        &[("sec-fetch-site", "")],
        &[("sec-fetch-site", ""), ("origin", ""), ("referer", ORIGIN)],
    ];
    for path in POSTS {
        for headers in empty {
            let answer = student.send(post(path, headers)).await;
            assert_eq!(answer.status, 403, "{path} {headers:?}");
        }
    }
    assert_eq!(student.get(ME).await.status, 200, "nobody was signed out");
}

#[tokio::test]
async fn the_origin_is_compared_with_the_public_url() {
    let world = World::with(&[("PUBLIC_URL", "http://127.0.0.1:8080")]).await;
    let student = world.student(STUDENT).await;
    let sent = async |host: &str, origin: &str| {
        let headers = [
            ("host", host),
            ("origin", origin),
            ("accept", "application/json"),
        ];
        student
            .send(post("/api/get_profile", &headers))
            .await
            .status
    };
    for host in ["127.0.0.1", "127.0.0.1:3000", "127.0.0.1:8080", "10.0.0.7"] {
        assert_eq!(sent(host, "http://127.0.0.1:8080").await, 200, "{host}");
    }
    for (host, origin) in [
        ("evil.example", "http://evil.example"),
        ("127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("127.0.0.1", "http://127.0.0.1"),
        ("127.0.0.1:8080", "https://127.0.0.1:8080"),
    ] {
        assert_eq!(sent(host, origin).await, 403, "{host} {origin}");
    }
}

#[tokio::test]
async fn a_sign_out_link_works_on_our_pages_only() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let link = |method: &str, headers: &[(&str, &str)]| {
        let link = Request::builder().method(method).uri(SIGN_OUT);
        let link = headers
            .iter()
            .fold(link, |link, (name, value)| link.header(*name, *value));
        link.body(Body::empty()).unwrap()
    };
    let unshown: [(&str, &[(&str, &str)]); 8] = [
        ("GET", &[]),
        ("GET", &[("origin", "")]),
        (
            "GET",
            &[("origin", "null"), ("referer", "http://127.0.0.1:3000/")],
        ),
        (
            "GET",
            &[("referer", "http://evil.example/http://127.0.0.1:3000/")],
        ),
        ("GET", &[("sec-fetch-site", "same-site")]),
        (
            "GET",
            &[
                ("sec-fetch-site", "cross-site"),
                ("referer", "http://127.0.0.1:3000/"),
            ],
        ),
        ("HEAD", &[]),
        ("HEAD", &[("sec-fetch-site", "same-origin")]),
    ];
    for (method, headers) in unshown {
        let answer = student.send(link(method, headers)).await;
        assert_eq!(answer.location(), "/", "{method} {headers:?}");
        assert_eq!(student.get(ME).await.status, 200, "{method} {headers:?}");
    }
    let ours: [&[(&str, &str)]; 2] = [
        &[("sec-fetch-site", "same-origin")],
        &[("referer", "http://127.0.0.1:3000/account")],
    ];
    for headers in ours {
        let student = world.student(STUDENT).await;
        let out = student.send(link("GET", headers)).await.location();
        let provider = world.platform.origin.join("/logout?").unwrap();
        assert!(out.starts_with(provider.as_str()), "{headers:?}: {out}");
        assert_eq!(student.get(ME).await.status, 401, "{headers:?}");
    }
}

#[tokio::test]
async fn get_requests_change_nothing() {
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
