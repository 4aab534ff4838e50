//! Passwords as different keyboards encode them.

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
use serde_json::json;

use super::client::{BELIEVING, MAYA, PASSWORD, refusal, text};
use crate::{
    store::{Store, on_both_engines},
    world::World,
};

on_both_engines![
    a_password_is_the_same_on_every_keyboard,
    a_password_has_as_many_characters_as_the_document_says_whatever_their_bytes,
    a_password_from_before_opens_as_it_was_typed_and_then_on_every_keyboard,
];

/// Composed, decomposed, and with compatibility characters.
const SPELLINGS: [&str; 3] = [
    "gr\u{fc}ne \u{c4}pfel am Fenster 2",
    "gru\u{308}ne A\u{308}pfel am Fenster 2",
    "gr\u{fc}ne\u{a0}\u{c4}pfel am Fen\u{fb06}er ②",
];

async fn a_password_is_the_same_on_every_keyboard(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let client = world.client();
    let mut session = client.sign_up().await;
    let mut current = PASSWORD;
    for set in SPELLINGS {
        if current == PASSWORD {
            let change = json!({ "password": set, "current_password": current });
            let changed = client
                .put_user(text(&session["access_token"]), change)
                .await;
            assert_eq!(changed.status, 200, "{}", changed.body);
        } else {
            let change = json!({ "password": set, "current_password": current });
            let same = client
                .put_user(text(&session["access_token"]), change)
                .await;
            assert_eq!(refusal(&same), (422, "same_password".to_owned()));
        }
        current = set;
        for typed in SPELLINGS {
            let signed_in = client.sign_in(typed).await;
            assert_eq!(signed_in.status, 200, "{typed:?}: {}", signed_in.body);
            session = signed_in.json();
            let fields = [("email", MAYA), ("password", typed)];
            let entered = world.anonymous().post_form("/sign-in", &fields).await;
            assert_eq!(entered.location(), "/profile", "{typed:?}");
        }
    }
    let wrong = client.sign_in("grune Apfel am Fenster 2").await;
    assert_eq!(refusal(&wrong), (400, "invalid_credentials".to_owned()));
}

async fn a_password_has_as_many_characters_as_the_document_says_whatever_their_bytes(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let client = world.client();
    let document = world.anonymous().get("/docs/openapi.json").await.json();
    let rule = &document["components"]["schemas"]["SignUp"]["properties"]["password"];
    let longest = usize::try_from(rule["maxLength"].as_u64().unwrap()).unwrap();
    let words = "Äpfel 林檎 🍏🍎 am Fenster ";
    let password = |length| words.chars().cycle().take(length).collect::<String>();
    let sign_up = |password: String| {
        let newcomer = json!({ "email": MAYA, "password": password });
        client.post("/signup", newcomer)
    };
    let long = sign_up(password(longest + 1)).await;
    assert_eq!(refusal(&long), (400, "validation_failed".to_owned()));
    let said = format!("longer than {longest} characters");
    assert!(long.body.contains(&said), "{}", long.body);
    let fields = [("email", MAYA), ("password", &password(longest + 1))];
    let form = world.anonymous();
    let refused = form.post_form("/sign-up", &fields).await;
    let page = form.get(&refused.location()).await.text();
    let said = format!("up to {longest} characters");
    assert!(page.contains(&said), "{page}");

    let signed_up = sign_up(password(longest)).await;
    assert_eq!(signed_up.status, 200, "{}", signed_up.body);
    let signed_in = client.sign_in(&password(longest)).await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.body);
}

async fn a_password_from_before_opens_as_it_was_typed_and_then_on_every_keyboard(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let client = world.client();
    client.sign_up().await;
    let cost = Params::new(19 * 1024, 2, 1, None).unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost);
    let hash = argon2
        .hash_password_with_salt(SPELLINGS[1].as_bytes(), &[7; 16])
        .unwrap();
    let before = format!("UPDATE users SET password_hash = '{hash}', password_changed_at = 1");
    world.break_store(before.leak()).await;
    let other = client.sign_in(SPELLINGS[0]).await;
    assert_eq!(refusal(&other), (400, "invalid_credentials".to_owned()));
    assert_eq!(client.sign_in(SPELLINGS[1]).await.status, 200);
    for typed in SPELLINGS {
        assert_eq!(client.sign_in(typed).await.status, 200, "{typed:?}");
    }
    let changed = "SELECT password_changed_at FROM users";
    assert_eq!(world.number(changed).await, 1, "it is the same password");
}
