use serde_json::{Value, json};

use crate::{
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![what_is_updated_is_answered_and_kept_and_the_rest_stays,];

async fn what_is_updated_is_answered_and_kept_and_the_rest_stays(store: Store) {
    let world = World::on(store).await;
    let maya = world.student(STUDENT).await;
    let before = maya.user().await;
    let params = json!({
        "first_name": "Maja", "username": "Maja_O", "unsafe_metadata": { "theme": { "dark": true } }
    });
    let answer = maya.call("update_user", json!({ "params": params })).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let after = maya.user().await;
    assert_eq!(answer.json(), after);
    let mut expected = before.clone();
    expected["first_name"] = json!("Maja");
    expected["username"] = json!("maja_o");
    expected["unsafe_metadata"] = params["unsafe_metadata"].clone();
    expected["updated_at"] = after["updated_at"].clone();
    assert_eq!(after, expected);

    let params = json!({ "username": "", "unsafe_metadata": {} });
    let answer = maya.call("update_user", json!({ "params": params })).await;
    assert_eq!(answer.json()["username"], Value::Null);
    assert_eq!(answer.json()["unsafe_metadata"], json!({}));
    assert_eq!(answer.json()["first_name"], "Maja");
}

#[tokio::test]
async fn the_user_is_who_they_are_at_their_provider() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let user = maya.user().await;
    assert_eq!(user["first_name"], "Maya");
    assert_eq!(user["email_addresses"][0]["email_address"], STUDENT);
    assert_eq!(user["email_addresses"][0]["verification"], "Verified");
    let primary = &user["primary_email_address_id"];
    assert_eq!(primary, &user["email_addresses"][0]["id"]);
    let account = &user["external_accounts"][0];
    assert_eq!(account["provider"], "oauth_custom_timeback");
    assert_eq!(account["verification"]["status"], "Verified");
    assert_eq!(user["two_factor_enabled"], false);
    let image = user["image_url"].as_str().unwrap();
    assert!(image.starts_with("/pictures/initials/"), "{image}");
    assert_eq!(maya.get(image).await.status, 200);
    assert_eq!(user["has_image"], false);
}

#[tokio::test]
async fn a_second_factor_is_seen() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    maya.set_up_app(&world).await;
    let user = maya.user().await;
    for field in ["two_factor_enabled", "totp_enabled", "backup_code_enabled"] {
        assert_eq!(user[field], true, "{field}");
    }
}

#[tokio::test]
async fn what_only_administrators_see_is_not_answered() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let private = "UPDATE users SET private_metadata = '{\"note\":\"a secret note\"}'";
    world.break_store(private).await;
    let body = maya.post_server_fn("/api/get_user", &[]).await.body;
    assert!(!body.contains("a secret note"), "{body}");
}

#[tokio::test]
async fn an_update_that_is_refused_names_the_field_and_changes_nothing() {
    let world = World::new().await;
    let other = world.student("busy@example.com").await;
    let taken = json!({ "params": { "username": "busy" } });
    assert_eq!(other.call("update_user", taken.clone()).await.status, 200);
    let maya = world.student(STUDENT).await;
    let before = maya.user().await;
    let long = "x".repeat(101);
    for (params, status, error) in [
        (json!({ "first_name": long }), 422, "InvalidFirstName"),
        (json!({ "last_name": "a\nb" }), 422, "InvalidLastName"),
        (json!({ "username": "m" }), 422, "InvalidUsername"),
        (taken["params"].clone(), 409, "UsernameExists"),
        (
            json!({ "primary_email_address_id": "nobody" }),
            404,
            "NoSuchEmailAddress",
        ),
        (
            json!({ "unsafe_metadata": { "a": "x".repeat(8192) } }),
            422,
            "MetadataTooLarge",
        ),
        (json!({ "role": "admin" }), 400, "BadRequest"),
        (json!({ "public_metadata": {} }), 400, "BadRequest"),
    ] {
        let refused = maya
            .refused("update_user", json!({ "params": params }))
            .await;
        assert_eq!(refused, (status, json!(error)), "{params}");
    }
    assert_eq!(maya.user().await, before);
}
