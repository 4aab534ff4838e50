//! Who the methods of the user refuse.

use axum::http::Request;
use serde_json::{Value, json};

use crate::{
    browser::ORIGIN,
    world::{SIGN_OUT, STUDENT, World},
};

/// Every server function of the user, with arguments that it takes.
fn functions() -> [(&'static str, Value); 14] {
    [
        ("get_user", json!({})),
        (
            "update_user",
            json!({ "params": { "first_name": "Mallory" } }),
        ),
        (
            "create_email_address",
            json!({ "email": "mallory@example.com" }),
        ),
        ("prepare_email_address_verification", json!({ "id": "x" })),
        (
            "attempt_email_address_verification",
            json!({ "id": "x", "code": "12345678" }),
        ),
        (
            "create_phone_number",
            json!({ "phone_number": "+12015550123" }),
        ),
        ("prepare_phone_number_verification", json!({ "id": "x" })),
        (
            "attempt_phone_number_verification",
            json!({ "id": "x", "code": "123456" }),
        ),
        (
            "create_external_account",
            json!({ "params": { "strategy": "oauth_github" } }),
        ),
        (
            "update_password",
            json!({ "params": { "new_password": "three green apples" } }),
        ),
        ("remove_profile_image", json!({})),
        ("get_sessions", json!({})),
        ("revoke_session", json!({ "id": "x" })),
        ("create_token", json!({ "service": "clerk" })),
    ]
}

#[tokio::test]
async fn nobody_but_the_signed_in_user_is_answered() {
    let world = World::new().await;
    let gone = world.student(STUDENT).await;
    let stolen = gone.copy();
    gone.post_form(SIGN_OUT, &[]).await;
    for browser in [world.anonymous(), stolen] {
        for (function, arguments) in functions() {
            let refused = browser.refused(function, arguments).await;
            assert_eq!(refused, (401, json!("SignedOut")), "{function}");
        }
    }
}

#[tokio::test]
async fn a_session_that_awaits_its_second_factor_is_not_answered() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    maya.set_up_app(&world).await;
    let pending = world.anonymous();
    world.sign_in(&pending, STUDENT).await;
    for (function, arguments) in functions() {
        let refused = pending.refused(function, arguments).await;
        assert_eq!(refused, (401, json!("SignedOut")), "{function}");
    }
}

#[tokio::test]
async fn a_page_of_another_site_calls_none_of_them() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let before = maya.user().await;
    for (function, arguments) in functions() {
        for headers in [
            [
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://evil.example"),
            ],
            [("sec-fetch-site", "same-site"), ("origin", ORIGIN)],
        ] {
            let request = Request::post(format!("/api/{function}"))
                .header("content-type", "application/json");
            let request = headers.into_iter().fold(request, |request, (name, value)| {
                request.header(name, value)
            });
            let request = request.body(arguments.to_string().into()).unwrap();
            let status = maya.send(request).await.status;
            assert_eq!(status, 403, "{function} {headers:?}");
        }
    }
    assert_eq!(maya.user().await, before);
}

#[tokio::test]
async fn arguments_that_cannot_be_read_are_a_bad_request() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    for (function, arguments) in [
        ("update_user", json!({ "params": 7 })),
        ("update_user", json!({})),
        ("create_token", json!({ "service": "paypal" })),
        ("revoke_session", json!({ "id": null })),
    ] {
        let refused = maya.refused(function, arguments).await;
        assert_eq!(refused, (400, json!("BadRequest")), "{function}");
    }
}
