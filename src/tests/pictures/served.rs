use super::fetch;
use crate::world::World;

#[tokio::test]
async fn initials_are_drawn_from_their_address_alone() {
    let world = World::new().await;
    let drawing = fetch(&world, "/pictures/initials/3/M%C3%9C").await;
    assert_eq!(drawing.header("content-type"), "image/svg+xml");
    assert_eq!(
        drawing.header("cache-control"),
        "private, max-age=31536000, immutable"
    );
    assert!(
        drawing
            .header("content-security-policy")
            .ends_with("; sandbox")
    );
    assert_eq!(drawing.header("x-content-type-options"), "nosniff");
    assert_eq!(
        drawing.header("cross-origin-resource-policy"),
        "cross-origin"
    );
    let text = String::from_utf8(drawing.content).unwrap();
    assert!(text.contains(">MÜ</text>"), "{text}");
    let person = fetch(&world, "/pictures/initials/3").await;
    assert!(
        String::from_utf8(person.content)
            .unwrap()
            .contains("<circle")
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_kept_and_a_wrong_size_is_named() {
    let world = World::new().await;
    let unknown = format!("/pictures/{}", "0".repeat(64));
    for path in [
        unknown.as_str(),
        "/pictures/0",
        "/pictures/initials/99/AB",
        "/pictures/initials/3/ABC",
        "/pictures/initials/3/%3Ca",
        "/pictures/initials/x",
    ] {
        let missing = fetch(&world, path).await;
        assert_eq!(missing.response.status(), 404, "{path}");
        assert_eq!(missing.header("cache-control"), "private, no-store");
    }
    let wrong = fetch(&world, &format!("{unknown}?size=large")).await;
    assert_eq!(wrong.response.status(), 400);
    assert!(wrong.content.starts_with(b"size must be"));
}
