//! Links that are brought back by their token: mailed, or handed over by an administrator.

use axum::http::Method;
use serde_json::{Value, json};

use super::{
    admin::Office,
    client::{MAYA, PASSWORD, refusal, text},
    mail::mailbox,
};
use crate::{browser::Answer, store::Store, world::World};

const LEON: &str = "leon@example.com";

/// That of a dashboard on this database, whose addresses are proved by mail.
pub async fn office(store: Store) -> Office {
    Office::of(World::on_with(store, &[]).await).await
}

/// A link as the administrator asks for it.
pub async fn generate(office: &Office, body: Value) -> Answer {
    office
        .send(Method::POST, "/admin/generate_link", body)
        .await
}

/// Brings the token of a link.
pub async fn verify(office: &Office, kind: &str, hash: &Value) -> Answer {
    let proof = json!({ "type": kind, "token_hash": hash });
    office.client.post("/verify", proof).await
}

/// The token of the link in the last mail to this address.
pub async fn mailed_token(world: &World, address: &str) -> Value {
    let mails = mailbox(world).await;
    let mail = mails.iter().find(|mail| mail["to"] == address).unwrap();
    let token = text(&mail["text"]).split("/confirm?token=").nth(1).unwrap();
    json!(token.split_whitespace().next().unwrap())
}

async fn a_mailed_link_is_verified_by_its_token_once_and_for_what_it_is(store: Store) {
    let office = office(store).await;
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    office.client.post("/signup", maya).await;
    let token = mailed_token(&office.world, MAYA).await;
    for wrong in ["recovery", "email_change"] {
        let answer = verify(&office, wrong, &token).await;
        assert_eq!(refusal(&answer), (403, "otp_expired".to_owned()), "{wrong}");
    }
    let session = verify(&office, "email", &token).await;
    assert_eq!(session.json()["user"]["email"], MAYA, "{}", session.body);
    let again = verify(&office, "signup", &token).await;
    assert_eq!(refusal(&again), (403, "otp_expired".to_owned()));
    for unknown in ["nonsense", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let answer = verify(&office, "signup", &json!(unknown)).await;
        assert_eq!(
            refusal(&answer),
            (403, "otp_expired".to_owned()),
            "{unknown}"
        );
    }
    for half in [
        json!({ "type": "signup", "token_hash": token, "email": MAYA }),
        json!({ "type": "signup", "token_hash": token, "token": "12345678", "email": MAYA }),
        json!({ "type": "signup", "email": MAYA }),
        json!({ "token_hash": token }),
    ] {
        let answer = office.client.post("/verify", half.clone()).await;
        assert_eq!(
            refusal(&answer),
            (400, "validation_failed".to_owned()),
            "{half}"
        );
    }
}

async fn a_link_of_each_type_does_what_its_type_says(store: Store) {
    let office = office(store).await;
    let link = json!({ "type": "signup", "email": MAYA, "password": PASSWORD, "data": { "a": 1 } });
    let made = generate(&office, link.clone()).await.json();
    assert_eq!(
        (&made["email"], &made["verification_type"]),
        (&json!(MAYA), &json!("signup"))
    );
    assert_eq!(
        office.client.sign_in(PASSWORD).await.status,
        400,
        "not confirmed yet"
    );
    let session = verify(&office, "signup", &made["hashed_token"])
        .await
        .json();
    assert_eq!(session["user"]["user_metadata"], json!({ "a": 1 }));
    assert_eq!(office.client.sign_in(PASSWORD).await.status, 200);
    let taken = generate(&office, link).await;
    assert_eq!(refusal(&taken), (422, "email_exists".to_owned()));
    for kind in ["magiclink", "recovery"] {
        let link = generate(&office, json!({ "type": kind, "email": MAYA }))
            .await
            .json();
        assert_eq!(link["verification_type"], kind);
        let session = verify(&office, kind, &link["hashed_token"]).await;
        assert_eq!(session.status, 200, "{kind}: {}", session.body);
        // The code does the same, until either has served.
        let link = generate(&office, json!({ "type": kind, "email": MAYA }))
            .await
            .json();
        let proof = json!({ "type": kind, "email": MAYA, "token": link["email_otp"] });
        assert_eq!(office.client.post("/verify", proof).await.status, 200);
        assert_eq!(
            verify(&office, kind, &link["hashed_token"]).await.status,
            403
        );
    }
    let newcomer = generate(&office, json!({ "type": "magiclink", "email": LEON }))
        .await
        .json();
    assert_eq!(newcomer["verification_type"], "signup");
    assert_eq!(
        verify(&office, "signup", &newcomer["hashed_token"])
            .await
            .status,
        200
    );
    assert_eq!(mailbox(&office.world).await.len(), 0, "nothing is mailed");
}

