//! Validation of ID tokens.

use serde_json::{Value, json};
use url::Url;

use super::{
    browser::{Browser, SESSION},
    invalid_tokens::{ForgedProvider, Key, signed_with_secret, unsigned},
    world::{SIGN_IN, World},
};

/// A dashboard whose identity provider issues invalid tokens.
struct Scene {
    provider: ForgedProvider,
    world: World,
    browser: Browser,
}

impl Scene {
    async fn new() -> Self {
        let provider = ForgedProvider::start().await;
        let world = World::with(&[("TIMEBACK_SSO_ISSUER", &provider.issuer)]).await;
        Self {
            browser: world.anonymous(),
            provider,
            world,
        }
    }

    /// Signs in with the claims that `forge` makes of valid ones. Returns the final URL.
    async fn sign_in(&self, forge: impl FnOnce(&ForgedProvider, Value)) -> String {
        self.come_back(forge, None).await
    }

    /// The same, with additional parameters of the authorization response.
    async fn come_back(
        &self,
        forge: impl FnOnce(&ForgedProvider, Value),
        issuer: Option<&str>,
    ) -> String {
        let authorize = Url::parse(&self.browser.get(SIGN_IN).await.location()).unwrap();
        let asked = |name: &str| {
            authorize
                .query_pairs()
                .find(|(key, _)| key == name)
                .unwrap()
                .1
                .into_owned()
        };
        forge(
            &self.provider,
            self.provider
                .claims(&asked("nonce"), self.world.clock.now().as_second()),
        );
        let mut callback = Url::parse(&asked("redirect_uri")).unwrap();
        callback
            .query_pairs_mut()
            .append_pair("code", "code")
            .append_pair("state", &asked("state"));
        callback
            .query_pairs_mut()
            .extend_pairs(issuer.map(|issuer| ("iss", issuer)));
        self.browser
            .get(&format!(
                "{}?{}",
                callback.path(),
                callback.query().unwrap()
            ))
            .await
            .location()
    }

    /// Signs in with one claim replaced.
    async fn sign_in_with(&self, claim: &str, value: Value) -> String {
        self.sign_in(|provider, mut claims| {
            claims[claim] = value;
            provider.answer(&claims);
        })
        .await
    }
}

#[tokio::test]
async fn a_valid_token_signs_in() {
    let scene = Scene::new().await;
    assert_eq!(
        scene
            .sign_in(|provider, claims| provider.answer(&claims))
            .await,
        "/profile"
    );
}

#[tokio::test]
async fn a_token_for_another_user_or_purpose_is_rejected() {
    let scene = Scene::new().await;
    let now = scene.world.clock.now().as_second();
    let lies = [
        ("nonce", json!("another")),
        ("nonce", Value::Null),
        ("aud", json!("another-app")),
        ("aud", json!(["timeback-dashboard", "another-app"])),
        ("iss", json!("http://127.0.0.1:1")),
        ("exp", json!(now)),
        ("exp", Value::Null),
    ];
    for (claim, lie) in lies {
        assert_eq!(
            scene.sign_in_with(claim, lie.clone()).await,
            "/?error=failed",
            "{claim} = {lie}"
        );
        assert_eq!(scene.browser.cookie(SESSION), None, "{claim} = {lie}");
    }
}

/// Signs in with an invalid token of these claims.
type Forgery = Box<dyn Fn(&Value) -> String>;

#[tokio::test]
async fn a_token_with_an_untrusted_signature_is_rejected() {
    let scene = Scene::new().await;
    let (unknown, same_name) = (Key::new("unknown"), Key::new("first"));
    let forgeries: [(&str, Forgery); 5] = [
        ("alg none", Box::new(unsigned)),
        ("the client's secret as key", Box::new(signed_with_secret)),
        (
            "an unknown key",
            Box::new(move |claims| unknown.sign(claims)),
        ),
        (
            "another key of a known name",
            Box::new(move |claims| same_name.sign(claims)),
        ),
        ("no token", Box::new(|_| String::new())),
    ];
    for (what, forge) in forgeries {
        let end = scene
            .sign_in(|provider, claims| provider.answer_token(forge(&claims)))
            .await;
        assert!(
            end == "/?error=failed" || what == "no token" && end.starts_with("/?error="),
            "{what}: {end}"
        );
        assert_eq!(scene.browser.cookie(SESSION), None, "{what}");
    }
}

#[tokio::test]
async fn a_response_from_another_issuer_is_rejected() {
    let scene = Scene::new().await;
    let mixed_up = scene
        .come_back(
            |provider, claims| provider.answer(&claims),
            Some("https://other.example"),
        )
        .await;
    assert_eq!(mixed_up, "/?error=failed");
    let named = scene
        .come_back(
            |provider, claims| provider.answer(&claims),
            Some(&scene.provider.issuer),
        )
        .await;
    assert_eq!(named, "/profile");
}

#[tokio::test]
async fn a_provider_may_change_its_keys() {
    let scene = Scene::new().await;
    assert_eq!(
        scene
            .sign_in(|provider, claims| provider.answer(&claims))
            .await,
        "/profile"
    );
    scene.provider.publish(Key::new("second"));
    assert_eq!(
        scene
            .sign_in(|provider, claims| provider.answer(&claims))
            .await,
        "/profile"
    );
}

#[tokio::test]
async fn an_unverified_address_signs_nobody_in() {
    let scene = Scene::new().await;
    for (claim, value) in [
        ("email_verified", json!(false)),
        ("email_verified", json!("false")),
        ("email", Value::Null),
        ("email", json!("nobody")),
    ] {
        assert_eq!(
            scene.sign_in_with(claim, value.clone()).await,
            "/?error=no_email",
            "{claim} = {value}"
        );
    }
    assert_eq!(
        scene.sign_in_with("email_verified", json!("true")).await,
        "/profile",
        "as Cognito writes it"
    );
}
