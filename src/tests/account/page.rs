//! Error messages of the account page.

use std::collections::BTreeSet;

use crate::world::{STUDENT, World};

/// The values of an attribute on a page.
fn all<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    let values = page.split(&mark).skip(1);
    values.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn every_label_and_every_description_finds_what_it_belongs_to() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    maya.send_form("email", &[("email", "at home")]).await;
    let page = maya.get("/account").await.body;
    let ids = all(&page, "id");
    assert_eq!(
        ids.len(),
        ids.iter().collect::<BTreeSet<_>>().len(),
        "{ids:?}"
    );
    let inputs = page.split("<input").skip(1);
    let fields = inputs.chain(page.split("<select").skip(1));
    let fields: BTreeSet<_> = fields
        .filter_map(|field| all(field.split('>').next().unwrap(), "id").first().copied())
        .collect();
    for label in all(&page, "for") {
        assert!(fields.contains(label), "{label} labels no field");
    }
    for described in all(&page, "aria-describedby") {
        for id in described.split(' ') {
            assert!(ids.contains(&id), "{id} describes nothing");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_once_and_the_one_alert_leads_to_it() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    maya.send_form("delete", &[("word", "stay")]).await;
    let page = maya.get("/account/data").await.body;
    assert_eq!(page.matches("role=\"alert\"").count(), 1);
    assert_eq!(page.matches("Type the word delete to continue.").count(), 1);
    assert!(page.contains("href=\"#word\""));
}

#[tokio::test]
async fn a_page_whose_store_fails_says_so_keeps_its_header_and_can_be_tried_again() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    for (path, title) in [
        ("/account", "Personal info"),
        ("/account/security", "Security"),
    ] {
        let page = maya.get(path).await.body;
        let (before, after) = page.split_once("Loading your account…").unwrap();
        assert!(before.contains(&format!("<h1>{title}<")), "{path}");
        assert!(after.contains("class=\"rows loaded\""), "{path}");
    }
    world.break_store("DROP TABLE backup_codes").await;
    for path in ["/account", "/account/security", "/account/confirm?to=email"] {
        let page = maya.get(path).await;
        assert!(
            page.text()
                .contains("The dashboard is not available right now."),
            "{path}"
        );
        assert!(page.body.contains("role=\"alert\"") && page.body.contains(">Try again<"));
        assert!(
            page.text().contains("Sign out"),
            "the way around is still there"
        );
        assert!(
            !page.text().contains("backup_codes"),
            "no word of the cause"
        );
    }
}

#[tokio::test]
async fn a_store_that_fails_is_not_taken_for_a_link_that_works_no_more() {
    let world = World::new().await;
    let token = "A".repeat(43);
    world.break_store("DROP TABLE one_time_codes").await;
    world.break_store("DROP TABLE pending_links").await;
    let browser = world.anonymous();
    browser.set_cookie("timeback_link", &token);
    for path in [&format!("/confirm?token={token}"), "/link"] {
        let page = browser.get(path).await.text();
        assert!(
            page.contains("The dashboard is not available right now."),
            "{path}: {page}"
        );
    }
}

/// Whether the form with this action is open, and not behind its line.
fn is_open(page: &str, action: &str) -> bool {
    let before = page.split(action).next().unwrap();
    let (_, details) = before.rsplit_once("<details").expect("a form");
    details.split('>').next().unwrap().contains(" open")
}

#[tokio::test]
async fn a_form_is_closed_until_it_failed_and_then_open_on_its_page() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    let long = "x".repeat(101);
    let forms = [
        ("name", ("first_name", long.as_str()), "/account"),
        ("time-zone", ("time_zone", "Chicago"), "/account"),
        ("email", ("email", "at home"), "/account"),
        ("addresses", ("email", "at home"), "/account"),
        ("phone", ("phone", "mine"), "/account"),
        ("password", ("new_password", "short"), "/account/security"),
        ("factor", ("factor_name", " "), "/account/security"),
        ("delete", ("word", "stay"), "/account/data"),
    ];
    for (form, field, path) in forms {
        let action = format!("action=\"/account/{form}\"");
        let page = maya.get(path).await.body;
        assert!(!is_open(&page, &action), "{form}");
        let answer = maya.send_form(form, &[field]).await.location();
        assert_eq!(answer.split('#').next(), Some(path), "{form}");
        let page = maya.get(path).await.body;
        assert!(is_open(&page, &action), "{form}");
        let all = page.split("<details").skip(1);
        let open = all.filter(|it| it.split('>').next().unwrap().contains(" open"));
        assert_eq!(open.count(), 1, "{form}");
        assert!(page.contains("aria-invalid=\"true\""), "{form}");
    }
}

#[tokio::test]
async fn a_message_waits_for_the_page_it_belongs_to() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    maya.send_form("name", &[("first_name", "Maja")]).await;
    for page in ["/account/security", "/account/data"] {
        assert!(!maya.read(page).await.contains("Your name is saved."));
    }
    assert!(maya.read("/account").await.contains("Your name is saved."));
}

#[tokio::test]
async fn the_page_of_data_stands_when_what_it_does_not_show_cannot_be_loaded() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    world.break_store("DROP TABLE backup_codes").await;
    let page = maya.read("/account/data").await;
    assert!(page.contains("Download your data") && page.contains("Delete my account"));
}
