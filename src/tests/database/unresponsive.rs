//! PostgreSQL is connected but does not respond.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use sqlx::{AnyConnection, Connection as _};
use tokio::time::sleep;

use super::{
    assert_unavailable, assert_unavailable_page, postgres::Postgres, relay::Relay, sign_in,
};
use crate::{
    auth_api::client::BELIEVING,
    browser::Browser,
    store::Store,
    world::{ME, STUDENT, World},
};

/// More concurrent requests than connections.
const CROWD: usize = 20;

/// A response is due within 5 s, plus half as much on a busy machine.
const PATIENCE: Duration = Duration::from_millis(7500);

/// Pages, routes and forms that need the database, all at once: each responds with its own kind of error, in time.
async fn assert_unavailable_everywhere(world: &World, student: &Browser) {
    let began = Instant::now();
    let anonymous = world.anonymous();
    let (ready, profile, me, form, api) = tokio::join!(
        anonymous.get("/readyz"),
        student.get("/profile"),
        student.get(ME),
        sign_in(&anonymous),
        super::sign_up(world, 100),
    );
    assert_eq!(ready.status, 503, "{}", ready.body);
    assert_eq!(ready.json()["database"], "failing");
    assert_unavailable_page(&profile, "/profile");
    assert_unavailable_page(&form, "/sign-in");
    assert_unavailable(&me, ME);
    assert_eq!(me.json()["error"]["code"], "INTERNAL_ERROR");
    assert_unavailable(&api, "/auth/v1/signup");
    assert_eq!(api.json()["code"], "unexpected_failure");
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
}

/// Polls until the database is back.
async fn assert_well_soon(world: &World, student: &Browser, newcomer: usize) {
    let began = Instant::now();
    loop {
        let ready = world.anonymous().get("/readyz").await;
        let profile = student.get("/profile").await;
        if (ready.status, profile.status) == (200, 200) {
            break;
        }
        assert!(began.elapsed() < PATIENCE, "{}", ready.body);
        sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(super::sign_up(world, newcomer).await.status, 200);
}

/// Opens every connection with concurrent requests.
async fn open_all_connections(student: &Browser) {
    let crowd = join_all((0..CROWD).map(|_| student.get("/profile"))).await;
    assert!(crowd.iter().all(|page| page.status == 200));
}

#[tokio::test]
async fn a_frozen_postgresql_responds_503_in_time_and_recovers() {
    let Some(server) = Postgres::start() else {
        return;
    };
    let world = World::on_with(Store::at(server.url()), BELIEVING).await;
    let student = world.student(STUDENT).await;
    open_all_connections(&student).await;
    for round in 0..2 {
        server.freeze();
        assert_unavailable_everywhere(&world, &student).await;
        assert_unavailable_everywhere(&world, &student).await;
        server.thaw();
        assert_well_soon(&world, &student, round).await;
    }
}

#[tokio::test]
async fn queries_in_flight_when_postgresql_freezes_fail_in_time() {
    let Some(server) = Postgres::start() else {
        return;
    };
    let world = World::on_with(Store::at(server.url()), BELIEVING).await;
    let student = world.student(STUDENT).await;
    let mut holder = AnyConnection::connect(&server.url()).await.unwrap();
    let lock = "BEGIN; LOCK TABLE sessions, users, email_addresses IN ACCESS EXCLUSIVE MODE";
    sqlx::raw_sql(lock).execute(&mut holder).await.unwrap();

    let began = Instant::now();
    let freezing = async {
        sleep(Duration::from_millis(500)).await;
        server.freeze();
    };
    let crowd = join_all((0..CROWD).map(|_| student.get("/profile")));
    let anonymous = world.anonymous();
    let (pages, form, ready, ()) = tokio::join!(
        crowd,
        sign_in(&anonymous),
        anonymous.get("/readyz"),
        freezing
    );
    for page in &pages {
        assert_unavailable_page(page, "/profile");
    }
    assert_unavailable_page(&form, "/sign-in");
    assert_eq!(ready.status, 503);
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());

    server.thaw();
    sqlx::raw_sql("ROLLBACK")
        .execute(&mut holder)
        .await
        .unwrap();
    assert_well_soon(&world, &student, 0).await;
}

#[tokio::test]
async fn dead_connections_delay_one_request_only() {
    let Some(server) = Postgres::start() else {
        return;
    };
    let relay = Relay::to(server.port).await;
    let store = Store::at(Postgres::url_at(relay.port));
    let world = World::on_with(store, BELIEVING).await;
    let student = world.student(STUDENT).await;
    open_all_connections(&student).await;
    let opened = relay.opened();
    assert!(opened > 8, "{opened}");
    // A connection used a moment ago is not pinged.
    sleep(Duration::from_millis(1200)).await;
    relay.lose_connections();
    let began = Instant::now();
    for _ in 0..opened {
        assert_eq!(world.anonymous().get("/readyz").await.status, 200);
    }
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    assert_well_soon(&world, &student, 0).await;
}

#[tokio::test]
async fn the_first_request_after_a_restart_succeeds() {
    let Some(server) = Postgres::start() else {
        return;
    };
    let world = World::on_with(Store::at(server.url()), BELIEVING).await;
    let student = world.student(STUDENT).await;
    open_all_connections(&student).await;
    server.restart();
    sleep(Duration::from_millis(1200)).await;
    assert_eq!(student.get("/profile").await.status, 200);
    assert_well_soon(&world, &student, 0).await;
}
