use std::{fs, path::Path};

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::Value;

use crate::{
    browser::{Answer, ORIGIN},
    contract::{document, is_clerk, operations},
    world::World,
};

pub const METHODS: [Method; 5] = [
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
];

/// Requests a path of the document without credentials.
async fn ask(world: &World, method: &Method, template: &str) -> Answer {
    let id = "5f4c2b1a-3d7e-4c89-9a10-2b3c4d5e6f70";
    let path = template.replace("{id}", id).replace("{factor_id}", id);
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::ORIGIN, ORIGIN)
        .header("sec-fetch-site", "same-origin");
    let stranger = world.anonymous();
    stranger.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn each_route_has_the_documented_methods_only() {
    let world = World::new().await;
    let document = document(&world.router()).await;
    let paths = document["paths"].as_object().unwrap().keys();
    for template in paths.filter(|path| !is_clerk(path)) {
        for method in METHODS {
            let is_documented = operations(document)
                .any(|(documented, path, _)| documented == method && path == template);
            let answer = ask(&world, &method, template).await;
            assert_eq!(
                answer.status != 405,
                is_documented,
                "{method} {template}: {} {}",
                answer.status,
                answer.body
            );
        }
    }
}

#[tokio::test]
async fn operations_with_a_session_are_documented_and_reject_strangers() {
    let world = World::new().await;
    let operations = operations(document(&world.router()).await);
    for (method, template, operation) in operations.filter(|(_, path, _)| !is_clerk(path)) {
        let answer = ask(&world, &method, template).await;
        let takes_one = operation["security"].is_array();
        assert_eq!(answer.status == 401, takes_one, "{method} {template}");
    }
}

/// Every registered route is documented.
#[test]
fn every_api_route_is_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api");
    for folder in ["auth", "timeback"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap_or_default();
            assert!(!text.contains(".route("), "{}", path.display());
        }
    }
}

#[tokio::test]
async fn each_operation_has_id_title_tag_and_described_responses() {
    let world = World::new().await;
    let document = document(&world.router()).await;
    assert_eq!(document["openapi"], "3.1.0");
    let groups: Vec<_> = document["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| &tag["name"])
        .collect();
    let mut names = Vec::new();
    for (method, path, operation) in operations(document) {
        let what = format!("{method} {path}");
        names.push(operation["operationId"].as_str().expect(&what));
        let parameters = operation.get("parameters");
        assert!(parameters.is_none_or(Value::is_array), "{what}");
        let title = operation["summary"].as_str().expect(&what);
        assert!(
            !title.contains("`: ") && title.ends_with('.'),
            "{what}: {title}"
        );
        assert!(groups.contains(&&operation["tags"][0]), "{what}");
        for response in operation["responses"].as_object().unwrap().values() {
            assert_ne!(response["description"], Value::from(""), "{what}");
        }
    }
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
