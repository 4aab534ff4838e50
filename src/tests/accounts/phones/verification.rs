//! Numbers, and the codes that verify them.

use identity::{
    AttemptPhoneVerificationError, CreatePhoneNumberError, PreparePhoneVerificationError,
    SetPrimaryPhoneError, TextCodeError,
};

use super::{NUMBER, OTHER, number, wrong};
use crate::{
    accounts::school::{MAYA, School, client},
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    a_texted_code_verifies_a_number_and_the_first_one_is_primary,
    a_code_works_once_for_ten_minutes_and_after_four_wrong_tries,
    a_number_is_texted_once_a_minute_and_its_newest_code_counts,
    who_proves_a_number_has_it_and_the_claims_of_others_go,
    a_user_has_five_numbers_each_once,
    only_a_verified_number_of_the_user_is_primary,
];

async fn a_texted_code_verifies_a_number_and_the_first_one_is_primary(store: Store) {
    let school = School::on(store).await;
    let auth = school.auth(&school.sign_up(MAYA).await).await;
    let phone = school.add_number(&auth, NUMBER).await;
    assert!(phone.verified_at.is_none() && !phone.is_primary);
    assert_eq!(school.texts(NUMBER).await.len(), 0);
    school.text(&auth, &phone).await.unwrap();
    let texts = school.texts(NUMBER).await;
    let words = &texts[0][6..];
    assert_eq!(
        words,
        " is your Timeback code to confirm your phone number. It works for 10 minutes. Don't share it."
    );
    let code = school.texted_code(NUMBER).await;
    let verified = school.verify_number(&auth, &phone, &code).await.unwrap();
    assert_eq!(verified.verified_at, Some(school.clock.now()));
    assert!(verified.is_primary && !verified.is_second_factor);
    let second = school.verified_number(&auth, OTHER).await;
    assert!(!second.is_primary);
    let log = school.log().await;
    let told: Vec<_> = log.iter().filter(|it| it.starts_with("phone")).collect();
    let once = [
        "phone_number_added",
        "phone_code_requested",
        "phone_number_verified",
    ];
    assert_eq!(told, [once, once].concat());
    // Neither the code nor the text is in the store.
    let plain = format!(
        "SELECT COUNT(*) FROM mails WHERE content LIKE '%{code}%' OR content LIKE '%Timeback%'"
    );
    assert_eq!(school.store.number(plain.leak()).await, 0);
}

async fn a_code_works_once_for_ten_minutes_and_after_four_wrong_tries(store: Store) {
    let school = School::on(store).await;
    let auth = school.auth(&school.sign_up(MAYA).await).await;
    let phone = school.add_number(&auth, NUMBER).await;
    let refused = async |code: &str| {
        let refused = school.verify_number(&auth, &phone, code).await;
        std::assert_matches!(refused, Err(AttemptPhoneVerificationError::CodeRefused));
    };
    school.text(&auth, &phone).await.unwrap();
    let late = school.texted_code(NUMBER).await;
    school.clock.pass(MINUTE * 10);
    refused(&late).await;
    school.text(&auth, &phone).await.unwrap();
    let spoiled = school.texted_code(NUMBER).await;
    for _ in 0..5 {
        refused(&wrong(&spoiled)).await;
        // The rate limit of guesses is another matter.
        school.clock.pass(MINUTE);
    }
    refused(&spoiled).await;
    school.clock.pass(MINUTE);
    school.text(&auth, &phone).await.unwrap();
    let code = school.texted_code(NUMBER).await;
    for _ in 0..4 {
        refused(&wrong(&code)).await;
        school.clock.pass(MINUTE);
    }
    school.clock.pass(MINUTE * 5);
    school.verify_number(&auth, &phone, &code).await.unwrap();
    let again = school.verify_number(&auth, &phone, &code).await;
    std::assert_matches!(again, Err(AttemptPhoneVerificationError::AlreadyVerified));
}

