//! User records, and their changes over time.

use std::time::Duration;

use identity::{ClientInfo, Email, Identity, Token, UserId, oidc::Claims};

use super::{
    clock::{Clock, MINUTE},
    store::{Store, on_both_engines},
};

on_both_engines![
    the_same_subject_with_a_new_address_is_the_same_user,
    the_same_address_of_another_subject_is_another_user,
    the_same_subject_of_another_issuer_is_another_user,
    sessions_and_users_outlive_the_process,
    an_ended_session_stays_ended,
    cleaning_up_forgets_what_has_served_its_time_and_nothing_else,
];

const DAY: Duration = Duration::from_hours(24);

struct Accounts {
    clock: Clock,
    identity: Identity,
    store: Store,
}

impl Accounts {
    async fn new(store: Store) -> Self {
        let clock = Clock::new();
        Self {
            identity: open(&store, &clock).await,
            clock,
            store,
        }
    }

    async fn sign_in(&self, subject: &str, email: &str) -> Token {
        self.identity
            .sign_in(&claims(subject, email), None, &ClientInfo::default())
            .await
            .unwrap()
            .token
    }

    async fn user(&self, token: &Token) -> (UserId, String) {
        let user = self
            .identity
            .find_session(token, &identity::ClientInfo::default())
            .await
            .unwrap()
            .expect("an active session")
            .user
            .clone();
        (user.id, user.email.as_str().to_owned())
    }
}

async fn open(store: &Store, clock: &Clock) -> Identity {
    store.identity(clock).await
}

fn claims(subject: &str, email: &str) -> Claims {
    let (given_name, family_name) = ("Maya".to_owned(), "Okafor".to_owned());
    Claims {
        issuer: "https://idp.example".into(),
        subject: subject.into(),
        email: Email::parse(email).unwrap(),
        email_verified: true,
        given_name,
        family_name,
    }
}

async fn the_same_subject_with_a_new_address_is_the_same_user(store: Store) {
    let accounts = Accounts::new(store).await;
    let before = accounts.sign_in("maya", "maya@old.example").await;
    let (id, _) = accounts.user(&before).await;
    let after = accounts.sign_in("maya", "maya@new.example").await;
    assert_eq!(
        accounts.user(&after).await,
        (id, "maya@new.example".to_owned())
    );
}

async fn the_same_address_of_another_subject_is_another_user(store: Store) {
    let accounts = Accounts::new(store).await;
    let first = accounts.sign_in("maya", "shared@example.com").await;
    let second = accounts.sign_in("leon", "shared@example.com").await;
    assert_ne!(
        accounts.user(&first).await.0,
        accounts.user(&second).await.0
    );
}

async fn the_same_subject_of_another_issuer_is_another_user(store: Store) {
    let accounts = Accounts::new(store).await;
    let first = accounts.sign_in("maya", "maya@example.com").await;
    let elsewhere = Claims {
        issuer: "https://other.example".into(),
        ..claims("maya", "maya@example.com")
    };
    let second = accounts
        .identity
        .sign_in(&elsewhere, None, &ClientInfo::default())
        .await
        .unwrap()
        .token;
    assert_ne!(
        accounts.user(&first).await.0,
        accounts.user(&second).await.0
    );
}

async fn sessions_and_users_outlive_the_process(store: Store) {
    let accounts = Accounts::new(store).await;
    let token = accounts.sign_in("maya", "maya@example.com").await;
    let before = accounts.user(&token).await;
    let Accounts {
        clock,
        identity,
        store,
    } = accounts;
    drop(identity);
    let reopened = Accounts {
        identity: open(&store, &clock).await,
        clock,
        store,
    };
    assert_eq!(reopened.user(&token).await, before);
}

async fn an_ended_session_stays_ended(store: Store) {
    let accounts = Accounts::new(store).await;
    let token = accounts.sign_in("maya", "maya@example.com").await;
    assert!(
        accounts
            .identity
            .sign_out_browser(&token, &ClientInfo::default())
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        accounts
            .identity
            .sign_out_browser(&token, &ClientInfo::default())
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        accounts
            .identity
            .find_session(&token, &identity::ClientInfo::default())
            .await
            .unwrap()
            .is_none()
    );
}

async fn cleaning_up_forgets_what_has_served_its_time_and_nothing_else(store: Store) {
    let accounts = Accounts::new(store).await;
    let (start, _) = accounts
        .identity
        .begin_flow("http://127.0.0.1/".into(), None)
        .await
        .unwrap();
    let ended = accounts.sign_in("maya", "maya@example.com").await;
    accounts
        .identity
        .sign_out_browser(&ended, &ClientInfo::default())
        .await
        .unwrap();
    assert_eq!(rows(&accounts.store).await, (1, 1));

    accounts.clock.pass(14 * MINUTE);
    accounts.identity.clean_up().await.unwrap();
    assert_eq!(
        rows(&accounts.store).await,
        (1, 1),
        "a sign-in under way goes on"
    );

    accounts.clock.pass(MINUTE);
    accounts.identity.clean_up().await.unwrap();
    assert_eq!(
        rows(&accounts.store).await,
        (0, 1),
        "a sign-in nobody finished"
    );
    assert!(
        accounts
            .identity
            .take_flow(&start.state, &start.browser)
            .await
            .unwrap()
            .is_none()
    );

    accounts.clock.pass(30 * DAY);
    let active = accounts.sign_in("leon", "leon@example.com").await;
    accounts.identity.clean_up().await.unwrap();
    assert_eq!(
        rows(&accounts.store).await,
        (0, 1),
        "a session over for a month"
    );
    accounts.user(&active).await;
}

/// The numbers of sign-ins in progress and of sessions in the database.
async fn rows(store: &Store) -> (i64, i64) {
    let pool = sqlx::AnyPool::connect(&store.url).await.unwrap();
    sqlx::query_as("SELECT (SELECT COUNT(*) FROM oauth_flows), (SELECT COUNT(*) FROM sessions)")
        .fetch_one(&pool)
        .await
        .unwrap()
}
