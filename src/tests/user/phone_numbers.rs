use serde_json::json;

use crate::world::{STUDENT, World};

const NUMBER: &str = "+12015550123";

#[tokio::test]
async fn a_number_is_added_verified_by_its_code_and_is_the_primary_one() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let typed = json!({ "phone_number": "+1 (201) 555-0123" });
    let added = maya.call("create_phone_number", typed).await;
    assert_eq!(added.status, 200, "{}", added.body);
    assert_eq!(added.json()["phone_number"], NUMBER);
    assert_eq!(added.json()["verification"], "Unverified");
    let id = added.json()["id"].clone();
    let make_primary = json!({ "params": { "primary_phone_number_id": id } });
    let early = maya.refused("update_user", make_primary.clone()).await;
    assert_eq!(early, (422, json!("PhoneNumberNotVerified")));

    let prepared = maya
        .call("prepare_phone_number_verification", json!({ "id": id }))
        .await;
    assert_eq!(prepared.status, 200, "{}", prepared.body);
    let attempt = "attempt_phone_number_verification";
    let wrong = maya
        .refused(attempt, json!({ "id": id, "code": "words" }))
        .await;
    assert_eq!(wrong, (422, json!("CodeIncorrect")));
    let code = world.texted_code(NUMBER).await;
    let verified = maya.call(attempt, json!({ "id": id, "code": code })).await;
    assert_eq!(
        verified.json()["verification"],
        "Verified",
        "{}",
        verified.body
    );
    let user = maya.call("update_user", make_primary).await.json();
    assert_eq!(user["primary_phone_number_id"], id);
    assert_eq!(user["phone_numbers"][0]["phone_number"], NUMBER);
    assert_eq!(user["two_factor_enabled"], false);
}

#[tokio::test]
async fn a_number_that_cannot_be_added_is_refused_in_words() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    for (typed, error) in [
        ("my phone", "InvalidPhoneNumber"),
        ("201 555 0123", "InvalidPhoneNumber"),
        ("+1 900 555 0123", "PhoneNumberWithoutTexts"),
    ] {
        let arguments = json!({ "phone_number": typed });
        let refused = maya.refused("create_phone_number", arguments).await;
        assert_eq!(refused, (422, json!(error)), "{typed}");
    }
    for function in [
        "prepare_phone_number_verification",
        "attempt_phone_number_verification",
    ] {
        let arguments = json!({ "id": "nobody", "code": "123456" });
        let refused = maya.refused(function, arguments).await;
        assert_eq!(refused, (404, json!("NoSuchPhoneNumber")), "{function}");
    }
}
