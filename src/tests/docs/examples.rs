use axum::http::Method;
use serde_json::Value;

use crate::{
    auth_api::client::{BELIEVING, VERSION, text},
    contract::{document, is_clerk, operations, schema::complaints},
    world::World,
};

/// The example request body of an operation, and its schema.
fn body(operation: &Value) -> Option<&Value> {
    operation["requestBody"]["content"].get("application/json")
}

fn example<'a>(document: &'a Value, name: &str) -> &'a Value {
    let (_, _, operation) = operations(document)
        .find(|(_, _, operation)| operation["operationId"] == name)
        .unwrap();
    &body(operation).unwrap()["example"]
}

#[tokio::test]
async fn each_example_matches_its_schema() {
    let world = World::new().await;
    let document = document(&world.router()).await;
    for (method, path, operation) in operations(document) {
        let what = format!("{method} {path}");
        if let Some(body) = body(operation).filter(|_| !is_clerk(path)) {
            let shown = body.get("example");
            let schema = crate::contract::schema::resolve(document, &body["schema"]);
            let shown = shown.or(schema.get("example")).expect(&what);
            assert_eq!(
                complaints(document, &body["schema"], shown),
                [""; 0],
                "{what}"
            );
        }
        for response in operation["responses"].as_object().unwrap().values() {
            let content = &response["content"]["application/json"];
            for example in content["examples"].as_object().into_iter().flatten() {
                let wrong = complaints(document, &content["schema"], &example.1["value"]);
                assert_eq!(wrong, [""; 0], "{what}");
            }
        }
    }
}

#[tokio::test]
async fn the_examples_are_requests_that_work() {
    let world = World::with(BELIEVING).await;
    let (client, document) = (world.client(), document(&world.router()).await);
    let example = |name| example(document, name);
    let session = client.post("/signup", example("signUp").clone()).await;
    let session = session.json();
    let admin = world.admin_token().await;
    let user = text(&session["access_token"]);
    let of_maya = format!("/admin/users/{}", text(&session["user"]["id"]));
    for (name, method, path, token) in [
        ("token", Method::POST, "/token?grant_type=password", ""),
        ("updateUser", Method::PUT, "/user", user),
        ("enrolFactor", Method::POST, "/factors", user),
        ("otp", Method::POST, "/otp", ""),
        ("magicLink", Method::POST, "/magiclink", ""),
        ("recover", Method::POST, "/recover", ""),
        ("resend", Method::POST, "/resend", ""),
        ("invite", Method::POST, "/invite", &admin),
        ("generateLink", Method::POST, "/admin/generate_link", &admin),
        ("createUser", Method::POST, "/admin/users", &admin),
        ("adminUpdateUser", Method::PUT, &of_maya, &admin),
        ("adminDeleteUser", Method::DELETE, &of_maya, &admin),
    ] {
        let bearer = format!("Bearer {token}");
        let headers = [VERSION, ("authorization", bearer.as_str())];
        let body = example(name).to_string();
        let answer = client.send(method, path, &headers, body).await;
        assert_eq!(answer.status, 200, "{name}: {}", answer.body);
    }
}
