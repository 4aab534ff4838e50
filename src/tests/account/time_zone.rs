use crate::{
    browser::Browser,
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![a_time_zone_is_chosen_shown_exported_and_given_back,];

const CHICAGO: (&str, &str) = ("TIMEBACK_TIME_ZONE", "America/Chicago");

/// What the setting says now, and the value of the option that is selected.
async fn shown(student: &Browser) -> (String, String) {
    let page = student.get("/account").await.body;
    let (_, setting) = page.split_once("id=\"time-zone\"").unwrap();
    let summary = setting.split("</summary>").next().unwrap();
    let summary = crate::browser::words(&format!("<{summary}"));
    let text = summary.split("Change time zone").next().unwrap();
    let text = text.rsplit("Time zone ").next().unwrap().trim();
    let options = setting.split("<option").skip(1);
    let mut selected =
        options.filter(|option| option.split('>').next().unwrap().contains(" selected"));
    let value = selected.next().unwrap_or_default();
    let value = value.split("value=\"").nth(1).unwrap_or_default();
    let value = value.split('"').next().unwrap_or_default().to_owned();
    assert_eq!(selected.next(), None, "one is selected");
    (text.to_owned(), value)
}

async fn a_time_zone_is_chosen_shown_exported_and_given_back(store: Store) {
    let world = World::on_with(store, &[CHICAGO]).await;
    let maya = world.student(STUDENT).await;
    let exported = async || maya.get("/account/export").await.json()["user"]["time_zone"].take();
    assert_eq!(
        shown(&maya).await,
        ("Chicago (your school's)".into(), String::new())
    );
    for (sent, name, saved) in [
        (
            "America/Argentina/Buenos_Aires",
            "Argentina – Buenos Aires",
            "America/Argentina/Buenos_Aires",
        ),
        // As some browsers call it, and as nobody but a browser does.
        ("Asia/Calcutta", "Kolkata", "Asia/Kolkata"),
        ("Etc/GMT-14", "GMT-14", "Etc/GMT-14"),
    ] {
        let text = maya.tell("time-zone", &[("time_zone", sent)]).await;
        assert!(text.contains("Your time zone is saved."), "{text}");
        assert_eq!(shown(&maya).await, (name.into(), saved.into()));
        assert_eq!(exported().await, saved);
    }
    let log = world.state.identity.audit_log().await.unwrap();
    let mut log = log.iter().rev();
    let last = log.find(|entry| entry.action == "user_modified");
    assert_eq!(last.unwrap().traits()["time_zone"], true);
    maya.tell("time-zone", &[("time_zone", "")]).await;
    assert_eq!(shown(&maya).await.0, "Chicago (your school's)");
    assert!(exported().await.is_null());
}

#[tokio::test]
async fn an_unknown_time_zone_is_refused_beside_its_field_and_the_one_in_use_stays() {
    let world = World::with(&[CHICAGO]).await;
    let maya = world.student(STUDENT).await;
    maya.tell("time-zone", &[("time_zone", "Asia/Tokyo")]).await;
    for sent in ["Mars/Olympus_Mons", "Chicago", "EST", "-05:00", " "] {
        let answer = maya.send_form("time-zone", &[("time_zone", sent)]).await;
        assert_eq!(answer.location(), "/account#time-zone");
        let page = maya.get("/account").await;
        assert!(
            page.text().contains("Please check your time zone ."),
            "{sent}"
        );
        for mark in [
            "href=\"#time_zone\"",
            "We don't know that time zone.",
            "aria-describedby=\"time_zone-trouble time_zone-note\"",
        ] {
            assert!(page.body.contains(mark), "{sent}: {mark}");
        }
        assert_eq!(shown(&maya).await, ("Tokyo".into(), "Asia/Tokyo".into()));
    }
}

#[tokio::test]
async fn the_list_has_places_by_region_and_no_abbreviations() {
    let world = World::new().await;
    let page = world.student(STUDENT).await.get("/account").await;
    assert!(page.text().contains("School's time zone (UTC) Abidjan"));
    let page = page.body;
    for mark in [
        "<optgroup label=\"America\">",
        "<option value=\"America/Argentina/Buenos_Aires\">Argentina – Buenos Aires<",
        "<optgroup label=\"Pacific\">",
        "data-time-zone=\"UTC\"",
    ] {
        assert!(page.contains(mark), "{mark}");
    }
    for name in ["Etc/", "\"EST\"", "Navajo", "US/"] {
        assert!(!page.contains(name), "{name}");
    }
}
