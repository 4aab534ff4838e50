use serde_json::{Value, json};

use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![a_first_password_is_set_and_changed_given_the_current_one,];

/// The arguments of `update_password`.
fn passwords(current: Option<&str>, new: &str) -> Value {
    let mut params = json!({ "new_password": new });
    if let Some(current) = current {
        params["current_password"] = json!(current);
    }
    json!({ "params": params })
}

async fn a_first_password_is_set_and_changed_given_the_current_one(store: Store) {
    let world = World::on(store).await;
    let maya = world.student(STUDENT).await;
    assert_eq!(maya.user().await["password_enabled"], false);
    let first = passwords(None, "three green apples");
    let answer = maya.call("update_password", first).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["password_enabled"], true);

    let second = "four yellow pears";
    for current in [None, Some("five red plums"), Some("three green apples ")] {
        let refused = maya
            .refused("update_password", passwords(current, second))
            .await;
        assert_eq!(
            refused,
            (422, json!("CurrentPasswordIncorrect")),
            "{current:?}"
        );
    }
    let changed = passwords(Some("three green apples"), second);
    let answer = maya.call("update_password", changed).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let elsewhere = world.anonymous();
    let form = [("email", STUDENT), ("password", second)];
    assert_eq!(
        elsewhere.post_form("/sign-in", &form).await.location(),
        "/profile"
    );
}

#[tokio::test]
async fn a_password_that_is_not_accepted_says_why() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    for (new, why) in [
        ("seven c", "PasswordTooShort"),
        (&"x".repeat(129), "PasswordTooLong"),
        ("password", "PasswordGuessable"),
    ] {
        let refused = maya.refused("update_password", passwords(None, new)).await;
        assert_eq!(refused, (422, json!(why)), "{new}");
    }
    assert_eq!(maya.user().await["password_enabled"], false);
}

#[tokio::test]
async fn a_password_is_changed_soon_after_signing_in_only() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    world.clock.pass(6 * MINUTE);
    let arguments = passwords(None, "three green apples");
    let refused = maya.refused("update_password", arguments).await;
    assert_eq!(refused, (403, json!("ReauthenticationNeeded")));
}
