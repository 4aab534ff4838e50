//! The lock of an account after wrong passwords and codes.

use std::time::Duration;

use identity::{
    AnswerChallengeError, CheckPasswordError, CodeFlow, Lockout, PasswordSignInError, UserId,
};

use super::{
    mailed_codes::strict,
    maya::{Maya, STEP},
    school::{MAYA, PASSWORD, School, client, presented},
    session_tokens::PROGRAM,
};
use crate::{
    clock::HOUR,
    store::{Store, on_both_engines},
};

on_both_engines![
    wrong_passwords_in_a_row_lock_an_account_for_an_hour,
    the_right_password_starts_the_count_anew,
    whoever_recovers_their_account_unlocks_it,
    wrong_codes_of_an_app_count_as_well,
    an_administrator_locks_and_unlocks_an_account,
    without_a_limit_nobody_is_locked,
];

const WRONG: &str = "not the password";

/// Wrong attempts that lock an account here: fewer than the rate limits let through.
const ATTEMPTS: u32 = 3;

async fn school(store: Store) -> School {
    School::with(store, |policy| {
        policy.lockout = Some(Lockout {
            attempts: ATTEMPTS,
            duration: HOUR,
        });
    })
    .await
}

impl School {
    async fn guess(&self, password: &str) -> bool {
        match self.try_sign_in(MAYA, password).await {
            Ok(_) => true,
            Err(PasswordSignInError::InvalidCredentials) => false,
            Err(other) => panic!("{other}"),
        }
    }

    /// Whether the account is locked, and its wrong attempts.
    async fn lockout(&self, user: &UserId) -> (bool, u32) {
        let user = self.identity.find_user(user).await.unwrap().unwrap();
        let is_locked = user.locked_until.is_some_and(|it| it > self.clock.now());
        (is_locked, user.failed_attempts)
    }
}

async fn wrong_passwords_in_a_row_lock_an_account_for_an_hour(store: Store) {
    let school = school(store).await;
    let user = school.sign_up(MAYA).await.account.id;
    for failures in 1..ATTEMPTS {
        assert!(!school.guess(WRONG).await);
        assert_eq!(school.lockout(&user).await, (false, failures));
    }
    assert!(!school.guess(WRONG).await);
    assert_eq!(school.lockout(&user).await, (true, 0));
    let told = "SELECT COUNT(*) FROM mails WHERE subject = 'Your account is locked'";
    assert_eq!(school.store.number(told).await, 1);
    // Nobody learns that a password is right, nor that there is such an account.
    assert!(!school.guess(PASSWORD).await);
    assert!(!school.guess(WRONG).await);
    assert_eq!(school.lockout(&user).await, (true, 0));
    let nobody = school.try_sign_in("nobody@example.com", WRONG).await;
    std::assert_matches!(nobody, Err(PasswordSignInError::InvalidCredentials));
    let identity = &school.identity;
    let checked = identity
        .check_user_password(&user, &presented(PASSWORD), &client())
        .await;
    std::assert_matches!(checked, Err(CheckPasswordError::UserLocked));
    school.clock.pass(HOUR);
    assert!(school.guess(PASSWORD).await);
    assert_eq!(school.store.number(told).await, 1);
}

async fn the_right_password_starts_the_count_anew(store: Store) {
    let school = school(store).await;
    let user = school.sign_up(MAYA).await.account.id;
    for _ in 0..3 {
        for _ in 1..ATTEMPTS {
            assert!(!school.guess(WRONG).await);
        }
        assert!(school.guess(PASSWORD).await);
        assert_eq!(school.lockout(&user).await, (false, 0));
        school.clock.pass(Duration::from_mins(5));
    }
}

async fn whoever_recovers_their_account_unlocks_it(store: Store) {
    let school = strict(store).await;
    let user = school.confirm().await.account.id;
    let locked = school.identity.lock_user(&user, &PROGRAM, &client()).await;
    assert!(locked.unwrap().locked_until.is_some());
    assert!(!school.guess(PASSWORD).await);
    school.mail(MAYA, CodeFlow::Recovery).await;
    let code = school.code(MAYA).await;
    school.enter(MAYA, CodeFlow::Recovery, &code).await.unwrap();
    assert_eq!(school.lockout(&user).await, (false, 0));
    assert!(school.guess(PASSWORD).await);
}

async fn wrong_codes_of_an_app_count_as_well(store: Store) {
    let maya = Maya::raised(store).await;
    let user = maya.grant.account.id.clone();
    let session = maya.school.sign_in(MAYA).await;
    let challenge = maya.challenge(&session).await;
    let wrong = maya.answer(&session, &challenge, "000000", &client()).await;
    std::assert_matches!(wrong, Err(AnswerChallengeError::CodeRefused));
    assert_eq!(maya.school.lockout(&user).await, (false, 1));
    // The password alone does not make up for it.
    let session = maya.school.sign_in(MAYA).await;
    assert_eq!(maya.school.lockout(&user).await, (false, 1));
    maya.school.clock.pass(STEP);
    maya.answer_now(&session).await.unwrap();
    assert_eq!(maya.school.lockout(&user).await, (false, 0));
    let locked = maya
        .school
        .identity
        .lock_user(&user, &PROGRAM, &client())
        .await;
    locked.unwrap();
    maya.school.clock.pass(STEP);
    let refused = maya.answer_now(&session).await;
    std::assert_matches!(refused, Err(AnswerChallengeError::CodeRefused));
}

async fn an_administrator_locks_and_unlocks_an_account(store: Store) {
    let school = school(store).await;
    let grant = school.sign_up(MAYA).await;
    let user = &grant.account.id;
    let identity = &school.identity;
    identity.lock_user(user, &PROGRAM, &client()).await.unwrap();
    assert_eq!(school.lockout(user).await, (true, 0));
    assert!(!school.guess(PASSWORD).await);
    assert!(school.authenticate(&grant).await.is_ok(), "sessions go on");
    identity
        .unlock_user(user, &PROGRAM, &client())
        .await
        .unwrap();
    assert!(school.guess(PASSWORD).await);
    let log = school.log().await;
    let locks: Vec<_> = log.iter().filter(|it| it.contains("lock")).collect();
    assert_eq!(locks, ["user_locked", "user_unlocked"]);
}

async fn without_a_limit_nobody_is_locked(store: Store) {
    let school = School::with(store, |policy| policy.lockout = None).await;
    let user = school.sign_up(MAYA).await.account.id;
    for _ in 0..3 {
        assert!(!school.guess(WRONG).await);
    }
    assert_eq!(school.lockout(&user).await, (false, 0));
}
