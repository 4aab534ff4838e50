//! Sign-in without the form, by `login_hint`.

use axum::body::Body;
use axum::http::{Request, Response, header};

use super::authorization::REQUEST;
use super::world::{EMAIL, ISSUER, PASSWORD, World, parameter, text};

const FORM: &str = r#"name="password""#;
const UNKNOWN: &str = "nobody@example.com";

async fn authorize(world: &World, hint: &str, prompt: &str, cookie: &str) -> Response<Vec<u8>> {
    let parameters = [
        REQUEST.as_slice(),
        &[("login_hint", hint), ("prompt", prompt)],
    ]
    .concat();
    let address = format!("{ISSUER}/oauth2/authorize");
    let url = url::Url::parse_with_params(&address, parameters).unwrap();
    let request = Request::get(url.as_str()).header(header::COOKIE, cookie);
    world.send(request.body(Body::empty()).unwrap()).await
}

fn cookie(response: &Response<Vec<u8>>) -> String {
    let line = response.headers()[header::SET_COOKIE].to_str().unwrap();
    line.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_hinted_account_is_signed_in_without_the_form() {
    let world = World::new();
    for prompt in ["", "login"] {
        let redirect = authorize(&world, EMAIL, prompt, "").await;
        assert!(parameter(&redirect, "code").is_some(), "{prompt}");
        assert_eq!(parameter(&redirect, "state").as_deref(), Some("e30"));
        // As after the form, the browser has a session.
        let again = authorize(&world, "", "none", &cookie(&redirect)).await;
        assert!(parameter(&again, "code").is_some(), "{prompt}");
    }
}

#[tokio::test]
async fn an_unknown_hint_fills_in_the_form() {
    let world = World::new();
    let form = authorize(&world, UNKNOWN, "", "").await;
    assert!(text(&form).contains(r#"type="email" value="nobody@example.com""#));
    assert!(!text(&form).contains("<p role=\"alert\""));
    let redirect = world.submit(&form, EMAIL, PASSWORD).await;
    assert!(parameter(&redirect, "code").is_some());
}

#[tokio::test]
async fn select_account_shows_the_form_to_a_hinted_account() {
    let form = authorize(&World::new(), EMAIL, "select_account", "").await;
    assert!(text(&form).contains(FORM));
    assert!(text(&form).contains(r#"type="email" value="student@example.com""#));
}

#[tokio::test]
async fn without_a_prompt_the_hinted_account_must_be_signed_in() {
    let world = World::new();
    let nobody = authorize(&world, EMAIL, "none", "").await;
    let error = parameter(&nobody, "error");
    assert_eq!(error.as_deref(), Some("login_required"));
    let session = cookie(&authorize(&world, EMAIL, "", "").await);
    let signed_in = authorize(&world, EMAIL, "none", &session).await;
    assert!(parameter(&signed_in, "code").is_some());
    let another = authorize(&world, UNKNOWN, "none", &session).await;
    let error = parameter(&another, "error");
    assert_eq!(error.as_deref(), Some("login_required"));
    let form = authorize(&world, UNKNOWN, "", &session).await;
    assert!(text(&form).contains(FORM));
}

#[tokio::test]
async fn a_hint_is_escaped_and_signs_nobody_in_at_another_address() {
    let world = World::new();
    let form = authorize(&world, r#""><script>alert(1)</script>"#, "", "").await;
    assert!(!text(&form).contains("<script"));
    let parameters: Vec<_> = REQUEST
        .into_iter()
        .filter(|(name, _)| *name != "redirect_uri")
        .chain([
            ("redirect_uri", "https://evil.example/callback"),
            ("login_hint", EMAIL),
        ])
        .collect();
    let refused = world.authorize(&parameters).await;
    assert_eq!(refused.status(), 400);
    assert_eq!(refused.headers().get(header::SET_COOKIE), None);
}