async fn a_number_is_texted_once_a_minute_and_its_newest_code_counts(store: Store) {
    let school = School::on(store).await;
    let auth = school.auth(&school.sign_up(MAYA).await).await;
    let phone = school.add_number(&auth, NUMBER).await;
    school.text(&auth, &phone).await.unwrap();
    let first = school.texted_code(NUMBER).await;
    let again = school.text(&auth, &phone).await;
    let just_now = PreparePhoneVerificationError::Text(TextCodeError::TextedJustNow);
    assert_eq!(again.unwrap_err().to_string(), just_now.to_string());
    assert_eq!(school.texts(NUMBER).await.len(), 1);
    school.clock.pass(MINUTE);
    school.text(&auth, &phone).await.unwrap();
    let second = school.texted_code(NUMBER).await;
    if first != second {
        let old = school.verify_number(&auth, &phone, &first).await;
        std::assert_matches!(old, Err(AttemptPhoneVerificationError::CodeRefused));
    }
    for _ in 0..3 {
        school.clock.pass(MINUTE);
        school.text(&auth, &phone).await.unwrap();
    }
    school.clock.pass(MINUTE);
    let often = school.text(&auth, &phone).await;
    std::assert_matches!(
        often,
        Err(PreparePhoneVerificationError::Text(
            TextCodeError::TooManyTexts(_)
        ))
    );
    // What was refused took nothing: the last code is still good.
    let last = school.texted_code(NUMBER).await;
    school.verify_number(&auth, &phone, &last).await.unwrap();
    let verified = school.text(&auth, &phone).await;
    std::assert_matches!(
        verified,
        Err(PreparePhoneVerificationError::AlreadyVerified)
    );
}

async fn who_proves_a_number_has_it_and_the_claims_of_others_go(store: Store) {
    let school = School::on(store).await;
    let maya = school.auth(&school.sign_up(MAYA).await).await;
    let leon = school.auth(&school.sign_up("leon@example.com").await).await;
    let (hers, his) = (
        school.add_number(&maya, NUMBER).await,
        school.add_number(&leon, NUMBER).await,
    );
    school.text(&maya, &hers).await.unwrap();
    let code = school.texted_code(NUMBER).await;
    let stranger = school.verify_number(&leon, &hers, &code).await;
    std::assert_matches!(
        stranger,
        Err(AttemptPhoneVerificationError::PhoneNumberNotFound)
    );
    let other = school.verify_number(&leon, &his, &code).await;
    std::assert_matches!(other, Err(AttemptPhoneVerificationError::CodeRefused));
    school.verify_number(&maya, &hers, &code).await.unwrap();
    let numbers = school.identity.phone_numbers(&leon).await.unwrap();
    assert_eq!(numbers.len(), 0);
    // Whoever claims it later learns that it is taken only by the code that is texted to it.
    school.clock.pass(MINUTE);
    let claim = school.add_number(&leon, NUMBER).await;
    school.text(&leon, &claim).await.unwrap();
    let code = school.texted_code(NUMBER).await;
    let taken = school.verify_number(&leon, &claim, &code).await;
    std::assert_matches!(taken, Err(AttemptPhoneVerificationError::PhoneNumberExists));
}

async fn a_user_has_five_numbers_each_once(store: Store) {
    let school = School::on(store).await;
    let auth = school.auth(&school.sign_up(MAYA).await).await;
    for last in 0..5 {
        school
            .add_number(&auth, &format!("+1201555012{last}"))
            .await;
    }
    let add = async |e164| {
        let added = school
            .identity
            .create_phone_number(&auth, &number(e164), &client())
            .await;
        added.unwrap_err()
    };
    let again = add("+12015550121").await;
    std::assert_matches!(again, CreatePhoneNumberError::PhoneNumberExists);
    std::assert_matches!(
        add(OTHER).await,
        CreatePhoneNumberError::TooManyPhoneNumbers
    );
}

async fn only_a_verified_number_of_the_user_is_primary(store: Store) {
    let school = School::on(store).await;
    let maya = school.auth(&school.sign_up(MAYA).await).await;
    let first = school.verified_number(&maya, NUMBER).await;
    let second = school.add_number(&maya, OTHER).await;
    let identity = &school.identity;
    let unverified = identity
        .set_primary_phone(&maya, &second.id, &client())
        .await;
    std::assert_matches!(unverified, Err(SetPrimaryPhoneError::NotVerified));
    let leon = school.auth(&school.sign_up("leon@example.com").await).await;
    let foreign = identity
        .set_primary_phone(&leon, &first.id, &client())
        .await;
    std::assert_matches!(foreign, Err(SetPrimaryPhoneError::PhoneNumberNotFound));
    school.text(&maya, &second).await.unwrap();
    let code = school.texted_code(OTHER).await;
    school.verify_number(&maya, &second, &code).await.unwrap();
    identity
        .set_primary_phone(&maya, &second.id, &client())
        .await
        .unwrap();
    let primary = async || {
        let phones = identity.phone_numbers(&maya).await.unwrap();
        phones.into_iter().find(|it| it.is_primary).map(|it| it.id)
    };
    assert_eq!(primary().await.as_ref(), Some(&second.id));
    let removed = identity
        .remove_phone_number(&maya, &second.id, &client())
        .await;
    removed.unwrap();
    assert_eq!(
        primary().await,
        Some(first.id),
        "the oldest one takes its place"
    );
}