async fn both_boxes_agree_to_a_change_of_address_by_links(store: Store) {
    let office = office(store).await;
    office.create(MAYA).await;
    let link = |kind: &str, new: &str| json!({ "type": kind, "email": MAYA, "new_email": new });
    let stale = generate(&office, link("email_change_new", "maya@stale.example"))
        .await
        .json();
    let current = generate(&office, link("email_change_current", "maya@new.example"))
        .await
        .json();
    assert_eq!(current["new_email"], "maya@new.example");
    let old = verify(&office, "email_change", &stale["hashed_token"]).await;
    assert_eq!(
        refusal(&old),
        (403, "otp_expired".to_owned()),
        "for another address"
    );
    let new = generate(&office, link("email_change_new", "maya@new.example"))
        .await
        .json();
    let half = verify(&office, "email_change", &current["hashed_token"]).await;
    assert_eq!((half.status, &half.json()["code"]), (200, &json!("200")));
    let whole = verify(&office, "email_change", &new["hashed_token"])
        .await
        .json();
    assert_eq!(whole["user"]["email"], "maya@new.example");
    office.create(LEON).await;
    let taken =
        json!({ "type": "email_change_new", "email": LEON, "new_email": "maya@new.example" });
    let taken = generate(&office, taken).await;
    assert_eq!(refusal(&taken), (422, "email_exists".to_owned()));
}

async fn each_mistake_about_a_link_has_its_code(store: Store) {
    let office = office(store).await;
    for (body, status, code) in [
        (
            json!({ "type": "recovery", "email": MAYA }),
            404,
            "user_not_found",
        ),
        (
            json!({ "type": "email_change_new", "email": MAYA, "new_email": LEON }),
            404,
            "user_not_found",
        ),
        (
            json!({ "type": "email_change_new", "email": MAYA }),
            400,
            "validation_failed",
        ),
        (
            json!({ "type": "signup", "email": MAYA }),
            400,
            "validation_failed",
        ),
        (
            json!({ "type": "signup", "email": MAYA, "password": "short" }),
            422,
            "weak_password",
        ),
        (
            json!({ "type": "magic", "email": MAYA }),
            400,
            "validation_failed",
        ),
        (json!({ "type": "magiclink" }), 400, "validation_failed"),
        (json!({ "email": MAYA }), 400, "validation_failed"),
    ] {
        let answer = generate(&office, body.clone()).await;
        assert_eq!(refusal(&answer), (status, code.to_owned()), "{body}");
    }
    assert_eq!(office.world.number("SELECT COUNT(*) FROM users").await, 0);
}

async fn the_link_itself_leads_to_the_page_with_the_button(store: Store) {
    let office = office(store).await;
    let link = generate(&office, json!({ "type": "magiclink", "email": MAYA }))
        .await
        .json();
    let (origin, path) = text(&link["action_link"]).split_once("/auth/v1").unwrap();
    assert_eq!(origin, text(&link["redirect_to"]));
    let led = office.client.get(path, "").await;
    let token = text(&link["hashed_token"]);
    assert_eq!(led.status, 303);
    assert_eq!(
        led.header("location"),
        Some(format!("{origin}/confirm?token={token}").as_str())
    );
    let page = office
        .world
        .anonymous()
        .get(&format!("/confirm?token={token}"))
        .await;
    assert!(page.text().contains(MAYA), "{}", page.text());
    // Looking used nothing up.
    assert_eq!(
        verify(&office, "signup", &link["hashed_token"])
            .await
            .status,
        200
    );
}

crate::store::on_both_engines!(
    a_mailed_link_is_verified_by_its_token_once_and_for_what_it_is,
    a_link_of_each_type_does_what_its_type_says,
    both_boxes_agree_to_a_change_of_address_by_links,
    each_mistake_about_a_link_has_its_code,
    the_link_itself_leads_to_the_page_with_the_button,
);
