//! Webhooks: what happens to users and sessions, told to a program.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{Request, StatusCode, header},
    routing::post,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{
    log::log,
    metrics::{has, scrape},
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![
    an_event_that_the_receiver_never_accepts_holds_up_its_user_only_until_it_is_set_aside,
    what_could_not_be_delivered_for_a_day_is_set_aside_and_can_be_replayed,
    two_processes_deliver_each_event_once,
    whoever_signs_in_with_timeback_is_told_of,
];

const KEY: &str = "sk_test_0123456789abcdef0123456789abcdef";

/// A receiver that fails at what contains this text.
#[derive(Clone, Default)]
struct Receiver {
    accepted: Arc<Mutex<Vec<Value>>>,
    fails_at: Arc<Mutex<Option<String>>>,
}

impl Receiver {
    async fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/", post(receive))
            .with_state(self.clone());
        tokio::spawn(async { axum::serve(listener, router).await.unwrap() });
        address
    }

    fn fail_at(&self, text: &str) {
        *self.fails_at.lock().unwrap() = Some(text.to_owned());
    }

    fn recover(&self) {
        *self.fails_at.lock().unwrap() = None;
    }

    /// The kinds of the accepted events of this user.
    fn kinds_of(&self, user: &str) -> Vec<String> {
        let accepted = self.accepted.lock().unwrap();
        let theirs = accepted
            .iter()
            .filter(|it| it["data"]["id"] == user || it["data"]["user_id"] == user);
        theirs
            .map(|it| it["type"].as_str().unwrap().to_owned())
            .collect()
    }
}

