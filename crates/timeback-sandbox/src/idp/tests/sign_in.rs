//! The authorization code flow with the `openidconnect` crate as the client.

use std::time::SystemTime;

use axum::body::Body;
use axum::http::{Request, header};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, RedirectUrl, Scope, TokenResponse,
};

use super::world::{CALLBACK, EMAIL, ISSUER, PASSWORD, SUBJECT, World, parameter};
use crate::idp::{CLIENT_ID, CLIENT_SECRET};

async fn sign_in_and_verify(auth: AuthType) {
    let world = World::new();
    let carry = |request| world.carry(request);
    let issuer = IssuerUrl::new(ISSUER.into()).unwrap();
    let metadata = CoreProviderMetadata::discover_async(issuer, &carry)
        .await
        .unwrap();
    let secret = ClientSecret::new(CLIENT_SECRET.into());
    let client =
        CoreClient::from_provider_metadata(metadata, ClientId::new(CLIENT_ID.into()), Some(secret))
            .set_redirect_uri(RedirectUrl::new(CALLBACK.into()).unwrap())
            .set_auth_type(auth);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (address, state, nonce) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .add_scopes([Scope::new("email".into()), Scope::new("profile".into())])
        .set_pkce_challenge(challenge)
        .url();

    let page = world.get(address.as_str()).await;
    let redirect = world.submit(&page, EMAIL, PASSWORD).await;
    assert_eq!(parameter(&redirect, "state").as_ref(), Some(state.secret()));
    assert_eq!(parameter(&redirect, "iss").as_deref(), Some(ISSUER));

    let code = AuthorizationCode::new(parameter(&redirect, "code").unwrap());
    let exchange = client
        .exchange_code(code)
        .unwrap()
        .set_pkce_verifier(verifier);
    let tokens = exchange.request_async(&carry).await.unwrap();

    let now = SystemTime::from(world.now());
    let verifier = client.id_token_verifier().set_time_fn(move || now.into());
    let claims = tokens
        .id_token()
        .unwrap()
        .claims(&verifier, &nonce)
        .unwrap();
    assert_eq!(claims.subject().as_str(), SUBJECT);
    assert_eq!(claims.email().unwrap().as_str(), EMAIL);
    assert_eq!(claims.email_verified(), Some(true));

    let user_info = client
        .user_info(
            tokens.access_token().clone(),
            Some(claims.subject().clone()),
        )
        .unwrap();
    let person: CoreUserInfoClaims = user_info.request_async(&carry).await.unwrap();
    assert_eq!(person.email().unwrap().as_str(), EMAIL);
    assert_eq!(person.email_verified(), Some(true));
    assert_eq!(
        person.given_name().unwrap().get(None).unwrap().as_str(),
        "Sam"
    );
}

#[tokio::test]
async fn a_student_signs_in_and_the_client_accepts_the_id_token() {
    sign_in_and_verify(AuthType::BasicAuth).await;
    sign_in_and_verify(AuthType::RequestBody).await;
}

#[tokio::test]
async fn user_info_requires_a_valid_token() {
    let world = World::new();
    let ask = async |authorization: &str| {
        let request = Request::get("/oauth2/userInfo").header(header::AUTHORIZATION, authorization);
        world.send(request.body(Body::empty()).unwrap()).await
    };
    let code = world.code(&super::authorization::REQUEST).await;
    let token = world.exchange(&super::exchange::fields(&code)).await["access_token"]
        .as_str()
        .unwrap()
        .to_owned();

    assert_eq!(ask(&format!("Bearer {token}")).await.status(), 200);
    let unknown = ask("Bearer guessed").await;
    assert_eq!(unknown.status(), 401);
    assert!(
        unknown.headers()[header::WWW_AUTHENTICATE]
            .to_str()
            .unwrap()
            .contains("invalid_token")
    );
    assert_eq!(
        world.get("/oauth2/userInfo").await.headers()[header::WWW_AUTHENTICATE],
        "Bearer"
    );
    world.wait_seconds(3600);
    assert_eq!(ask(&format!("Bearer {token}")).await.status(), 401);
}

#[tokio::test]
async fn signing_out_redirects_to_the_client_only() {
    let world = World::new();
    let home = world
        .get("/logout?client_id=timeback-dashboard&logout_uri=http://localhost:3000/")
        .await;
    assert_eq!(home.status(), 302);
    assert_eq!(home.headers()[header::LOCATION], "http://localhost:3000/");
    let elsewhere = world
        .get("/logout?client_id=timeback-dashboard&logout_uri=https://evil.example/")
        .await;
    assert_eq!(elsewhere.status(), 400);
    assert_eq!(elsewhere.headers().get(header::LOCATION), None);
}
