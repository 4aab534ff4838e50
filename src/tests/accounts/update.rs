use std::time::Duration;

use identity::{
    AddressError, AuthenticateError, MetadataError, Password, PasswordSignInError, RefreshError,
    Update, UpdateError,
};
use serde_json::{Map, Value, json};

use super::school::{MAYA, PASSWORD, School, email, presented, token};
use crate::store::{Store, on_both_engines};

on_both_engines![
    metadata_is_merged_and_what_is_refused_changes_nothing,
    a_new_password_ends_the_other_sessions,
    a_session_left_open_does_not_change_the_password,
    the_old_password_is_no_new_one,
    a_new_address_takes_the_place_of_the_old_one,
    an_address_of_somebody_else_is_refused,
    where_addresses_are_proved_a_new_one_waits,
];

const NEW: &str = "another long password";

fn data(value: &Value) -> Update {
    Update {
        data: Some(value.as_object().unwrap().clone()),
        ..Update::default()
    }
}

fn password(new: &str, current: Option<&str>) -> Update {
    Update {
        password: Some(Password::chosen(new.to_owned()).unwrap()),
        current_password: current.map(presented),
        ..Update::default()
    }
}

fn address(new: &str) -> Update {
    Update {
        email: Some(email(new)),
        ..Update::default()
    }
}

async fn metadata_is_merged_and_what_is_refused_changes_nothing(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    school
        .update(&grant, data(&json!({ "a": { "b": 1 }, "c": 2 })))
        .await
        .unwrap();
    let account = school
        .update(&grant, data(&json!({ "a": { "d": 3 }, "c": null })))
        .await
        .unwrap();
    let kept = json!({ "a": { "d": 3 } });
    assert_eq!(
        Value::Object(account.unsafe_metadata.as_map().clone()),
        kept
    );
    let mut too_much = data(&json!({ "novel": "x".repeat(9_000) }));
    too_much.email = Some(email("other@example.com"));
    let refused = school.update(&grant, too_much).await;
    std::assert_matches!(
        refused,
        Err(UpdateError::Metadata(MetadataError::TooLarge(_)))
    );
    let account = school.identity.find_account(&grant.account.id).await;
    let account = account.unwrap().unwrap();
    assert_eq!(account.email.unwrap().as_str(), MAYA);
    assert_eq!(
        Value::Object(account.unsafe_metadata.as_map().clone()),
        kept
    );
}

async fn a_new_password_ends_the_other_sessions(store: Store) {
    let school = School::on(store).await;
    let (other, grant) = (school.sign_up(MAYA).await, school.sign_in(MAYA).await);
    school.update(&grant, password(NEW, None)).await.unwrap();
    assert!(school.authenticate(&grant).await.is_ok());
    std::assert_matches!(
        school.authenticate(&other).await,
        Err(AuthenticateError::SessionNotFound)
    );
    std::assert_matches!(
        school.refresh(token(&other)).await,
        Err(RefreshError::RefreshTokenNotFound)
    );
    assert!(school.try_sign_in(MAYA, NEW).await.is_ok());
    std::assert_matches!(
        school.try_sign_in(MAYA, PASSWORD).await,
        Err(PasswordSignInError::InvalidCredentials)
    );
    assert!(
        school
            .log()
            .await
            .contains(&"user_updated_password".to_owned())
    );
}

async fn a_session_left_open_does_not_change_the_password(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    school.clock.pass(Duration::from_mins(11));
    let refused = school.update(&grant, password(NEW, None)).await;
    std::assert_matches!(refused, Err(UpdateError::ReauthenticationNeeded));
    let refused = school
        .update(&grant, password(NEW, Some("wrong password")))
        .await;
    std::assert_matches!(refused, Err(UpdateError::CurrentPasswordInvalid));
    assert!(
        school
            .update(&grant, password(NEW, Some(PASSWORD)))
            .await
            .is_ok()
    );
}

async fn the_old_password_is_no_new_one(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let refused = school.update(&grant, password(PASSWORD, None)).await;
    std::assert_matches!(refused, Err(UpdateError::SamePassword));
}

async fn a_new_address_takes_the_place_of_the_old_one(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let account = school
        .update(&grant, address("Maya@New.example"))
        .await
        .unwrap();
    assert_eq!(account.email.unwrap().as_str(), "Maya@New.example");
    assert_eq!(account.identities[0].email, "Maya@New.example");
    assert!(
        school
            .try_sign_in("maya@new.example", PASSWORD)
            .await
            .is_ok()
    );
    std::assert_matches!(
        school.try_sign_in(MAYA, PASSWORD).await,
        Err(PasswordSignInError::InvalidCredentials)
    );
    school.sign_up(MAYA).await;
}

async fn an_address_of_somebody_else_is_refused(store: Store) {
    let school = School::on(store).await;
    school.sign_up("leon@example.com").await;
    let grant = school.sign_up(MAYA).await;
    let mut update = address("LEON@example.com");
    update.data = Some(Map::from_iter([("a".to_owned(), json!(1))]));
    let refused = school.update(&grant, update).await;
    std::assert_matches!(refused, Err(UpdateError::Address(AddressError::Exists)));
    let account = school.identity.find_account(&grant.account.id).await;
    assert!(
        account
            .unwrap()
            .unwrap()
            .unsafe_metadata
            .as_map()
            .is_empty()
    );
}

async fn where_addresses_are_proved_a_new_one_waits(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let strict = School {
        identity: school
            .store
            .identity_with(&school.clock, |policy| policy.autoconfirm = false)
            .await,
        clock: school.clock.clone(),
        store: school.store,
    };
    let account = strict
        .update(&grant, address("maya@new.example"))
        .await
        .unwrap();
    assert_eq!(account.email.unwrap().as_str(), MAYA);
    assert_eq!(account.new_email.unwrap().as_str(), "maya@new.example");
    std::assert_matches!(
        strict.try_sign_in("maya@new.example", PASSWORD).await,
        Err(PasswordSignInError::InvalidCredentials)
    );
}
