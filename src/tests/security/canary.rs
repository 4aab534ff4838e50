//! Canaries: unique strings entered into every field, and searched for where they must not be.

use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    accounts::authenticator::Authenticator,
    auth_api::client::{Client, VERSION, text},
    browser::Answer,
    log::log,
    world::World,
};

const EMAIL: &str = "kanarienvogel@singing.example";
const PASSWORD: &str = "canary-password-7f3a";

/// A user, everything they received, and the secrets among it.
struct Bird {
    world: World,
    client: Client,
    answers: Vec<Answer>,
    secrets: Vec<String>,
}

impl Bird {
    async fn send(
        &mut self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Value,
    ) -> Value {
        let bearer = token.map(|token| format!("Bearer {token}"));
        let mut headers = vec![VERSION];
        headers.extend(bearer.as_deref().map(|bearer| ("authorization", bearer)));
        let answer = self
            .client
            .send(method, path, &headers, body.to_string())
            .await;
        let json = serde_json::from_str(&answer.body).unwrap_or_default();
        self.answers.push(answer);
        json
    }

    fn keep(&mut self, secret: &Value) -> String {
        let secret = text(secret).to_owned();
        self.secrets.push(secret.clone());
        secret
    }

    /// The codes in the mails.
    async fn codes(&self) -> Vec<String> {
        let mails = self.world.state.identity.waiting_mails().await.unwrap();
        let words: String = mails.iter().map(|mail| mail.text.as_str()).collect();
        words
            .split(|c: char| !c.is_ascii_digit())
            .filter(|word| word.len() == 8)
            .map(ToOwned::to_owned)
            .collect()
    }
}

/// Signs up, enrols an app, refreshes, makes every mistake, and resets the password.
async fn live() -> Bird {
    let world = World::with(&[("AUTH_AUTOCONFIRM", "true")]).await;
    let mut bird = Bird {
        client: world.client(),
        world,
        answers: Vec::new(),
        secrets: vec![PASSWORD.to_owned()],
    };
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let me = json!({ "email": EMAIL, "password": PASSWORD });
    let session = bird.send(post.clone(), "/signup", None, me.clone()).await;
    let token = bird.keep(&session["access_token"]);
    let refresh = bird.keep(&session["refresh_token"]);
    let app = json!({ "factor_type": "totp", "friendly_name": "phone" });
    let factor = bird.send(post.clone(), "/factors", Some(&token), app).await;
    let seed = bird.keep(&factor["totp"]["secret"]);
    let path = format!("/factors/{}", text(&factor["id"]));
    let challenge = format!("{path}/challenge");
    let challenge = bird
        .send(post.clone(), &challenge, Some(&token), json!({}))
        .await;
    let code = Authenticator::new(&seed).code(bird.world.clock.now().as_second());
    for code in ["000000", &code] {
        let answer = json!({ "challenge_id": challenge["id"], "code": code });
        let verify = format!("{path}/verify");
        bird.send(post.clone(), &verify, Some(&token), answer).await;
    }
    bird.send(get, "/user", Some(&format!("{token}x")), json!({}))
        .await;
    for body in [
        json!({ "refresh_token": refresh }),
        json!({ "refresh_token": format!("{refresh}x") }),
        json!({ "refresh_token": [refresh] }),
    ] {
        bird.send(post.clone(), "/token?grant_type=refresh_token", None, body)
            .await;
    }
    for body in [
        json!({ "email": EMAIL, "password": format!("{PASSWORD}-wrong") }),
        json!({ "email": [EMAIL], "password": PASSWORD }),
        json!({ "email": EMAIL, "password": PASSWORD.repeat(9) }),
    ] {
        bird.send(post.clone(), "/token?grant_type=password", None, body)
            .await;
    }
    bird.send(post.clone(), "/signup", None, me).await;
    bird.send(post.clone(), "/recover", None, json!({ "email": EMAIL }))
        .await;
    let wrong = json!({ "password": "short", "current_password": PASSWORD });
    bird.send(put, "/user", Some(&token), wrong).await;
    let path = format!("/verify?token={token}&email={EMAIL}");
    bird.send(
        post,
        &path,
        None,
        json!({ "email": EMAIL, "token": "00000000" }),
    )
    .await;
    bird
}

#[tokio::test]
async fn no_secret_and_no_address_is_logged_whatever_somebody_enters() {
    let log = log();
    let mut bird = live().await;
    let codes = bird.codes().await;
    assert!(!codes.is_empty(), "a mail was sent");
    bird.secrets.extend(codes);
    // The store fails in the middle of every operation.
    bird.world
        .break_store("ALTER TABLE users RENAME TO elsewhere")
        .await;
    let me = json!({ "email": EMAIL, "password": PASSWORD });
    bird.send(Method::POST, "/token?grant_type=password", None, me)
        .await;
    let log = log.text();
    assert!(log.contains("a request about an account failed"));
    for secret in bird
        .secrets
        .iter()
        .map(String::as_str)
        .chain([EMAIL, "kanarienvogel"])
    {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} is in the log");
    }
}

#[tokio::test]
async fn no_secret_is_in_an_answer_that_does_not_hand_it_out() {
    let bird = live().await;
    let password = bird
        .answers
        .iter()
        .find(|answer| answer.body.contains(PASSWORD));
    assert!(password.is_none(), "a password is never told back");
    for answer in bird.answers.iter().filter(|answer| answer.status >= 400) {
        for secret in &bird.secrets {
            let said = format!("{:?} {}", answer.headers, answer.body);
            assert!(!said.contains(secret.as_str()), "{said}");
        }
        assert!(!answer.body.contains(EMAIL), "{}", answer.body);
    }
}

#[tokio::test]
async fn no_secret_is_in_the_audit_log_or_in_clear_in_the_database() {
    let bird = live().await;
    let entries = bird.world.state.identity.audit_log().await.unwrap();
    let audit = format!("{entries:?}");
    let mut file = std::fs::read(bird.world.database()).unwrap();
    file.extend(std::fs::read(bird.world.database().with_extension("db-wal")).unwrap_or_default());
    let file = String::from_utf8_lossy(&file);
    for secret in &bird.secrets {
        assert!(
            !audit.contains(secret.as_str()),
            "{secret} is in the audit log"
        );
        assert!(
            !file.contains(secret.as_str()),
            "{secret} is in the database"
        );
    }
    assert!(!audit.contains(EMAIL), "an address is in the audit log");
}
