use axum::http::Method;
use serde_json::json;

use super::{People, bodies, endpoints};
use crate::{
    auth_api::client::BELIEVING,
    store::{Store, on_both_engines},
    world::World,
};

on_both_engines!(
    nul_in_a_field_of_any_endpoint_is_refused,
    nul_in_a_form_is_refused,
    nul_for_a_server_function_is_refused,
    nul_in_an_address_is_refused,
    what_only_looks_like_nul_is_kept,
);

async fn nul_in_a_field_of_any_endpoint_is_refused(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let people = People::of(&world).await;
    for (method, path) in endpoints(&world).await {
        for body in bodies("a\0b") {
            let body = body.to_string();
            let answer = people.send(&world, &method, &path, body.clone()).await;
            let is_refused = (400..500).contains(&answer.status);
            assert!(is_refused, "{method} {path} {body}: {}", answer.status);
        }
    }
    let kept = world.number("SELECT COUNT(*) FROM factors").await;
    assert_eq!(kept, 0, "nothing with it was kept");
}

const FORMS: [&str; 21] = [
    "/sign-in",
    "/sign-in/code",
    "/sign-up",
    "/second-factor",
    "/recover",
    "/recover/password",
    "/link",
    "/confirm",
    "/confirm/again",
    "/account/name",
    "/account/time-zone",
    "/account/email",
    "/account/email/code",
    "/account/password",
    "/account/factor",
    "/account/factor/remove",
    "/account/enrol",
    "/account/sessions/end",
    "/account/delete",
    "/account/confirm",
    "/account/confirm/mail",
];

const FIELDS: [&str; 16] = [
    "time_zone",
    "email",
    "password",
    "code",
    "token",
    "first_name",
    "last_name",
    "name",
    "factor",
    "id",
    "session",
    "word",
    "current",
    "for",
    "to",
    "fresh",
];

async fn nul_in_a_form_is_refused(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let people = People::of(&world).await;
    let fields = FIELDS.map(|name| (name, "a\0b"));
    for form in FORMS {
        let answer = people.student.post_form(form, &fields).await;
        let is_refused = (400..500).contains(&answer.status);
        assert!(is_refused, "{form}: {} {}", answer.status, answer.body);
    }
}

async fn nul_for_a_server_function_is_refused(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let people = People::of(&world).await;
    for value in ["a\0b", "\0", "neither true nor false"] {
        let fields = [("fresh", value)];
        let answer = people.student.post_server_fn("/api/get_profile", &fields);
        let answer = answer.await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (400, "\"BadRequest\"")
        );
    }
}

async fn nul_in_an_address_is_refused(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let people = People::of(&world).await;
    for path in [
        "/profile?a=%00",
        "/courses/a%00b",
        "/students/a%00b",
        "/confirm?token=%00",
        "/a%00b",
        "/account?x=%00",
        "/api/timeback/identity/callback?state=a%00&code=b",
        "/api/timeback/user/me?x=%00",
    ] {
        let answer = people.student.get(path).await;
        assert_eq!(answer.status, 400, "{path}");
    }
    for (path, token) in [
        ("/user?x=%00", &people.user),
        ("/user/sessions?x=%00", &people.user),
        ("/admin/users/a%00b", &people.admin),
        ("/admin/audit?query=%00", &people.admin),
    ] {
        let answer = world.client().get(path, token).await;
        assert_eq!(answer.status, 400, "{path}: {}", answer.body);
    }
    let agent = [("user-agent", "%00")];
    let client = world.client();
    let answer = client.send(Method::GET, "/settings", &agent, "").await;
    assert_eq!(answer.status, 200, "a header cannot hold one");
}

async fn what_only_looks_like_nul_is_kept(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let people = People::of(&world).await;
    let odd = json!({ "data": { "note": "\\u0000 and %00 and \u{1} and \u{10ffff}" } });
    let answer = world.client().put_user(&people.user, odd.clone()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["user_metadata"]["note"], odd["data"]["note"]);
}
