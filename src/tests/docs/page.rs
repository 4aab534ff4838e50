use crate::{
    contract::{document, operations},
    world::World,
};

#[tokio::test]
async fn the_page_shows_every_operation_without_a_foreign_script() {
    let world = World::new().await;
    let page = world.anonymous().get("/docs").await;
    assert_eq!(page.status, 200);
    for (method, path, operation) in operations(document(&world.router()).await) {
        let id = operation["operationId"].as_str().unwrap();
        assert!(
            page.body.contains(&format!("id=\"{id}\"")),
            "{method} {path}"
        );
        assert!(
            page.text().contains(&format!("{method} {path}")),
            "{method} {path}"
        );
    }
    for word in ["invalid_credentials", "USER_AMBIGUOUS", "curl"] {
        assert!(page.text().contains(word), "{word}");
    }
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'nonce-"),
        "{policy}"
    );
    assert!(!page.body.contains("src=\"http"));
}

#[tokio::test]
async fn the_document_is_public_and_cacheable() {
    let world = World::new().await;
    let answer = world.anonymous().get("/docs/openapi.json").await;
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("cache-control"), Some("public, max-age=300"));
}
