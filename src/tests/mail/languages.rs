//! The language of mails: the one that the user has chosen, else that of the request.

use serde_json::Value;

use crate::{
    browser::Browser,
    sign_in_pages::actor::{MAYA, PASSWORD, mails, maya_has_an_account, sign_in, sign_up},
    world::World,
};

const COOKIE: &str = "timeback_language";

/// The mail to this address that is not older than the others.
async fn newest(world: &World, address: &str) -> Value {
    let mut mails = mails(world).await.into_iter();
    let mail = mails.find(|mail| mail["to"] == address);
    mail.expect("a mail")
}

fn reader_of(world: &World, language: &str) -> Browser {
    let browser = world.anonymous();
    browser.set_cookie(COOKIE, language);
    browser
}

#[tokio::test]
async fn who_has_chosen_no_language_is_mailed_in_that_of_the_request() {
    let world = World::new().await;
    for (language, subject, direction) in [
        ("es", "Confirma tu correo electrónico", "dir=\"ltr\""),
        ("ar", "أكّد بريدك الإلكتروني", "dir=\"rtl\""),
        ("en", "Confirm your e-mail address", "dir=\"ltr\""),
    ] {
        let address = format!("{language}@example.com");
        sign_up(&reader_of(&world, language), &address, PASSWORD).await;
        let mail = newest(&world, &address).await;
        assert_eq!(mail["subject"], subject);
        let html = mail["html"].as_str().unwrap();
        let begin = format!("<!DOCTYPE html><html lang=\"{language}\" {direction}>");
        assert!(html.starts_with(&begin), "{html}");
    }
}

#[tokio::test]
async fn the_language_that_a_user_has_chosen_is_that_of_their_mails_wherever_they_are() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.anonymous();
    sign_in(&browser, MAYA, PASSWORD).await;
    let chosen = browser.post_form("/language", &[("language", "es")]).await;
    assert_eq!(chosen.location(), "/profile");
    let locale = "SELECT COALESCE(locale, 'none') FROM users";
    assert_eq!(world.text(locale).await, "es");

    let elsewhere = reader_of(&world, "ar");
    elsewhere.post_form("/recover", &[("email", MAYA)]).await;
    let mail = newest(&world, MAYA).await;
    assert_eq!(mail["subject"], "Elige una contraseña nueva");
    let text = mail["text"].as_str().unwrap();
    assert!(
        text.starts_with("Hola:\n\nPara elegir una contraseña nueva, "),
        "{text}"
    );
}

#[tokio::test]
async fn a_security_notice_is_in_the_language_of_its_reader() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.anonymous();
    sign_in(&browser, MAYA, PASSWORD).await;
    browser.post_form("/language", &[("language", "es")]).await;
    let fields = [
        ("current_password", PASSWORD),
        ("new_password", "another long password"),
    ];
    browser.post_form("/account/password", &fields).await;
    let notice = newest(&world, MAYA).await;
    assert_eq!(notice["subject"], "Tu contraseña cambió");
    let text = notice["text"].as_str().unwrap();
    assert!(text.contains("Fue el 20 de noviembre de 2026, "), "{text}");
}
