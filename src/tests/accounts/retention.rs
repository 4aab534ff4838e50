//! Deletion of more old rows than one transaction deletes.

use super::school::{MAYA, School};
use crate::store::{Store, on_both_engines};

on_both_engines!(
    old_rows_are_deleted_in_batches,
    the_log_says_of_each_batch_how_large_it_was,
);

/// Makes 2,500 rows, each with its number `i`.
macro_rules! insert_many {
    ($columns:literal, $values:literal) => {
        concat!(
            "INSERT INTO ",
            $columns,
            " WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 2500) SELECT ",
            $values,
            " FROM numbers"
        )
    };
}

async fn old_rows_are_deleted_in_batches(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    for rows in [
        insert_many!(
            "sessions (id, user_id, last_active_at, abandon_at, expire_at, created_at)",
            "'expired ' || i, (SELECT id FROM users), i, i, i, i"
        ),
        insert_many!(
            "sessions (id, user_id, last_active_at, abandon_at, expire_at, ended_at, created_at)",
            "'ended ' || i, (SELECT id FROM users), i, i, 4000000000000000, i, i"
        ),
        insert_many!(
            "oauth_flows (state_hash, browser_hash, nonce, pkce_verifier, redirect_uri, expire_at)",
            "'state ' || i, '', '', '', '', i"
        ),
        insert_many!(
            "one_time_codes (user_id, purpose, target, code_hash, sent_at, expire_at)",
            "(SELECT id FROM users), 'verify_address', 'target ' || i, '', i, i"
        ),
        insert_many!(
            "mails (id, recipient, subject, content, created_at)",
            "'waiting ' || i, '', '', '', i"
        ),
        insert_many!(
            "mails (id, recipient, subject, content, created_at, refused_at)",
            "'refused ' || i, '', '', '', i, i"
        ),
        insert_many!(
            "users (id, created_at, updated_at, deleted_at)",
            "'deleted ' || i, i, i, i"
        ),
    ] {
        school.store.execute(rows).await;
    }
    school.identity.clean_up().await.unwrap();
    for (left, query) in [
        (
            0,
            "SELECT COUNT(*) FROM sessions WHERE last_active_at <= 2500",
        ),
        (0, "SELECT COUNT(*) FROM oauth_flows"),
        (
            0,
            "SELECT COUNT(*) FROM one_time_codes WHERE expire_at <= 2500",
        ),
        (
            0,
            "SELECT COUNT(*) FROM mails WHERE refused_at IS NULL AND created_at <= 2500",
        ),
        (
            2500,
            "SELECT COUNT(*) FROM mails WHERE id LIKE 'waiting %' AND refused_at IS NOT NULL",
        ),
        (0, "SELECT COUNT(*) FROM mails WHERE id LIKE 'refused %'"),
        (1, "SELECT COUNT(*) FROM users"),
    ] {
        assert_eq!(school.store.number(query).await, left, "{query}");
    }
}

async fn the_log_says_of_each_batch_how_large_it_was(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    let old = insert_many!(
        "audit_events (sequence, id, at, action, actor_kind, traits, hash)",
        "-i, 'old ' || i, i, 'login', 'user', '{}', ''"
    );
    school.store.execute(old).await;
    school.identity.clean_up().await.unwrap();
    let of_size = [
        (
            2,
            "SELECT COUNT(*) FROM audit_events WHERE action = 'log_trimmed' AND traits = '{\"entries\":1000}'",
        ),
        (
            1,
            "SELECT COUNT(*) FROM audit_events WHERE action = 'log_trimmed' AND traits = '{\"entries\":500}'",
        ),
        (0, "SELECT COUNT(*) FROM audit_events WHERE sequence < 0"),
    ];
    for (count, query) in of_size {
        assert_eq!(school.store.number(query).await, count, "{query}");
    }
    assert_eq!(school.log().await.len(), 4);
}
