use serde_json::json;

use crate::world::{STUDENT, World};

const SECOND: &str = "maja@home.example";

#[tokio::test]
async fn an_address_is_added_verified_by_its_code_and_made_primary() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let added = maya
        .call("create_email_address", json!({ "email": SECOND }))
        .await;
    assert_eq!(added.status, 200, "{}", added.body);
    assert_eq!(added.json()["verification"], "Unverified");
    let id = added.json()["id"].clone();
    let make_primary = json!({ "params": { "primary_email_address_id": id } });
    let early = maya.refused("update_user", make_primary.clone()).await;
    assert_eq!(early, (422, json!("EmailAddressNotVerified")));

    let prepared = maya
        .call("prepare_email_address_verification", json!({ "id": id }))
        .await;
    assert_eq!(prepared.status, 200, "{}", prepared.body);
    let attempt = "attempt_email_address_verification";
    for code in ["00000000", "words"] {
        let wrong = maya
            .refused(attempt, json!({ "id": id, "code": code }))
            .await;
        assert_eq!(wrong, (422, json!("CodeIncorrect")), "{code}");
    }
    let code = world.mailed_code(SECOND).await;
    let verified = maya.call(attempt, json!({ "id": id, "code": code })).await;
    assert_eq!(verified.json()["verification"], "Verified");
    let user = maya.call("update_user", make_primary).await.json();
    assert_eq!(user["primary_email_address_id"], id);
}

#[tokio::test]
async fn an_address_that_cannot_be_added_is_refused_in_words() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let add = "create_email_address";
    let refused = maya.refused(add, json!({ "email": "no address" })).await;
    assert_eq!(refused, (422, json!("InvalidEmailAddress")));
    for function in [
        "prepare_email_address_verification",
        "attempt_email_address_verification",
    ] {
        let arguments = json!({ "id": "nobody", "code": "12345678" });
        let refused = maya.refused(function, arguments).await;
        assert_eq!(refused, (404, json!("NoSuchEmailAddress")), "{function}");
    }
}
