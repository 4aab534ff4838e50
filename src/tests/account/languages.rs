//! The account's pages, in each language.

use crate::{
    browser::Browser,
    untranslated::{read_pseudo_locale, untranslated},
    world::{STUDENT, World},
};

const LANGUAGE: &str = "timeback_language";

/// What is Maya's own on her pages.
const DATA: [&str; 6] = [
    STUDENT,
    "Maya Okafor",
    "maja@home.example",
    "maya_okafor",
    "My phone",
    "UTC",
];

#[tokio::test]
async fn the_pages_are_in_the_language_that_was_chosen() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    for (tag, pages) in [
        (
            "es",
            [
                ("/account", "Datos personales", "UTC (la de tu escuela)"),
                (
                    "/account/security",
                    "Seguridad",
                    "dirección desconocida, última actividad: 20 de noviembre de 2026, 16:00 UTC",
                ),
                (
                    "/account/data",
                    "Tus datos",
                    "Escribe la palabra “eliminar”",
                ),
            ],
        ),
        (
            "ar",
            [
                ("/account", "المعلومات الشخصية", "UTC (منطقة مدرستك)"),
                (
                    "/account/security",
                    "الأمان",
                    "عنوان غير معروف، آخر نشاط: 20 نوفمبر 2026، 16:00 UTC",
                ),
                ("/account/data", "بياناتك", "اكتب كلمة «حذف»"),
            ],
        ),
    ] {
        maya.set_cookie(LANGUAGE, tag);
        for (path, title, words) in pages {
            let page = maya.get(path).await;
            let title = format!("<title>{title} · Timeback</title>");
            assert!(page.body.contains(&title), "{path}: {}", page.body);
            assert!(page.text().contains(words), "{path}: {}", page.text());
        }
    }
}

#[tokio::test]
async fn a_form_that_failed_says_so_in_the_reader_s_language() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    maya.set_cookie(LANGUAGE, "es");
    for (form, field, summary, error) in [
        (
            "email",
            ("email", "at home"),
            "Revisa el correo nuevo",
            "Eso no parece un correo electrónico.",
        ),
        (
            "phone",
            ("phone", "mine"),
            "Revisa el número de teléfono",
            "Eso no parece un número de teléfono.",
        ),
        (
            "delete",
            ("word", "adiós"),
            "Revisa la palabra",
            "Escribe la palabra eliminar para continuar.",
        ),
    ] {
        let told = maya.tell(form, &[field]).await;
        assert!(told.contains(summary) && told.contains(error), "{told}");
    }
    let told = maya.tell("name", &[("first_name", "Maja")]).await;
    assert!(told.contains("Tu nombre se guardó."), "{told}");
}

#[tokio::test]
async fn an_account_is_deleted_by_the_word_of_any_language() {
    for word in ["eliminar", " Eliminar", "حذف"] {
        let world = World::new().await;
        let maya = world.student(STUDENT).await;
        let answer = maya.send_form("delete", &[("word", word)]).await;
        assert_eq!(answer.location(), "/account/deleted", "{word}");
    }
}

/// Asserts that a page says nothing but translated messages and Maya's own data.
async fn assert_translated(maya: &Browser, path: &str) {
    let page = maya.get(path).await;
    assert_eq!(page.status, 200, "{path}");
    // The names of time zones are data.
    let html = match page.body.split_once("<optgroup") {
        Some((before, zones)) => format!("{before}{}", zones.split_once("</select>").unwrap().1),
        None => page.body,
    };
    assert_eq!(untranslated(&html, &DATA), [""; 0], "{path}");
}

#[tokio::test]
async fn nothing_on_the_pages_was_left_untranslated() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    world
        .break_store("UPDATE users SET username = 'maya_okafor'")
        .await;
    maya.send_form("addresses", &[("email", "maja@home.example")])
        .await;
    maya.send_form("email", &[("email", "maja@school.example")])
        .await;
    maya.set_up_number(&world).await;
    let _elsewhere = world.student(STUDENT).await;
    read_pseudo_locale(&maya);
    for path in [
        "/account",
        "/account/security",
        "/account/data",
        "/account/confirm",
        "/account/enrol",
        "/account/deleted",
    ] {
        assert_translated(&maya, path).await;
    }
    for (form, field, path) in [
        ("picture/remove", "", "/account"),
        ("password", "new_password", "/account/security"),
        ("delete", "word", "/account/data"),
    ] {
        maya.send_form(form, &[(field, "stay")]).await;
        assert_translated(&maya, path).await;
    }
}

#[tokio::test]
async fn nothing_about_two_step_verification_was_left_untranslated() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    read_pseudo_locale(&maya);
    maya.send_form("factor", &[("factor_name", "My phone")])
        .await;
    let page = maya.get("/account/enrol").await.body;
    let (_, key) = page.split_once("<code").unwrap();
    let key = key.split(['>', '<']).nth(1).unwrap();
    let data = [&DATA[..], &[key]].concat();
    assert_eq!(untranslated(&page, &data), [""; 0]);
    maya.send_form("factor/drop", &[]).await;

    let (_, shown) = maya.set_up_app(&world).await;
    let codes = shown.body.split("<code").skip(1);
    let codes: Vec<_> = codes
        .map(|code| code.split(['>', '<']).nth(1).unwrap())
        .collect();
    assert_eq!(codes.len(), 10);
    assert_eq!(untranslated(&shown.body, &codes), [""; 0]);
    for path in ["/account/security", "/account/confirm"] {
        assert_translated(&maya, path).await;
    }
}
