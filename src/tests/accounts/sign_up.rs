use identity::{Account, PasswordSignInError, SignUpError, SignedUp};
use serde_json::{Value, json};

use super::school::{MAYA, PASSWORD, School};
use crate::store::{Store, on_both_engines};

on_both_engines![
    where_addresses_are_believed_the_newcomer_is_signed_in_at_once,
    an_address_has_one_account_however_it_is_written,
    two_who_sign_up_at_once_with_one_address_make_one_account,
    where_addresses_are_proved_nobody_learns_who_has_an_account,
    an_unconfirmed_account_cannot_be_changed_by_signing_up_again,
    metadata_that_is_too_large_makes_no_account,
];

async fn where_addresses_are_believed_the_newcomer_is_signed_in_at_once(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let account = &grant.account;
    assert_eq!(account.email.as_ref().unwrap().as_str(), MAYA);
    assert!(account.email_confirmed_at.is_some() && account.last_sign_in_at.is_some());
    assert_eq!(
        Value::Object(account.app_metadata()),
        json!({ "provider": "email", "providers": ["email"] })
    );
    let auth = school.authenticate(&grant).await.unwrap();
    assert_eq!(
        (auth.user, auth.session),
        (account.id.clone(), grant.session)
    );
    assert_eq!(
        (auth.aal.as_str(), auth.amr[0].method.as_str()),
        ("aal1", "password")
    );
}

async fn an_address_has_one_account_however_it_is_written(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    let again = school.try_sign_up("MAYA@Example.com", PASSWORD).await;
    std::assert_matches!(again, Err(SignUpError::UserAlreadyExists));
    assert!(
        school
            .try_sign_in("Maya@EXAMPLE.com", PASSWORD)
            .await
            .is_ok()
    );
}

async fn two_who_sign_up_at_once_with_one_address_make_one_account(store: Store) {
    let school = School::on(store).await;
    let (one, other) = tokio::join!(
        school.try_sign_up(MAYA, PASSWORD),
        school.try_sign_up(MAYA, "another password")
    );
    std::assert_matches!(
        (one, other),
        (Ok(_), Err(SignUpError::UserAlreadyExists)) | (Err(SignUpError::UserAlreadyExists), Ok(_))
    );
    let accounts = "SELECT COUNT(*) FROM users";
    assert_eq!(school.store.number(accounts).await, 1);
}

async fn where_addresses_are_proved_nobody_learns_who_has_an_account(store: Store) {
    let school = School::with(store, |policy| policy.autoconfirm = false).await;
    let first = unconfirmed(school.try_sign_up(MAYA, PASSWORD).await);
    for confirmed in [false, true] {
        if confirmed {
            let proof = "UPDATE email_addresses SET verified_at = created_at";
            school.store.execute(proof).await;
        }
        let again = unconfirmed(school.try_sign_up(MAYA, "another password").await);
        assert_ne!(again.id, first.id, "the account there is not shown");
        assert_eq!(shape(&again), shape(&first));
    }
    assert_eq!(
        school.log().await,
        [
            "user_signedup",
            "user_repeated_signup",
            "user_repeated_signup"
        ]
    );
}

async fn an_unconfirmed_account_cannot_be_changed_by_signing_up_again(store: Store) {
    let school = School::with(store, |policy| policy.autoconfirm = false).await;
    unconfirmed(school.try_sign_up(MAYA, PASSWORD).await);
    unconfirmed(school.try_sign_up(MAYA, "another password").await);
    std::assert_matches!(
        school.try_sign_in(MAYA, PASSWORD).await,
        Err(PasswordSignInError::EmailNotConfirmed)
    );
    std::assert_matches!(
        school.try_sign_in(MAYA, "another password").await,
        Err(PasswordSignInError::InvalidCredentials)
    );
}

async fn metadata_that_is_too_large_makes_no_account(store: Store) {
    let school = School::on(store).await;
    let data = json!({ "novel": "x".repeat(9_000) });
    let refused = school
        .sign_up_with(MAYA, PASSWORD, data.as_object().unwrap().clone())
        .await;
    std::assert_matches!(refused, Err(SignUpError::MetadataTooLarge(_)));
    assert_eq!(school.store.number("SELECT COUNT(*) FROM users").await, 0);
}

fn unconfirmed(outcome: Result<SignedUp, SignUpError>) -> Account {
    match outcome {
        Ok(SignedUp::Unconfirmed(account)) => *account,
        other => panic!("somebody is signed in: {other:?}"),
    }
}

/// An account without the fields that differ between accounts.
fn shape(account: &Account) -> (bool, bool, usize, Value) {
    (
        account.email_confirmed_at.is_some(),
        account.last_sign_in_at.is_some(),
        account.identities.len(),
        Value::Object(account.app_metadata()),
    )
}
