//! Lists of users: each user is in them as they are alone, and a page of many costs as many statements as one of one.

use std::time::Duration;

use identity::{Order, Page, UserOrder, UserQuery, UserSort};
use tracing::{Instrument as _, info_span};

use super::school::School;
use crate::{
    log::log,
    store::{Store, on_both_engines},
};

on_both_engines![
    a_listed_user_is_as_they_are_alone,
    a_page_of_users_costs_as_many_statements_as_one_user,
];

/// 60 users of all kinds: with and without own addresses, identities, phone numbers, factors, external accounts and
/// sessions, in seven mixtures.
const USERS: &str = "
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60)
    INSERT INTO users (id, first_name, password_hash, failed_attempts, created_at, updated_at)
        SELECT 'user-' || n, 'Name ' || n, CASE n % 2 WHEN 0 THEN 'hash' END, n % 3, n % 7, n FROM numbers;
    INSERT INTO email_addresses (id, user_id, address, address_lower, verified_at, created_at)
        SELECT 'first-' || id, id, id || '@Example.com', id || '@example.com', created_at, created_at FROM users WHERE created_at <> 3;
    INSERT INTO email_addresses (id, user_id, address, address_lower, created_at)
        SELECT 'second-' || id, id, id || '@school.example', id || '@school.example', 9 FROM users WHERE created_at IN (1, 2, 4);
    UPDATE users SET primary_email_id = 'first-' || id WHERE created_at IN (0, 1, 2, 4);
    INSERT INTO identities (id, user_id, issuer, subject, email, last_sign_in_at, created_at, updated_at)
        SELECT 'identity-' || id, id, 'issuer', id, id || '@timeback.example', 9, 5, 9 FROM users WHERE created_at IN (1, 3, 5);
    INSERT INTO phone_numbers (id, user_id, e164, verified_at, reserved_for_second_factor, created_at, updated_at)
        SELECT 'phone-' || id, id, '+1201555' || updated_at, 9, created_at % 2, 9, 9 FROM users WHERE created_at >= 4;
    UPDATE users SET primary_phone_id = 'phone-' || id WHERE created_at = 4;
    INSERT INTO factors (id, user_id, kind, friendly_name, secret, verified_at, created_at, updated_at)
        SELECT 'factor-' || id, id, 'totp', 'app', 'secret', 9, 9, 9 FROM users WHERE created_at IN (2, 6);
    INSERT INTO backup_codes (user_id, code_hash)
        SELECT id, 'hash' FROM users WHERE created_at = 6;
    INSERT INTO external_accounts (id, user_id, provider, issuer, subject, status, email, expire_at, created_at, updated_at)
        SELECT 'github-' || id, id, 'github', 'github', id, 'verified', id || '@github.example', NULL, 4, 9 FROM users WHERE created_at IN (1, 6);
    INSERT INTO external_accounts (id, user_id, provider, issuer, status, expire_at, created_at, updated_at)
        SELECT 'notion-' || id, id, 'notion', 'notion', 'unverified', 9, 4, 9 FROM users WHERE created_at IN (1, 2);
    INSERT INTO sessions (id, user_id, identity_id, token_hash, aal, amr, last_active_at, abandon_at, expire_at, created_at)
        SELECT 'session-' || user_id, user_id, id, id, 'aal1', '[]', 77, 88, 99, 9 FROM identities WHERE user_id <> 'user-1';
";

const NEWEST_FIRST: UserSort = UserSort {
    by: UserOrder::CreatedAt,
    is_descending: true,
};

async fn a_listed_user_is_as_they_are_alone(store: Store) {
    let school = School::on(store).await;
    school.store.execute(USERS).await;
    school.clock.pass(Duration::from_secs(1));
    let identity = &school.identity;
    let all = UserQuery::default();
    let users = identity.list_users(&all, NEWEST_FIRST, 40, 7).await;
    let users = users.unwrap();
    assert_eq!(users.len(), 40);
    for user in users {
        let alone = identity.find_user(&user.account.id).await.unwrap();
        assert_eq!(format!("{:?}", Some(user)), format!("{alone:?}"));
    }
    let page = Page {
        number: 2,
        size: 25,
    };
    let (accounts, total) = identity
        .accounts("", Order::OldestFirst, page)
        .await
        .unwrap();
    assert_eq!((accounts.len(), total), (25, 60));
    for account in accounts {
        let alone = identity.find_account(&account.id).await.unwrap();
        assert_eq!(format!("{:?}", Some(account)), format!("{alone:?}"));
    }
}

async fn a_page_of_users_costs_as_many_statements_as_one_user(store: Store) {
    let school = School::on(store).await;
    school.store.execute(USERS).await;
    let (one, many) = (listed(&school, 1).await, listed(&school, 60).await);
    assert_eq!(one, many);
    assert!((1..=9).contains(&many), "{many} statements");
}

/// The number of statements for a page of this many users, by the log.
async fn listed(school: &School, limit: i64) -> usize {
    let log = log();
    let page = format!("page of {limit} in {}", school.store.url);
    let all = UserQuery::default();
    let users = school
        .identity
        .list_users(&all, NEWEST_FIRST, limit, 0)
        .instrument(info_span!("listed", page))
        .await;
    assert_eq!(users.unwrap().len(), usize::try_from(limit).unwrap());
    let text = log.text();
    // A new connection sets itself up by other statements.
    let statements = text.lines().filter(|line| {
        line.contains(&format!("{page:?}")) && line.contains("sqlx::query: summary=\"SELECT")
    });
    statements.count()
}
