//! The language of pages: the one that was chosen, else the first of the browser's that there is.

use axum::{body::Body, http::Request};
use messages::Language;

use super::{
    browser::{Answer, Browser},
    clock::MINUTE,
    live::Connection,
    official_profile,
    world::{STUDENT, World},
};

const COOKIE: &str = "timeback_language";

async fn get_in(browser: &Browser, accepted: &str, path: &str) -> Answer {
    let request = Request::get(path).header("accept-language", accepted);
    browser.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_student_reads_their_own_figures_in_the_language_of_their_browser() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let xp = &official_profile::profile(&world.platform, STUDENT).await["xp"];
    let all = xp["all"].as_f64().unwrap();
    for (accepted, tag, direction, title, words) in [
        (
            "es-MX,es;q=0.9,en;q=0.8",
            "es",
            "ltr",
            "Perfil · Timeback",
            format!("En total: {} XP", Language::Es.amount(all)),
        ),
        (
            "ar",
            "ar",
            "rtl",
            "ملفي · Timeback",
            format!("المجموع: {} XP", Language::Ar.amount(all)),
        ),
        (
            "fr-FR",
            "en",
            "ltr",
            "Profile · Timeback",
            format!("All time: {} XP", Language::En.amount(all)),
        ),
    ] {
        let page = get_in(&student, accepted, "/profile").await;
        let html = format!("<html lang=\"{tag}\" dir=\"{direction}\">");
        assert!(page.body.contains(&html), "{html}");
        assert!(page.body.contains(&format!("<title>{title}</title>")));
        let text = page.text();
        assert!(text.contains(&words), "{words} in {text}");
    }
}

#[tokio::test]
async fn the_language_that_was_chosen_wins_over_the_browser_s() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let chosen = Request::post("/language")
        .header("origin", "http://127.0.0.1:3000")
        .header("referer", "http://127.0.0.1:3000/history?week=2026-11-16")
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = student
        .send(chosen.body("language=es".into()).unwrap())
        .await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.location(), "/history?week=2026-11-16");
    assert_eq!(student.cookie(COOKIE).as_deref(), Some("es"));
    let page = get_in(&student, "ar", "/history").await;
    assert!(page.text().contains("Historial"), "{}", page.text());
}

#[tokio::test]
async fn a_choice_follows_its_user_to_another_browser() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.post_form("/language", &[("language", "ar")]).await;
    let elsewhere = world.student(STUDENT).await;
    let page = get_in(&elsewhere, "en", "/profile").await;
    assert!(page.body.contains("<html lang=\"ar\" dir=\"rtl\">"));
    // Whoever uses that browser next reads in their own.
    elsewhere
        .post_form("/api/timeback/identity/signout?local=true", &[])
        .await;
    let page = get_in(&elsewhere, "en", "/").await;
    assert!(page.body.contains("<html lang=\"en\""));
}

#[tokio::test]
async fn a_choice_leads_to_no_other_site_and_names_a_language_there_is() {
    let world = World::new().await;
    let visitor = world.anonymous();
    for referer in [
        "https://evil.example/history",
        "http://127.0.0.1:3000//evil.example",
    ] {
        let chosen = Request::post("/language")
            .header("origin", "http://127.0.0.1:3000")
            .header("referer", referer)
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = visitor
            .send(chosen.body("language=ar".into()).unwrap())
            .await;
        assert_eq!(answer.location(), "/", "{referer}");
    }
    let answer = visitor.post_form("/language", &[("language", "fr")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("language must be"), "{}", answer.body);
    visitor.set_cookie(COOKIE, "nonsense");
    let page = get_in(&visitor, "es", "/").await;
    assert!(page.body.contains("<html lang=\"es\""));
}

#[tokio::test]
async fn what_arrives_later_is_in_the_page_s_language() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.set_cookie(COOKIE, "es");
    student.get("/profile").await;
    let refreshed = student.post_form("/profile/content", &[]).await;
    assert!(
        refreshed.text().contains("En total:"),
        "{}",
        refreshed.text()
    );

    let mut open = Connection::open(&student, "/profile/live").await;
    let first = open.report().await.unwrap();
    assert!(first.text.contains("En total:"), "{}", first.text);
    world.clock.pass(MINUTE);
    world.platform.stop();
    let failed = student.post_form("/profile/content", &[]).await;
    assert!(
        failed.body.starts_with("Timeback no responde"),
        "{}",
        failed.body
    );
}

#[tokio::test]
async fn a_page_in_the_place_of_an_answer_is_in_the_reader_s_language_too() {
    let world = World::new().await;
    let page = get_in(&world.anonymous(), "ar", "/?error=%00").await;
    assert_eq!(page.status, 400);
    let begin = "<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\">";
    assert!(page.body.starts_with(begin), "{}", page.body);
    let text = page.text();
    assert!(text.contains("هذا العنوان لا يعمل"), "{text}");
    let visitor = world.anonymous();
    visitor.set_cookie(COOKIE, "es");
    let text = visitor.get("/?error=%00").await.text();
    assert!(text.contains("Esa dirección no funciona"), "{text}");
}
