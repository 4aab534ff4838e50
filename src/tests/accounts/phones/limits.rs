//! When there are no numbers, and what is left of them.

use identity::CreatePhoneNumberError;

use super::{NUMBER, number};
use crate::{
    accounts::school::{MAYA, School, client},
    store::{Store, on_both_engines},
};

on_both_engines![
    without_text_messages_no_number_is_added_or_texted,
    a_deleted_account_leaves_no_number_and_no_text,
];

async fn without_text_messages_no_number_is_added_or_texted(store: Store) {
    let school = School::with(store, |policy| policy.phone.has_sms = false).await;
    let auth = school.auth(&school.sign_up(MAYA).await).await;
    let added = school
        .identity
        .create_phone_number(&auth, &number(NUMBER), &client())
        .await;
    std::assert_matches!(added, Err(CreatePhoneNumberError::SmsOff));
}

async fn a_deleted_account_leaves_no_number_and_no_text(store: Store) {
    let school = School::on(store).await;
    let auth = school.auth(&school.sign_up(MAYA).await).await;
    let phone = school.add_number(&auth, NUMBER).await;
    school.text(&auth, &phone).await.unwrap();
    assert_eq!(school.texts(NUMBER).await.len(), 1);
    school
        .identity
        .delete_own_account(&auth, &client())
        .await
        .unwrap();
    assert_eq!(school.texts(NUMBER).await.len(), 0);
    for table in ["phone_numbers", "one_time_codes"] {
        let rows = format!("SELECT COUNT(*) FROM {table}");
        assert_eq!(school.store.number(rows.leak()).await, 0, "{table}");
    }
}
