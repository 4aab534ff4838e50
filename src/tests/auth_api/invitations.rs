//! Invitations, and accounts that a stranger had created with the invited address.

use axum::http::Method;
use serde_json::{Value, json};

use super::{
    admin::Office,
    client::{MAYA, PASSWORD, refusal, text},
    links::{generate, mailed_token, office, verify},
    mail::{code, mailbox},
};
use crate::{clock::MINUTE, store::Store};

const STRANGERS: &str = "the stranger's own";

async fn who_is_invited_comes_in_by_the_mail_and_keeps_what_the_school_wrote(store: Store) {
    let office = office(store).await;
    let invite = json!({ "email": MAYA, "data": { "class": "4b" } });
    let invited = office.send(Method::POST, "/invite", invite.clone()).await;
    assert!(invited.json()["invited_at"].is_string(), "{}", invited.body);
    assert!(invited.json()["email_confirmed_at"].is_null());
    let soon = office.send(Method::POST, "/invite", invite.clone()).await;
    assert_eq!(
        refusal(&soon),
        (429, "over_email_send_rate_limit".to_owned())
    );
    let mails = mailbox(&office.world).await;
    assert_eq!(mails[0]["subject"], "You're invited");
    let proof =
        json!({ "type": "invite", "email": MAYA, "token": code(&office.world, MAYA).await });
    let session = office.client.post("/verify", proof).await.json();
    assert_eq!(session["user"]["user_metadata"], json!({ "class": "4b" }));
    let password = json!({ "password": PASSWORD });
    let token = text(&session["access_token"]);
    assert_eq!(office.client.put_user(token, password).await.status, 200);
    assert_eq!(office.client.sign_in(PASSWORD).await.status, 200);
    office.world.clock.pass(2 * MINUTE);
    let known = office.send(Method::POST, "/invite", invite).await;
    assert_eq!(refusal(&known), (422, "email_exists".to_owned()));
}

async fn an_invitation_by_mail_forgets_what_a_stranger_signed_up_with(store: Store) {
    let office = office(store).await;
    strange_sign_up(&office).await;
    office
        .send(Method::POST, "/invite", json!({ "email": MAYA }))
        .await;
    let token = mailed_token(&office.world, MAYA).await;
    nothing_is_the_strangers(&office, "invite", &token).await;
}

async fn an_invitation_by_a_link_forgets_what_a_stranger_signed_up_with(store: Store) {
    let office = office(store).await;
    strange_sign_up(&office).await;
    let link = json!({ "type": "invite", "email": MAYA });
    let link = generate(&office, link).await.json();
    nothing_is_the_strangers(&office, "invite", &link["hashed_token"]).await;
}

async fn a_link_to_confirm_forgets_what_a_stranger_signed_up_with(store: Store) {
    let office = office(store).await;
    strange_sign_up(&office).await;
    let link = json!({ "type": "signup", "email": MAYA, "password": PASSWORD });
    let link = generate(&office, link).await.json();
    nothing_is_the_strangers(&office, "signup", &link["hashed_token"]).await;
}

async fn strange_sign_up(office: &Office) {
    let stranger = json!({ "email": MAYA, "password": STRANGERS, "data": { "x": 1 } });
    assert_eq!(office.client.post("/signup", stranger).await.status, 200);
    // Of two mails of one instant it is left to chance which is the newer one.
    office.world.clock.pass(2 * MINUTE);
}

async fn nothing_is_the_strangers(office: &Office, kind: &str, token: &Value) {
    let session = verify(office, kind, token).await.json();
    assert_eq!(session["user"]["user_metadata"], json!({}));
    let stranger = office.client.sign_in(STRANGERS).await;
    assert_eq!(refusal(&stranger), (400, "invalid_credentials".to_owned()));
}

crate::store::on_both_engines!(
    who_is_invited_comes_in_by_the_mail_and_keeps_what_the_school_wrote,
    an_invitation_by_mail_forgets_what_a_stranger_signed_up_with,
    an_invitation_by_a_link_forgets_what_a_stranger_signed_up_with,
    a_link_to_confirm_forgets_what_a_stranger_signed_up_with,
);
