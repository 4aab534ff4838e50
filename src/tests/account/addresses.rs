use crate::{
    browser::Browser,
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![another_address_is_confirmed_by_code_made_the_main_one_and_removed,];

const SECOND: &str = "maja@home.example";

/// The identifier of this address, in the form of its buttons.
async fn id(maya: &Browser, address: &str) -> String {
    let page = maya.get("/account").await.body;
    let entry = page
        .split("<li>")
        .find(|entry| entry.contains(&format!("Remove {address}")))
        .expect("an address that can be removed");
    let (_, value) = entry.split_once("name=\"address\" value=\"").unwrap();
    value.split('"').next().unwrap().to_owned()
}

async fn another_address_is_confirmed_by_code_made_the_main_one_and_removed(store: Store) {
    let world = World::on(store).await;
    let maya = world.maya_with_password().await;
    let told = maya.tell("addresses", &[("email", SECOND)]).await;
    assert!(
        told.contains("We e-mailed a code to that address."),
        "{told}"
    );
    assert!(
        told.contains("maja@home.example Not confirmed yet"),
        "{told}"
    );
    let second = id(&maya, SECOND).await;
    let enter = async |code: &str| {
        let fields = [("address", second.as_str()), ("code", code)];
        maya.tell("addresses/code", &fields).await
    };
    let wrong = enter("00000000").await;
    assert!(
        wrong.contains("That code is wrong or has expired."),
        "{wrong}"
    );
    let told = enter(&world.mailed_code(SECOND).await).await;
    assert!(told.contains("That address is confirmed."), "{told}");
    let told = maya
        .tell("addresses/primary", &[("address", &second)])
        .await;
    assert!(told.contains("That's your main address now."), "{told}");
    assert!(told.contains("maja@home.example Main address"), "{told}");
    let told = maya.tell("addresses/remove", &[("address", &second)]).await;
    assert!(told.contains("Make another one your main address first."));
    // The other one is Timeback's.
    assert!(
        told.contains(&format!("{STUDENT} Confirmed, from Timeback")),
        "{told}"
    );
}

#[tokio::test]
async fn what_is_no_address_or_the_users_own_stays_in_its_field() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    for (typed, words) in [
        ("maja at home", "That doesn't look like an e-mail address."),
        (STUDENT, "You already have that address."),
    ] {
        maya.send_form("addresses", &[("email", typed)]).await;
        let page = maya.get("/account").await;
        assert!(page.text().contains(words), "{words}");
        assert!(page.body.contains("id=\"another_email-trouble\""));
    }
}

#[tokio::test]
async fn an_address_of_somebody_else_is_answered_like_any_other() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    let leon = "leon@example.com";
    let body = serde_json::json!({ "email": leon, "password": "a long password" });
    world.client().post("/signup", body).await;
    for address in [leon, "nobody@example.com"] {
        let told = maya.tell("addresses", &[("email", address)]).await;
        assert!(
            told.contains("We e-mailed a code to that address."),
            "{told}"
        );
        let removed = id(&maya, address).await;
        let told = maya
            .tell("addresses/remove", &[("address", &removed)])
            .await;
        assert!(told.contains("That address was removed."), "{told}");
    }
}

#[tokio::test]
async fn an_old_sign_in_is_confirmed_first_and_what_was_typed_stays() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    world.clock.pass(6 * crate::clock::MINUTE);
    let asked = maya.send_form("addresses", &[("email", SECOND)]).await;
    assert_eq!(asked.location(), "/account/confirm?to=addresses");
    let fields = [
        ("kind", "password"),
        ("to", "addresses"),
        ("proof", super::actor::PASSWORD),
    ];
    let answer = maya.send_form("confirm", &fields).await;
    assert_eq!(answer.location(), "/account#email");
    let page = maya.get("/account").await;
    let field = page.body.split("id=\"another_email\"").nth(1).unwrap();
    assert!(field.split('>').next().unwrap().contains(SECOND));
}
