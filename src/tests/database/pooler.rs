//! A pooler in transaction mode between the dashboard and PostgreSQL.

use database::{Database, Error};
use futures_util::future::join_all;
use sqlx::Connection as _;

use super::{
    pgbouncer::{PgBouncer, keeps_prepared_statements},
    postgres::Postgres,
    say_skipped,
};
use crate::{
    auth_api::client::BELIEVING,
    store::Store,
    world::{STUDENT, World},
};

#[tokio::test]
async fn sessions_are_returned_unchanged_and_without_locks() {
    let Some(store) = Store::postgres().await else {
        return;
    };
    let database = Database::open(&store.url).await.unwrap();
    let settings = "SELECT name || '=' || setting FROM pg_settings WHERE name IN ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout') ORDER BY name";
    let locks =
        "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()";
    let mut connection = database.pool().acquire().await.unwrap();
    let fresh: Vec<String> = sqlx::query_scalar(settings)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    drop(connection);
    for _ in 0..3 {
        let transaction = database.begin_with_lock("something").await.unwrap();
        transaction.commit().await.unwrap();
        let mut connection = database.pool().acquire().await.unwrap();
        let after: Vec<String> = sqlx::query_scalar(settings)
            .fetch_all(&mut connection)
            .await
            .unwrap();
        assert_eq!(after, fresh);
        let held: i64 = sqlx::query_scalar(locks)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(held, 0);
    }
}

#[tokio::test]
async fn an_incompatible_pgbouncer_stops_the_start_with_the_required_setting() {
    let Some(server) = Postgres::start() else {
        return;
    };
    let Some(strict) = PgBouncer::start(&server, "").await else {
        return;
    };
    let refused = Database::open(&strict.url()).await.unwrap_err();
    assert!(matches!(refused, Error::PoolerRefuses(_)), "{refused:?}");
    assert!(refused.to_string().contains("ignore_startup_parameters"));

    let ignoring = "ignore_startup_parameters = extra_float_digits";
    let Some(bouncer) = PgBouncer::start(&server, ignoring).await else {
        return;
    };
    for _ in 0..2 {
        match Database::open(&bouncer.url()).await {
            Ok(_) => assert!(keeps_prepared_statements(), "an old one was let pass"),
            Err(error @ Error::PoolerForgets(_)) => {
                assert!(error.to_string().contains("max_prepared_statements"));
                assert!(!keeps_prepared_statements(), "a new one was refused");
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    // A refused start leaves nothing behind that blocks a direct connection.
    Database::open(&server.url()).await.unwrap();
}

#[tokio::test]
async fn a_pgbouncer_that_keeps_prepared_statements_serves_the_dashboard() {
    let Some(server) = Postgres::start() else {
        return;
    };
    let few = "ignore_startup_parameters = extra_float_digits\nmax_prepared_statements = 200\ndefault_pool_size = 3";
    if !keeps_prepared_statements() {
        return say_skipped("what a PgBouncer from 1.24 on does; set PGBOUNCER to one");
    }
    let Some(bouncer) = PgBouncer::start(&server, few).await else {
        return;
    };
    let world = World::on_with(Store::at(bouncer.url()), BELIEVING).await;
    let student = world.student(STUDENT).await;
    let pages = join_all((0..20).map(|_| student.get("/profile"))).await;
    assert!(pages.iter().all(|page| page.status == 200));
    for number in 0..8 {
        assert_eq!(super::sign_up(&world, number).await.status, 200);
    }
    assert_eq!(world.anonymous().get("/readyz").await.status, 200);
    // Another start finds no leftover lock.
    Database::open(&bouncer.url()).await.unwrap();
    // Other clients of the same sessions find them unchanged.
    let leaked = "SELECT COUNT(*) FROM pg_settings WHERE name IN ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout') AND setting <> '0'";
    let held = "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory'";
    for _ in 0..4 {
        assert_eq!(number(&bouncer, leaked).await, 0);
        assert_eq!(number(&bouncer, held).await, 0);
    }
}

async fn number(bouncer: &PgBouncer, query: &'static str) -> i64 {
    let mut connection = sqlx::AnyConnection::connect(&bouncer.url()).await.unwrap();
    let number = sqlx::raw_sql(query).fetch_one(&mut connection).await;
    let number = sqlx::Row::get(&number.unwrap(), 0);
    connection.close().await.unwrap();
    number
}
