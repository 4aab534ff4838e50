//! Second factors in the admin API.

use axum::http::Method;
use serde_json::{Value, json};

use super::{
    admin::Office,
    client::{VERSION, refusal, text},
};
use crate::accounts::authenticator::Authenticator;

async fn post(office: &Office, path: &str, token: &str, body: Value) -> Value {
    let bearer = format!("Bearer {token}");
    let headers = [VERSION, ("authorization", bearer.as_str())];
    let answer = office
        .client
        .send(Method::POST, path, &headers, body.to_string());
    let answer = answer.await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

/// Maya's session with a verified factor, and the path of her factors.
async fn with_a_factor(office: &Office) -> (Value, String, String) {
    let session = office.client.sign_up().await;
    let token = text(&session["access_token"]);
    let phone = json!({ "factor_type": "totp", "friendly_name": "phone" });
    let factor = post(office, "/factors", token, phone).await;
    let id = text(&factor["id"]).to_owned();
    let challenge = format!("/factors/{id}/challenge");
    let challenge = post(office, &challenge, token, json!({})).await;
    let app = Authenticator::new(text(&factor["totp"]["secret"]));
    let code = app.code(office.world.clock.now().as_second());
    let proof = json!({ "challenge_id": challenge["id"], "code": code });
    let surer = post(office, &format!("/factors/{id}/verify"), token, proof).await;
    let path = format!("/admin/users/{}/factors", text(&session["user"]["id"]));
    (surer, path, id)
}

#[tokio::test]
async fn an_administrator_lists_renames_and_deletes_a_users_factors() {
    let office = Office::open().await;
    let (session, path, id) = with_a_factor(&office).await;
    let listed = office.client.get(&path, &office.token).await.json();
    assert_eq!(listed[0]["id"], json!(id));
    assert_eq!(
        (&listed[0]["status"], &listed[0]["factor_type"]),
        (&json!("verified"), &json!("totp"))
    );
    let factor = format!("{path}/{id}");
    let renamed = office
        .send(
            Method::PUT,
            &factor,
            json!({ "friendly_name": "old phone" }),
        )
        .await;
    assert_eq!(renamed.json()["friendly_name"], "old phone");
    let same = office
        .send(Method::PUT, &factor, json!({ "friendly_name": "" }))
        .await;
    assert_eq!(same.json()["friendly_name"], "old phone");
    let gone = office.send(Method::DELETE, &factor, json!({})).await;
    assert_eq!((gone.status, &gone.json()["id"]), (200, &json!(id)));
    assert_eq!(
        office.client.get(&path, &office.token).await.json(),
        json!([])
    );
    // Her session is back at the first assurance level and may enrol another factor.
    let phone = json!({ "factor_type": "totp", "friendly_name": "phone" });
    post(&office, "/factors", text(&session["access_token"]), phone).await;
    let log = office
        .client
        .get("/admin/audit?query=type:factor", &office.token)
        .await
        .json();
    let actions: Vec<_> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| text(&entry["payload"]["action"]))
        .collect();
    assert_eq!(actions[1..3], ["factor_deleted", "factor_updated"]);
}

#[tokio::test]
#[rustfmt::skip]
async fn what_is_not_there_is_said_by_its_code() {
    let office = Office::open().await;
    let (session, path, id) = with_a_factor(&office).await;
    let other = json!({ "factor_type": "totp", "friendly_name": "tablet" });
    post(&office, "/factors", text(&session["access_token"]), other).await;
    let unknown = "5f4c2b1a-3d7e-4c89-9a10-2b3c4d5e6f70";
    let of_nobody = format!("/admin/users/{unknown}/factors");
    let answer = office.client.get(&of_nobody, &office.token).await;
    assert_eq!(refusal(&answer), (404, "user_not_found".to_owned()));
    for (method, path, body, status, code) in [
        (Method::DELETE, format!("{path}/{unknown}"), json!({}), 404, "mfa_factor_not_found"),
        (Method::PUT, format!("{path}/{unknown}"), json!({ "friendly_name": "x" }), 404, "mfa_factor_not_found"),
        (Method::DELETE, format!("{of_nobody}/{id}"), json!({}), 404, "user_not_found"),
        (Method::DELETE, format!("{path}/7"), json!({}), 404, "validation_failed"),
        (Method::PUT, format!("{path}/{id}"), json!({ "friendly_name": "tablet" }), 422, "mfa_factor_name_conflict"),
        (Method::PUT, format!("{path}/{id}"), json!({ "phone": "+15551234" }), 400, "phone_provider_disabled"),
    ] {
        let answer = office.send(method.clone(), &path, body).await;
        assert_eq!(
            refusal(&answer),
            (status, code.to_owned()),
            "{method} {path}"
        );
    }
}
