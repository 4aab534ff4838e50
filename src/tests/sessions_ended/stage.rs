use std::sync::{Arc, Mutex};

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use futures_util::{FutureExt as _, future::LocalBoxFuture};
use http_body_util::BodyExt as _;
use identity::{EndedSession, SessionId, Token};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::{
    account_linking::{self, arrive},
    auth_api::{
        client::{Client, text},
        factors::{enrol, raise, send},
    },
    browser::{Answer, Browser, SESSION},
    sign_in_pages::actor::{MAYA, Mail, PASSWORD, enter, maya_has_an_account, sign_in},
    store::Store,
    world::World,
};

pub const NEW: &str = "a quite different one";

/// The secret key of a program that administers accounts as Clerk's clients do.
const CLERK_KEY: &str = "sk_test_0123456789abcdef0123456789abcdef";

/// Maya, signed in on a laptop whose page stays open, on a phone, and in an app.
pub struct Stage {
    pub world: World,
    client: Client,
    pub laptop: Browser,
    pub session: String,
    pub phone: Browser,
    app: Value,
}

impl Stage {
    pub async fn on(store: Store) -> Self {
        let world = World::on_with(store, &[("CLERK_SECRET_KEY", CLERK_KEY)]).await;
        maya_has_an_account(&world).await;
        let (laptop, phone) = (world.anonymous(), world.anonymous());
        for browser in [&laptop, &phone] {
            assert_eq!(
                sign_in(browser, MAYA, PASSWORD).await.location(),
                "/profile"
            );
        }
        let client = world.client();
        let maya = json!({ "email": MAYA, "password": PASSWORD });
        let app = client.post("/token?grant_type=password", maya).await.json();
        let session = session_of(&world, &laptop).await;
        Self {
            session: session.as_str().to_owned(),
            world,
            client,
            laptop,
            phone,
            app,
        }
    }

    /// The sessions that end from now on.
    pub fn hear(&self) -> Arc<Mutex<Vec<EndedSession>>> {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&heard);
        self.world.state.identity.on_sessions_ended(move |ended| {
            list.lock().unwrap().extend(ended.sessions.iter().cloned());
        });
        heard
    }

    /// The app calls the API.
    pub fn call(&self, method: Method, path: String, body: Value) -> LocalBoxFuture<'_, Answer> {
        async move { send(&self.client, method, &path, &self.app, body).await }.boxed_local()
    }

    /// Maya's identifier.
    pub fn user(&self) -> &str {
        text(&self.app["user"]["id"])
    }

    /// An administrator does something to Maya's account.
    pub fn administer(&self, method: Method, body: Value) -> LocalBoxFuture<'_, Answer> {
        let admin = async { json!({ "access_token": self.world.admin_token().await }) };
        let path = format!("/admin/users/{}", self.user());
        async move { send(&self.client, method, &path, &admin.await, body).await }.boxed_local()
    }

    /// A program with Clerk's secret key posts to this path.
    pub fn post_as_program(&self, path: String) -> LocalBoxFuture<'_, Answer> {
        async move {
            let request = Request::post(format!("/clerk/v1{path}"))
                .header(header::HOST, "127.0.0.1:3000")
                .header(header::AUTHORIZATION, format!("Bearer {CLERK_KEY}"))
                .body(Body::empty());
            let answer = self.world.router().oneshot(request.unwrap()).await.unwrap();
            let (parts, body) = answer.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            Answer {
                status: parts.status.as_u16(),
                headers: parts.headers,
                body: String::from_utf8(body.to_vec()).unwrap(),
            }
        }
        .boxed_local()
    }

    pub async fn recover(&self, browser: &Browser) -> Answer {
        browser.post_form("/recover", &[("email", MAYA)]).await;
        let code = Mail::to(&self.world, MAYA).await.code();
        enter(browser, "recovery", MAYA, &code).await
    }

    pub async fn phone_recovers(&self) -> Answer {
        self.recover(&self.phone).await;
        let password = [("password", NEW)];
        self.phone.post_form("/recover/password", &password).await
    }

    pub async fn phone_ends_the_laptop(&self) -> Answer {
        let session = [("session", self.session.as_str())];
        self.phone.send_form("sessions/end", &session).await
    }

    pub async fn phone_changes_the_address(&self, new: &str) {
        self.phone.send_form("email", &[("email", new)]).await;
        for address in [new, MAYA] {
            let code = self.world.mailed_code(address).await;
            let agreed = self.phone.send_form("email/code", &[("code", &code)]).await;
            assert_eq!(agreed.location(), "/account#email");
        }
    }

    pub async fn fail_to_confirm(&self) -> Answer {
        let wrong = [("kind", "password"), ("proof", "wrong"), ("to", "email")];
        for _ in 0..4 {
            self.laptop.send_form("confirm", &wrong).await;
        }
        self.laptop.send_form("confirm", &wrong).await
    }

    pub async fn enrol_in_the_app(&self) -> Answer {
        let factor = enrol(&self.client, &self.app).await;
        raise(&self.world, &self.client, &self.app, &factor).await
    }

    pub async fn link_by_mail(&self) -> Answer {
        let browser = arrive(&self.world).await;
        browser.post_form("/link/code", &[]).await;
        let code = account_linking::mailed_code(&self.world).await;
        browser.post_form("/link", &[("code", &code)]).await
    }
}

async fn session_of(world: &World, browser: &Browser) -> SessionId {
    let token = Token::parse(&browser.cookie(SESSION).unwrap()).unwrap();
    let session = world
        .state
        .identity
        .find_session(&token, &identity::ClientInfo::default())
        .await
        .unwrap();
    session.expect("a session").id.clone()
}
