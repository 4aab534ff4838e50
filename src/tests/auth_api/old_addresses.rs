//! Accounts with addresses that today's rules reject.

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};

use super::{
    addresses::{believing, sign_in, sign_up},
    admin::Office,
    client::{PASSWORD, refusal, text},
};
use crate::{
    clock::MINUTE,
    sign_in_pages::actor::mails,
    store::{Store, on_both_engines},
    world::World,
};

on_both_engines![
    an_account_from_before_the_rule_is_found_by_its_address,
    an_account_from_before_the_rule_is_mailed_wherever_others_are,
    an_account_from_before_the_rule_keeps_its_address_when_it_is_sent_back,
];

async fn an_account_from_before_the_rule_is_found_by_its_address(store: Store) {
    let world = believing(store).await;
    let client = world.client();
    client.sign_up().await;
    let statements: [(&str, &'static str); 3] = [
        (
            "Maya@@example.com",
            "UPDATE email_addresses SET address = 'Maya@@example.com', address_lower = 'maya@@example.com'",
        ),
        (
            "maya@localhost",
            "UPDATE email_addresses SET address = 'maya@localhost', address_lower = 'maya@localhost'",
        ),
        (
            "maya@münchen.example",
            "UPDATE email_addresses SET address = 'maya@münchen.example', address_lower = 'maya@münchen.example'",
        ),
    ];
    for (address, statement) in statements {
        world.break_store(statement).await;
        world.clock.pass(Duration::from_hours(24));
        world.state.identity.clean_up().await.unwrap();
        let session = sign_in(&client, address).await;
        assert_eq!(session.status, 200, "{address}: {}", session.body);
        let user = client
            .get("/user", text(&session.json()["access_token"]))
            .await;
        assert_eq!(user.json()["email"], Value::from(address));
        let fields = [("email", address), ("password", PASSWORD)];
        let entered = world.anonymous().post_form("/sign-in", &fields).await;
        assert_eq!(entered.location(), "/profile", "{address}");
    }
    let ascii = sign_in(&client, "maya@xn--mnchen-3ya.example").await;
    assert_eq!(ascii.status, 200, "{}", ascii.body);
}

/// Maya's address, which today's rules reject.
const OLD: &str = "Maya@@example.com";

/// Gives the only account this address.
async fn age(world: &World) {
    for statement in [
        "UPDATE email_addresses SET address = 'Maya@@example.com', address_lower = 'maya@@example.com'",
        "UPDATE identities SET email = 'Maya@@example.com'",
    ] {
        world.break_store(statement).await;
    }
}

async fn an_account_from_before_the_rule_is_mailed_wherever_others_are(store: Store) {
    let office = Office::of(World::on(store).await).await;
    let (world, client) = (&office.world, &office.client);
    sign_up(client, "maya@example.com").await;
    age(world).await;
    let mut mailed = mails(world).await.len();
    let verbs = [
        ("/resend", json!({ "email": OLD, "type": "signup" })),
        ("/invite", json!({ "email": OLD })),
        ("/otp", json!({ "email": OLD })),
        ("/otp", json!({ "email": OLD, "create_user": false })),
        ("/magiclink", json!({ "email": OLD })),
        ("/recover", json!({ "email": OLD })),
    ];
    for (path, body) in verbs {
        world.clock.pass(2 * MINUTE);
        let answer = office.send(Method::POST, path, body).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        mailed += 1;
        assert_eq!(mails(world).await.len(), mailed, "{path}");
    }
    for form in ["/sign-in/code", "/recover", "/confirm/again"] {
        world.clock.pass(2 * MINUTE);
        let fields = [("email", OLD), ("for", "sign_in")];
        let answer = world.anonymous().post_form(form, &fields).await;
        assert!(answer.location().starts_with("/confirm?for="), "{form}");
        mailed += 1;
        assert_eq!(mails(world).await.len(), mailed, "{form}");
    }
    for kind in ["magiclink", "recovery", "invite"] {
        let body = json!({ "email": OLD, "type": kind });
        let link = office.send(Method::POST, "/admin/generate_link", body);
        let link = link.await;
        assert_eq!(link.json()["email"], OLD, "{kind}: {}", link.body);
    }
    let new = json!({ "email": OLD, "new_email": "maya@example.com", "type": "email_change_new" });
    let link = office.send(Method::POST, "/admin/generate_link", new).await;
    assert_eq!(link.status, 200, "{}", link.body);
    assert_eq!(world.number("SELECT COUNT(*) FROM users").await, 1);
}

async fn an_account_from_before_the_rule_keeps_its_address_when_it_is_sent_back(store: Store) {
    let office = Office::of(believing(store).await).await;
    let (world, client) = (&office.world, &office.client);
    sign_up(client, "maya@example.com").await;
    age(world).await;
    let session = sign_in(client, OLD).await.json();
    let same = json!({ "email": OLD, "data": { "nickname": "May" } });
    let updated = client.put_user(text(&session["access_token"]), same).await;
    assert_eq!(updated.json()["email"], OLD, "{}", updated.body);
    let edited = office.edit(&session["user"], json!({ "email": OLD })).await;
    assert_eq!(edited.json()["email"], OLD, "{}", edited.body);
    for path in ["/admin/users", "/invite"] {
        let taken = office
            .send(Method::POST, path, json!({ "email": OLD }))
            .await;
        assert_eq!(refusal(&taken), (422, "email_exists".to_owned()), "{path}");
    }
}
