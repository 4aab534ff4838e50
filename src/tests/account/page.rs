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
    let fields: BTreeSet<_> = page
        .split("<input")
        .skip(1)
        .filter_map(|input| all(input.split('>').next().unwrap(), "id").first().copied())
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
        assert!(page.body.contains("role=\"alert\"") && page.body.contains(">Try again</a>"));
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
