use axum::{body::Body, http::Request};

use super::{
    actor::{MAYA, Mail, PASSWORD, sign_in, sign_up},
    second_factor::Phone,
};
use crate::{
    account_linking::{arrive, local_account},
    browser::Browser,
    untranslated::{read_pseudo_locale, untranslated},
    world::World,
};

/// The names of the sandbox's people that the sign-in page offers.
const PEOPLE: [&str; 12] = [
    "Maya", "Ngozi", "Ruth", "Theo", "Priya", "Amélie", "Jonas", "Chidi", "Zoë", "Saoirse", "Lena",
    "Sam",
];

/// The first letters of these names, which stand for pictures.
const INITIALS: [&str; 12] = ["M", "N", "R", "T", "P", "A", "J", "C", "Z", "S", "L", "T"];

const FAILURES: [&str; 32] = [
    "email",
    "taken",
    "password",
    "credentials",
    "short",
    "guessable",
    "long",
    "same",
    "compromised",
    "empty",
    "code",
    "factor",
    "second_factor",
    "link",
    "cancelled",
    "provider",
    "provider_email",
    "expired",
    "ended",
    "no_email",
    "unavailable",
    "banned",
    "no_mail",
    "no_sms",
    "texted",
    "often",
    "not_linked",
    "address_reassigned",
    "closed",
    "busy",
    "broken",
    "failed",
];

async fn is_translated(browser: &Browser, path: &str) {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}");
    let data = [&PEOPLE[..], &INITIALS, &[MAYA]].concat();
    assert_eq!(untranslated(&page.body, &data), [""; 0], "{path}");
}

fn pseudo_reader(world: &World) -> Browser {
    let browser = world.anonymous();
    read_pseudo_locale(&browser);
    browser
}

#[tokio::test]
async fn a_visitor_is_greeted_in_the_language_of_their_browser() {
    let world = World::new().await;
    for (accepted, html, title, words) in [
        (
            "es-CO, en;q=0.5",
            "<html lang=\"es\" dir=\"ltr\">",
            "Iniciar sesión · Timeback",
            "¿Cómo vas hoy?",
        ),
        (
            "ar-SA",
            "<html lang=\"ar\" dir=\"rtl\">",
            "تسجيل الدخول · Timeback",
            "كم أنجزت اليوم؟",
        ),
    ] {
        let request = Request::get("/?error=credentials").header("accept-language", accepted);
        let page = world.anonymous();
        let page = page.send(request.body(Body::empty()).unwrap()).await;
        assert!(page.body.contains(html), "{html}");
        assert!(page.body.contains(&format!("<title>{title}</title>")));
        assert!(page.text().contains(words), "{}", page.text());
        assert!(!page.text().contains("don't match"), "{}", page.text());
    }
}

#[tokio::test]
async fn a_form_that_failed_says_so_in_the_reader_s_language() {
    let world = World::new().await;
    let browser = world.anonymous();
    browser.set_cookie("timeback_language", "es");
    let failed = sign_in(&browser, MAYA, "not the password").await;
    let text = browser.get(&failed.location()).await.text();
    for words in [
        "Revisa la contraseña .",
        "El correo y la contraseña no coinciden.",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[tokio::test]
async fn no_text_of_the_sign_in_pages_is_untranslated() {
    let world = World::new().await;
    let browser = pseudo_reader(&world);
    for path in [
        "/",
        "/sign-up",
        "/recover",
        "/link",
        "/confirm",
        "/confirm?for=sign_up",
        "/confirm?for=sign_in&sent=again",
        "/confirm?for=recovery",
        "/confirm?for=email_change",
        "/confirm?done=changed",
        "/confirm?done=half",
        "/nowhere",
    ] {
        let page = browser.get(path).await;
        let data = [&PEOPLE[..], &INITIALS].concat();
        assert_eq!(untranslated(&page.body, &data), [""; 0], "{path}");
    }
    for failure in FAILURES {
        is_translated(&browser, &format!("/?error={failure}")).await;
        is_translated(&browser, &format!("/confirm?for=sign_in&error={failure}")).await;
    }
}

#[tokio::test]
async fn no_text_of_a_mail_s_pages_is_untranslated() {
    let world = World::new().await;
    sign_up(&world.anonymous(), MAYA, PASSWORD).await;
    let link = Mail::to(&world, MAYA).await.link();
    is_translated(&pseudo_reader(&world), &link).await;
}

#[tokio::test]
async fn no_text_of_a_second_step_is_untranslated() {
    let world = World::new().await;
    Phone::enrolled(&world).await;
    let browser = pseudo_reader(&world);
    sign_in(&browser, MAYA, PASSWORD).await;
    for path in [
        "/second-factor",
        "/second-factor?sent",
        "/second-factor?error=factor",
    ] {
        is_translated(&browser, path).await;
    }
}

#[tokio::test]
async fn no_text_of_the_question_whose_an_account_is_is_untranslated() {
    let world = World::new().await;
    local_account(&world, &world.client()).await;
    let browser = arrive(&world).await;
    read_pseudo_locale(&browser);
    for path in ["/link", "/link?sent=code", "/link?error=credentials"] {
        is_translated(&browser, path).await;
    }
}
