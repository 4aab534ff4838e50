//! The provider's own session.

use axum::body::Body;
use axum::http::{Request, Response, header};

use super::authorization::REQUEST;
use super::world::{EMAIL, ISSUER, PASSWORD, World, parameter, text};

/// A browser that is signed in: the provider's cookie.
async fn signed_in(world: &World) -> String {
    let form = world.authorize(&REQUEST).await;
    cookie(&world.submit(&form, EMAIL, PASSWORD).await)
}

fn cookie(response: &Response<Vec<u8>>) -> String {
    let line = response.headers()[header::SET_COOKIE].to_str().unwrap();
    line.split(';').next().unwrap().to_owned()
}

async fn open(world: &World, address: &str, cookie: &str) -> Response<Vec<u8>> {
    let request = Request::get(address).header(header::COOKIE, cookie);
    world.send(request.body(Body::empty()).unwrap()).await
}

async fn authorize(world: &World, prompt: &str, cookie: &str) -> Response<Vec<u8>> {
    let parameters = [REQUEST.as_slice(), &[("prompt", prompt)]].concat();
    let address = format!("{ISSUER}/oauth2/authorize");
    let url = url::Url::parse_with_params(&address, parameters).unwrap();
    open(world, url.as_str(), cookie).await
}

#[tokio::test]
async fn a_session_lasts_an_hour_and_prompt_login_ignores_it() {
    let world = World::new();
    let cookie = signed_in(&world).await;
    let straight_in = authorize(&world, "", &format!("other=1; {cookie}")).await;
    assert!(parameter(&straight_in, "code").is_some());
    let response = authorize(&world, "login", &cookie).await;
    assert!(text(&response).contains(r#"name="password""#));
    // The form keeps the parameters of the request.
    let answered = world.submit(&response, EMAIL, PASSWORD).await;
    assert!(parameter(&answered, "code").is_some());
    world.wait_seconds(3600);
    let response = authorize(&world, "", &cookie).await;
    assert!(text(&response).contains(r#"name="password""#));
}

#[tokio::test]
async fn prompt_none_never_shows_the_form() {
    let world = World::new();
    let cookie = signed_in(&world).await;
    assert!(parameter(&authorize(&world, "none", &cookie).await, "code").is_some());
    let nobody = authorize(&world, "none", "other=1").await;
    assert_eq!(
        parameter(&nobody, "error").as_deref(),
        Some("login_required")
    );
}

#[tokio::test]
async fn both_logout_parameters_end_the_session_and_redirect() {
    let world = World::new();
    let back = "http://localhost:3000/";
    for (way_out, leads_to) in [
        (
            format!("client_id=timeback-dashboard&logout_uri={back}"),
            back.to_owned(),
        ),
        (
            format!("client_id=timeback-dashboard&post_logout_redirect_uri={back}&state=s"),
            format!("{back}?state=s"),
        ),
    ] {
        let before = signed_in(&world).await;
        let left = open(&world, &format!("/logout?{way_out}"), &before).await;
        assert_eq!(left.status(), 302);
        assert_eq!(left.headers()[header::LOCATION], leads_to.as_str());
        assert!(
            left.headers()[header::SET_COOKIE]
                .to_str()
                .unwrap()
                .contains("Max-Age=0")
        );
        let response = authorize(&world, "", &before).await;
        assert!(text(&response).contains(r#"name="password""#));
    }
}

#[tokio::test]
async fn an_id_token_of_another_client_is_rejected() {
    let world = World::new();
    let back = "post_logout_redirect_uri=http://localhost:3000/";
    // {"aud":"another"}
    let foreign = "e30.eyJhdWQiOiJhbm90aGVyIn0.AA";
    for query in [
        back.to_owned(),
        format!("{back}&id_token_hint={foreign}"),
        format!("{back}&id_token_hint={foreign}&client_id=timeback-dashboard"),
        format!("{back}&client_id=another"),
        "client_id=timeback-dashboard".to_owned(),
    ] {
        let refused = world.get(&format!("/logout?{query}")).await;
        assert_eq!(refused.status(), 400, "{query}");
    }
}
