//! E-mail addresses as people type, paste and mistype them.

use axum::http::Method;
use serde_json::json;

use super::{
    admin::Office,
    client::{BELIEVING, Client, PASSWORD, VERSION, refusal, text},
};
use crate::{
    browser::Answer,
    sign_in_pages::actor::mails,
    store::{Store, on_both_engines},
    world::World,
};

on_both_engines![
    an_address_that_no_mail_server_takes_is_refused_wherever_it_would_be_new,
    what_a_paste_adds_to_an_address_does_not_matter,
    a_domain_in_other_letters_is_one_in_both_of_its_forms,
];

const NO_ADDRESSES: [&str; 9] = [
    "maya@@example.com",
    "maya@example",
    "maya@",
    "maya.@example.com",
    "ma ya@example.com",
    "maya@example..com",
    "maya@exam_ple.com",
    "maya@example.com\u{7}x",
    "Maya <maya@example.com>",
];

/// Addresses that no account ever had.
const NEVER_STORED: [&str; 4] = [
    "maya@",
    "ma ya@example.com",
    "maya@example.com\u{7}x",
    "Maya <maya@example.com>",
];

pub async fn believing(store: Store) -> World {
    World::on_with(store, BELIEVING).await
}

pub async fn sign_up(client: &Client, address: &str) -> Answer {
    let wanted = json!({ "email": address, "password": PASSWORD });
    client.post("/signup", wanted).await
}

pub async fn sign_in(client: &Client, address: &str) -> Answer {
    let wanted = json!({ "email": address, "password": PASSWORD });
    client.post("/token?grant_type=password", wanted).await
}

async fn an_address_that_no_mail_server_takes_is_refused_wherever_it_would_be_new(store: Store) {
    let world = believing(store).await;
    let client = world.client();
    let session = client.sign_up().await;
    let office = Office::of(world).await;
    let world = &office.world;
    for address in NO_ADDRESSES {
        let body = json!({ "email": address, "password": PASSWORD, "type": "signup" });
        let mut answers = vec![
            client.post("/signup", body.clone()).await,
            client
                .put_user(text(&session["access_token"]), json!({ "email": address }))
                .await,
            office.edit(&session["user"], body.clone()).await,
        ];
        for path in ["/admin/users", "/admin/generate_link", "/invite"] {
            answers.push(office.send(Method::POST, path, body.clone()).await);
        }
        for answer in answers {
            assert_eq!(
                refusal(&answer),
                (400, "validation_failed".to_owned()),
                "{address:?}: {}",
                answer.body
            );
        }
        // An account from before the rule may have it, so the response does not reveal whether one exists.
        for path in ["/otp", "/magiclink", "/recover", "/resend"] {
            let answer = client.post(path, body.clone()).await;
            let status = if NEVER_STORED.contains(&address) {
                400
            } else {
                200
            };
            assert_eq!(answer.status, status, "{path} {address:?}: {}", answer.body);
        }
        let wrong = sign_in(&client, address).await;
        assert_eq!(
            refusal(&wrong),
            (400, "invalid_credentials".to_owned()),
            "{address:?}"
        );
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM users").await, 1);
    assert_eq!(mails(world).await.len(), 0);
}

async fn what_a_paste_adds_to_an_address_does_not_matter(store: Store) {
    let world = believing(store).await;
    let client = world.client();
    let pasted = "\u{feff} o'brien@exam\u{ad}ple.com\u{200b}\r\n";
    let session = sign_up(&client, pasted).await.json();
    assert_eq!(session["user"]["email"], "o'brien@example.com");
    for spelling in [pasted, "O'Brien@Example.com", "ｏ'brien＠example．com"] {
        assert_eq!(sign_in(&client, spelling).await.status, 200, "{spelling:?}");
        let taken = sign_up(&client, spelling).await;
        assert_eq!(refusal(&taken), (422, "user_already_exists".to_owned()));
    }
}

async fn a_domain_in_other_letters_is_one_in_both_of_its_forms(store: Store) {
    let world = World::on(store).await;
    let client = world.client();
    let (ours, ascii) = ("maya@münchen.example", "maya@xn--mnchen-3ya.example");
    assert_eq!(sign_up(&client, ours).await.status, 200);
    let mail = mails(&world).await.swap_remove(0);
    assert_eq!(
        mail["to"], ascii,
        "a mail server knows domains by their ASCII form"
    );
    let words = text(&mail["text"]).split_whitespace();
    let code = words
        .into_iter()
        .find(|word| word.len() == 8 && word.parse::<u32>().is_ok());
    let proof = json!({ "type": "signup", "email": ascii, "token": code });
    let session = client.post("/verify", proof).await;
    assert_eq!(session.json()["user"]["email"], ours, "{}", session.body);
    for spelling in [
        ours,
        ascii,
        "MAYA@MÜNCHEN.example",
        "maya@mu\u{308}nchen.example",
    ] {
        assert_eq!(sign_in(&client, spelling).await.status, 200, "{spelling}");
    }
    let session = sign_in(&client, ours).await.json();
    let token = text(&session["access_token"]);
    let change = json!({ "email": "maya@köln.example" });
    let changing = client.put_user(token, change).await.json();
    assert_eq!(changing["new_email"], "maya@köln.example");
    assert_eq!(mails(&world).await.len(), 3, "two about the change");
    let bearer = format!("Bearer {token}");
    let headers = [VERSION, ("authorization", bearer.as_str())];
    let deleted = client.send(Method::DELETE, "/user", &headers, "").await;
    assert_eq!(deleted.status, 200, "{}", deleted.body);
    assert_eq!(
        mails(&world).await.len(),
        0,
        "nothing waits for who has left"
    );
}
