//! What administrators do with phone numbers.

use identity::{Administrator, EditPhoneNumberError, NextStep, PhoneEdit, UserPhone};

use super::{NUMBER, OTHER, enter, number};
use crate::{
    accounts::school::{MAYA, School, client},
    store::{Store, on_both_engines},
};

on_both_engines![
    an_administrator_verifies_a_number_and_reserves_it,
    a_number_that_counts_no_more_as_verified_is_neither_primary_nor_reserved,
    a_replaced_number_takes_the_place_of_all_and_their_part_in_sign_in,
    without_text_messages_no_number_is_reserved,
];

const PROGRAM: Administrator = Administrator { user: None };

const VERIFIED: PhoneEdit = PhoneEdit {
    verified: Some(true),
    primary: None,
    reserved: None,
};

const RESERVED: PhoneEdit = PhoneEdit {
    reserved: Some(true),
    ..VERIFIED
};

/// Maya's number, with this edit.
async fn add(
    school: &School,
    e164: &str,
    edit: PhoneEdit,
) -> Result<UserPhone, EditPhoneNumberError> {
    let user = school.auth(&school.sign_in(MAYA).await).await.user;
    school
        .identity
        .add_phone_number(&user, &number(e164), edit, &PROGRAM, &client())
        .await
}

async fn an_administrator_verifies_a_number_and_reserves_it(store: Store) {
    let school = School::on(store).await;
    let auth = school.auth(&school.sign_up(MAYA).await).await;
    let phone = add(&school, NUMBER, RESERVED).await.unwrap();
    assert!(phone.verified_at.is_some() && phone.is_primary);
    assert!(phone.is_second_factor && phone.is_default_second_factor);
    let own = school.identity.own_sessions(&auth).await.unwrap();
    assert!(own.is_empty(), "no session has shown the number");
    assert_eq!(enter(&school).await.next, NextStep::SecondFactor);
    let user = auth.user;
    let disabled = school
        .identity
        .disable_mfa(&user, &PROGRAM, &client())
        .await;
    let after = disabled.unwrap().account;
    assert!(!after.has_second_factor() && after.phones.len() == 1);
    assert_eq!(enter(&school).await.next, NextStep::Nothing);
}

async fn a_number_that_counts_no_more_as_verified_is_neither_primary_nor_reserved(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    let phone = add(&school, NUMBER, RESERVED).await.unwrap();
    let edit = async |edit: PhoneEdit| {
        let identity = &school.identity;
        identity
            .edit_phone_number(&phone.id, edit, &PROGRAM, &client())
            .await
    };
    let withdrawn = PhoneEdit {
        verified: Some(false),
        ..PhoneEdit::default()
    };
    let now = edit(withdrawn).await.unwrap();
    assert!(now.verified_at.is_none() && !now.is_primary && !now.is_second_factor);
    for refused in [
        PhoneEdit {
            primary: Some(true),
            ..withdrawn
        },
        PhoneEdit {
            reserved: Some(true),
            ..withdrawn
        },
    ] {
        std::assert_matches!(edit(refused).await, Err(EditPhoneNumberError::NotVerified));
    }
    let unknown = school
        .identity
        .edit_phone_number("nothing", VERIFIED, &PROGRAM, &client())
        .await;
    std::assert_matches!(unknown, Err(EditPhoneNumberError::NoSuchPhoneNumber));
}

async fn a_replaced_number_takes_the_place_of_all_and_their_part_in_sign_in(store: Store) {
    let school = School::on(store).await;
    let user = school.auth(&school.sign_up(MAYA).await).await.user;
    add(&school, NUMBER, RESERVED).await.unwrap();
    add(&school, "+12015550124", PhoneEdit::default())
        .await
        .unwrap();
    let replaced = school
        .identity
        .replace_phone_numbers(&user, &number(OTHER), &PROGRAM, &client())
        .await;
    let replaced = replaced.unwrap();
    assert!(replaced.is_primary && replaced.is_default_second_factor);
    let account = school.identity.find_account(&user).await.unwrap().unwrap();
    assert_eq!(account.phones, [replaced]);
    let leon = school
        .auth(&school.sign_up("leon@example.com").await)
        .await
        .user;
    let taken = school
        .identity
        .replace_phone_numbers(&leon, &number(OTHER), &PROGRAM, &client())
        .await;
    std::assert_matches!(taken, Err(EditPhoneNumberError::PhoneNumberExists));
}

async fn without_text_messages_no_number_is_reserved(store: Store) {
    let school = School::with(store, |policy| policy.phone.has_sms = false).await;
    school.sign_up(MAYA).await;
    let refused = add(&school, NUMBER, RESERVED).await;
    std::assert_matches!(refused, Err(EditPhoneNumberError::SmsOff));
    assert!(add(&school, NUMBER, VERIFIED).await.unwrap().is_primary);
}