async fn receive(State(receiver): State<Receiver>, body: String) -> StatusCode {
    let fails_at = receiver.fails_at.lock().unwrap().clone();
    if fails_at.is_some_and(|text| body.contains(&text)) {
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    let body = serde_json::from_str(&body).unwrap();
    receiver.accepted.lock().unwrap().push(body);
    StatusCode::NO_CONTENT
}

async fn world_with(store: Store, receiver: &Receiver) -> World {
    let address = receiver.start().await;
    let variables = [
        ("CLERK_SECRET_KEY", KEY),
        ("WEBHOOK_URL", address.as_str()),
        ("WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
    ];
    World::on_with(store, &variables).await
}

/// A program calls Clerk's API.
async fn call(world: &World, path: &str, body: Value) -> Value {
    let request = Request::post(format!("/clerk/v1{path}"))
        .header(header::AUTHORIZATION, format!("Bearer {KEY}"))
        .body(Body::from(body.to_string()))
        .unwrap();
    world.anonymous().send(request).await.json()
}

/// The identifier of a new user.
async fn newcomer(world: &World, name: &str) -> String {
    let body = json!({ "email_address": [format!("{name}@example.com")] });
    let user = call(world, "/users", body).await;
    user["id"].as_str().unwrap().to_owned()
}

/// Delivers what is due, as far as the receiver accepts it.
async fn deliver(world: &World) {
    let _ = world.webhook_worker().run_once().await;
}

async fn an_event_that_the_receiver_never_accepts_holds_up_its_user_only_until_it_is_set_aside(
    store: Store,
) {
    let (log, receiver) = (log(), Receiver::default());
    let world = world_with(store, &receiver).await;
    let (maya, leon) = (
        newcomer(&world, "maya").await,
        newcomer(&world, "leon").await,
    );
    deliver(&world).await;
    receiver.fail_at("\"banned\":true");
    call(&world, &format!("/users/{maya}/ban"), json!({})).await;
    call(&world, &format!("/users/{leon}/unban"), json!({})).await;
    let worker = world.webhook_worker();
    for hour in 0..30 {
        // The receiver works: another user's event is accepted each time.
        call(&world, &format!("/users/{leon}/unban"), json!({})).await;
        let _ = worker.run_once().await;
        let is_waiting = receiver.kinds_of(&maya) == ["user.created"];
        assert!(is_waiting, "{hour}");
        world.clock.pass(Duration::from_hours(1));
    }
    assert!(receiver.kinds_of(&leon).len() > 30);
    let text = scrape(&world).await;
    has(&text, "webhooks_refused 1");
    has(&text, "webhooks_waiting 0");
    let reason = world
        .text("SELECT reason FROM webhook_events WHERE refused_at IS NOT NULL")
        .await;
    assert!(reason.starts_with("it answered 500"), "{reason}");
    assert!(log.text().contains("a webhook event was set aside"));
    // The next one does not wait for it any more.
    call(&world, &format!("/users/{maya}/unban"), json!({})).await;
    let _ = worker.run_once().await;
    assert_eq!(receiver.kinds_of(&maya), ["user.created", "user.updated"]);
}

async fn what_could_not_be_delivered_for_a_day_is_set_aside_and_can_be_replayed(store: Store) {
    let receiver = Receiver::default();
    let world = world_with(store, &receiver).await;
    receiver.fail_at("");
    let maya = newcomer(&world, "maya").await;
    let worker = world.webhook_worker();
    for _ in 0..20 {
        worker.run_once().await.unwrap_err();
        world.clock.pass(Duration::from_hours(1));
    }
    has(&scrape(&world).await, "webhooks_waiting 1");
    world.clock.pass(Duration::from_hours(4));
    let _ = worker.run_once().await;
    has(&scrape(&world).await, "webhooks_refused 1");
    receiver.recover();
    worker.run_once().await.unwrap();
    assert_eq!(receiver.kinds_of(&maya), [""; 0]);
    let since = world.clock.now() - Duration::from_hours(48);
    let replayed = world.state.identity.replay_webhooks(since).await;
    assert_eq!(replayed.unwrap(), 1);
    worker.run_once().await.unwrap();
    assert_eq!(receiver.kinds_of(&maya), ["user.created"]);
    // A week later they are forgotten.
    world.clock.pass(Duration::from_hours(8 * 24));
    world.state.identity.clean_up().await.unwrap();
    assert_eq!(world.number("SELECT COUNT(*) FROM webhook_events").await, 0);
}

async fn two_processes_deliver_each_event_once(store: Store) {
    let receiver = Receiver::default();
    let world = world_with(store, &receiver).await;
    let maya = newcomer(&world, "maya").await;
    for _ in 0..10 {
        newcomer(
            &world,
            &format!("user{}", world.number("SELECT COUNT(*) FROM users").await),
        )
        .await;
        call(&world, &format!("/users/{maya}/unban"), json!({})).await;
    }
    let (one, other) = (world.webhook_worker(), world.webhook_worker());
    while world
        .number("SELECT COUNT(*) FROM webhook_events WHERE delivered_at IS NULL")
        .await
        > 0
    {
        let (first, second) = tokio::join!(one.run_once(), other.run_once());
        first.unwrap();
        second.unwrap();
    }
    let accepted = receiver.accepted.lock().unwrap().len();
    assert_eq!(accepted, 21);
    let theirs = receiver.kinds_of(&maya);
    assert_eq!((theirs.len(), theirs[0].as_str()), (11, "user.created"));
}

async fn whoever_signs_in_with_timeback_is_told_of(store: Store) {
    let receiver = Receiver::default();
    let world = world_with(store, &receiver).await;
    let maya = world.student(STUDENT).await;
    maya.tell("name", &[("first_name", "Maja"), ("last_name", "O")])
        .await;
    deliver(&world).await;
    let id = world.text("SELECT id FROM users").await;
    let kinds = receiver.kinds_of(&id);
    let expected = ["user.created", "session.created", "user.updated"];
    assert_eq!(kinds[..3], expected, "{kinds:?}");
    let agent = receiver.accepted.lock().unwrap()[0]["event_attributes"]["http_request"].clone();
    assert_eq!(agent, json!({ "client_ip": "", "user_agent": "" }));
}

#[tokio::test]
async fn without_a_receiver_nothing_is_queued() {
    let world = World::with(&[("CLERK_SECRET_KEY", KEY)]).await;
    newcomer(&world, "maya").await;
    assert_eq!(world.number("SELECT COUNT(*) FROM webhook_events").await, 0);
}
