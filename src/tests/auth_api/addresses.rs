//! E-mail addresses as people type, paste and mistype them.

use axum::http::Method;
use serde_json::{Value, json};

use super::client::{BELIEVING, Client, PASSWORD, VERSION, refusal, text};
use crate::{
    browser::Answer,
    sign_in_pages::stage::mails,
    store::{Store, on_both_engines},
    world::World,
};

on_both_engines![
    an_address_that_no_mail_server_takes_is_refused_wherever_one_is_taken,
    what_a_paste_adds_to_an_address_does_not_matter,
    a_domain_in_other_letters_is_one_in_both_of_its_forms,
    an_account_from_before_the_rule_is_found_by_its_address,
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

async fn believing(store: Store) -> World {
    World::on_with(store, BELIEVING).await
}

async fn sign_up(client: &Client, address: &str) -> Answer {
    let wanted = json!({ "email": address, "password": PASSWORD });
    client.post("/signup", wanted).await
}

async fn sign_in(client: &Client, address: &str) -> Answer {
    let wanted = json!({ "email": address, "password": PASSWORD });
    client.post("/token?grant_type=password", wanted).await
}

async fn an_address_that_no_mail_server_takes_is_refused_wherever_one_is_taken(store: Store) {
    let world = believing(store).await;
    let client = world.client();
    let session = client.sign_up().await;
    let admin = format!("Bearer {}", world.admin_token().await);
    for address in NO_ADDRESSES {
        let body = json!({ "email": address, "password": PASSWORD, "type": "signup" });
        let mut answers = vec![
            client
                .put_user(text(&session["access_token"]), json!({ "email": address }))
                .await,
            client
                .send(
                    Method::POST,
                    "/admin/users",
                    &[VERSION, ("authorization", &admin)],
                    body.to_string(),
                )
                .await,
        ];
        for path in ["/signup", "/otp", "/magiclink", "/recover", "/resend"] {
            answers.push(client.post(path, body.clone()).await);
        }
        for answer in answers {
            assert_eq!(
                refusal(&answer),
                (400, "validation_failed".to_owned()),
                "{address:?}"
            );
        }
        let wrong = sign_in(&client, address).await;
        assert_eq!(
            refusal(&wrong),
            (400, "invalid_credentials".to_owned()),
            "{address:?}"
        );
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM users").await, 1);
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

async fn an_account_from_before_the_rule_is_found_by_its_address(store: Store) {
    let world = believing(store).await;
    let client = world.client();
    client.sign_up().await;
    let statements: [(&str, &'static str); 3] = [
        (
            "Maya@@example.com",
            "UPDATE email_addresses SET address = 'Maya@@example.com', address_lower = 'maya@@example.com'",
        ),
        (
            "maya@localhost",
            "UPDATE email_addresses SET address = 'maya@localhost', address_lower = 'maya@localhost'",
        ),
        (
            "maya@münchen.example",
            "UPDATE email_addresses SET address = 'maya@münchen.example', address_lower = 'maya@münchen.example'",
        ),
    ];
    for (address, statement) in statements {
        world.break_store(statement).await;
        world.state.identity.clean_up().await.unwrap();
        let session = sign_in(&client, address).await;
        assert_eq!(session.status, 200, "{address}: {}", session.body);
        let user = client
            .get("/user", text(&session.json()["access_token"]))
            .await;
        assert_eq!(user.json()["email"], Value::from(address));
        let fields = [("email", address), ("password", PASSWORD)];
        let entered = world.anonymous().post_form("/sign-in", &fields).await;
        assert_eq!(entered.location(), "/profile", "{address}");
    }
    let ascii = sign_in(&client, "maya@xn--mnchen-3ya.example").await;
    assert_eq!(ascii.status, 200, "{}", ascii.body);
}
