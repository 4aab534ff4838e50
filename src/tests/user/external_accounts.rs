use serde_json::{Value, json};

use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

const GITHUB: [(&str, &str); 2] = [
    ("OAUTH_GITHUB_CLIENT_ID", "timeback"),
    ("OAUTH_GITHUB_CLIENT_SECRET", "a secret"),
];

on_both_engines![an_account_to_be_linked_is_unverified_and_says_where_to_go,];

/// The arguments of `create_external_account`.
fn arguments(strategy: &str, more: Value) -> Value {
    let mut params = more;
    params["strategy"] = json!(strategy);
    json!({ "params": params })
}

async fn an_account_to_be_linked_is_unverified_and_says_where_to_go(store: Store) {
    let world = World::on_with(store, &GITHUB).await;
    let maya = world.student(STUDENT).await;
    let more = json!({ "redirect_url": "/examples", "additional_scopes": ["gist"] });
    let answer = maya
        .call("create_external_account", arguments("oauth_github", more))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let mut created = answer.json();
    let verification = &mut created["verification"];
    assert_eq!(verification["status"], "Unverified");
    let url = verification["external_verification_redirect_url"].take();
    let url = url.as_str().unwrap();
    assert!(
        url.starts_with("https://github.com/login/oauth/authorize?"),
        "{url}"
    );
    assert!(url.contains("gist"), "{url}");

    // It is seen from then on, but where to go is said only once.
    let user = maya.user().await;
    assert_eq!(user["external_accounts"][1], created);
    world.clock.pass(60 * MINUTE);
    let expired = &maya.user().await["external_accounts"][1]["verification"];
    assert_eq!(expired["status"], "Expired");
}

#[tokio::test]
async fn a_linking_that_cannot_begin_names_the_parameter() {
    let world = World::with(&GITHUB).await;
    let maya = world.student(STUDENT).await;
    for (strategy, more, why) in [
        ("github", json!({}), "InvalidStrategy"),
        ("oauth_paypal", json!({}), "InvalidStrategy"),
        // The server has no client at this provider.
        ("oauth_gitlab", json!({}), "InvalidStrategy"),
        (
            "oauth_github",
            json!({ "redirect_url": "https://evil.example/" }),
            "RedirectNotAllowed",
        ),
        (
            "oauth_github",
            json!({ "additional_scopes": ["a\"b"] }),
            "InvalidScopes",
        ),
    ] {
        let refused = maya
            .refused("create_external_account", arguments(strategy, more))
            .await;
        assert_eq!(refused, (422, json!(why)), "{strategy}");
    }
    assert_eq!(maya.user().await["external_accounts"][1], Value::Null);
}
