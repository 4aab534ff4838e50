use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::{Value, json};

use super::{CLERK_KEY, count, fetch, png, upload};
use crate::{
    browser::{Answer, ORIGIN},
    store::{Store, on_both_engines},
    world::World,
};

on_both_engines![a_program_sets_and_removes_a_picture,];

async fn send(world: &World, mut request: Request<Body>) -> Answer {
    let key = format!("Bearer {CLERK_KEY}").parse().unwrap();
    request.headers_mut().insert(header::AUTHORIZATION, key);
    world.anonymous().send(request).await
}

async fn call(world: &World, method: Method, path: &str, body: &Value) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .body(body.to_string().into())
        .unwrap();
    send(world, request).await
}

/// Leon, whom a program created; the path of his picture.
async fn leon(world: &World) -> (Value, String) {
    let body = json!({ "email_address": ["leon@example.com"], "first_name": "Leon" });
    let leon = call(world, Method::POST, "/clerk/v1/users", &body).await;
    let leon = leon.json();
    let path = format!(
        "/clerk/v1/users/{}/profile_image",
        leon["id"].as_str().unwrap()
    );
    (leon, path)
}

/// The last entry of the audit log.
async fn noted(world: &World) -> String {
    let last = "SELECT actor_kind || ' ' || action || ' ' || traits FROM audit_events ORDER BY sequence DESC LIMIT 1";
    world.text(last).await
}

async fn a_program_sets_and_removes_a_picture(store: Store) {
    let world = World::on_with(store, &[("CLERK_SECRET_KEY", CLERK_KEY)]).await;
    let (leon, path) = leon(&world).await;
    assert_eq!(leon["has_image"], false);
    let initials = leon["image_url"].as_str().unwrap();
    assert!(
        initials.starts_with(&format!("{ORIGIN}/pictures/initials/")),
        "{initials}"
    );
    let set = send(&world, upload(&path, "file", "leon.gif", &png([9, 9, 9]))).await;
    assert_eq!(set.status, 200, "{}", set.body);
    let set = set.json();
    assert_eq!(set["has_image"], true);
    assert_eq!(
        noted(&world).await,
        "admin user_modified {\"picture\":true}"
    );
    assert_eq!(set["profile_image_url"], set["image_url"]);
    let url = set["image_url"].as_str().unwrap();
    let served = fetch(&world, url.strip_prefix(ORIGIN).unwrap()).await;
    assert_eq!(served.header("content-type"), "image/jpeg");
    let listed = call(
        &world,
        Method::GET,
        "/clerk/v1/users?query=leon",
        &json!({}),
    )
    .await;
    assert_eq!(listed.json()[0]["image_url"], url);
    let removed = call(&world, Method::DELETE, &path, &json!({})).await.json();
    assert_eq!(
        (&removed["has_image"], &removed["image_url"]),
        (&json!(false), &leon["image_url"])
    );
    assert_eq!(count(&world).await, 0);
    assert_eq!(
        noted(&world).await,
        "admin user_modified {\"picture\":false}"
    );
}

#[tokio::test]
async fn what_is_no_picture_is_refused_in_clerks_form() {
    let world = World::with(&[("CLERK_SECRET_KEY", CLERK_KEY)]).await;
    let (_, path) = leon(&world).await;
    let red = png([200, 30, 30]);
    let nobody = "/clerk/v1/users/0192f0c1-2d3e-7abc-8def-0123456789ab/profile_image";
    let cases = [
        (
            upload(&path, "image", "a.png", &red),
            422,
            "form_param_unknown",
        ),
        (
            upload(&path, "file", "a.png", b""),
            422,
            "form_param_missing",
        ),
        (
            upload(&path, "file", "a.png", b"<svg/>"),
            422,
            "form_param_value_invalid",
        ),
        (
            upload(&path, "file", "a.png", &red[..40]),
            422,
            "form_param_value_invalid",
        ),
        (
            upload(&path, "file", "a.png", &vec![7; 2_097_153]),
            413,
            "image_too_large",
        ),
        (
            upload(nobody, "file", "a.png", &red),
            404,
            "resource_not_found",
        ),
    ];
    for (request, status, code) in cases {
        let answer = send(&world, request).await;
        let error = answer.json()["errors"][0].clone();
        assert_eq!(
            (answer.status, &error["code"]),
            (status, &json!(code)),
            "{error}"
        );
    }
    let json = call(&world, Method::POST, &path, &json!({ "file": "x" })).await;
    assert_eq!(json.json()["errors"][0]["code"], "request_body_invalid");
    let wrong = call(&world, Method::GET, &path, &json!({})).await;
    assert_eq!(wrong.json()["errors"][0]["code"], "method_not_allowed");
    let keyless = world
        .anonymous()
        .send(upload(&path, "file", "a.png", &red))
        .await;
    assert_eq!(
        keyless.json()["errors"][0]["code"],
        "authentication_invalid"
    );
}
