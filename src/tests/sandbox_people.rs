//! The profile page of each of the sandbox's people.

use super::world::World;

async fn visit(email: &str) -> (String, String) {
    let world = World::new().await;
    let page = world.student(email).await.get("/profile").await;
    assert_eq!(page.status, 200, "{email}");
    (page.text(), page.body)
}

#[tokio::test]
async fn every_person_of_the_sandbox_has_a_page() {
    let world = World::new().await;
    let people = world.platform.people().await;
    assert_eq!(people.len(), 12);
    for email in people {
        let page = world.student(&email).await.get("/profile").await;
        assert_eq!(page.status, 200, "{email}");
        assert!(page.body.contains("</html>"), "{email}: the page is whole");
        assert!(page.body.contains("<h1"), "{email}");
        assert!(
            !page.text().contains("went wrong"),
            "{email}: {}",
            page.text()
        );
    }
}

#[tokio::test]
async fn a_new_student_has_no_courses() {
    let (text, _) = visit("new.student@example.com").await;
    for words in [
        "Theo Lindqvist",
        "You're not in a course yet.",
        "No goals are set.",
        "Today 0 XP",
        "All time: 0 XP",
        "Nothing yet today.",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("Grade "), "{text}");
}

#[tokio::test]
async fn a_student_without_goals_sees_none() {
    let (text, _) = visit("no.goals@example.com").await;
    assert!(
        text.contains("No goals are set. Any focused minute counts."),
        "{text}"
    );
    assert!(!text.contains("goal."), "{text}");
}

#[tokio::test]
async fn negative_xp_has_a_minus_sign_and_an_explanation() {
    let (text, _) = visit("negative@example.com").await;
    assert!(text.contains("Today −"), "{text}");
    assert!(text.contains("Some XP was taken back"), "{text}");
}

#[tokio::test]
async fn fractional_xp_keeps_its_fraction() {
    let (text, _) = visit("fractional@example.com").await;
    assert!(text.contains("Today 12.5 XP"), "{text}");
}

#[tokio::test]
async fn a_busy_student_sees_fifty_courses() {
    let (text, body) = visit("busy@example.com").await;
    assert!(text.contains("Courses 50"), "{text}");
    assert_eq!(body.matches("class=\"accent-").count(), 50);
}

#[tokio::test]
async fn names_in_any_script_are_text_and_never_markup() {
    let (text, body) = visit("unicode@example.com").await;
    assert!(
        text.contains("Zoë 🦊 نور 李 <script>alert(1)</script> Ó Súilleabháin"),
        "{text}"
    );
    assert!(
        !body.contains("<script>alert"),
        "also in what the page hands to its islands"
    );
    assert!(!body.contains("</script> Ó"));
}

#[tokio::test]
async fn an_address_with_a_quote_is_found() {
    let (text, _) = visit("o'brien@example.com").await;
    assert!(text.contains("Saoirse O'Brien"), "{text}");
}

#[tokio::test]
async fn twins_are_told_that_their_address_is_ambiguous() {
    let (text, _) = visit("twins@example.com").await;
    assert!(
        text.contains("Timeback knows more than one account with your e-mail address."),
        "{text}"
    );
    assert!(
        text.contains("A teacher or your school's office can fix this"),
        "{text}"
    );
}

#[tokio::test]
async fn a_stranger_sees_what_to_do_next() {
    let (text, _) = visit("stranger@example.com").await;
    for words in [
        "You are signed in",
        "Timeback doesn't know this account yet.",
        "Check again",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[tokio::test]
async fn adults_have_a_page_too() {
    let (teacher, _) = visit("teacher@example.com").await;
    assert!(teacher.contains("Ruth Castellanos"), "{teacher}");
    let (guardian, _) = visit("guardian@example.com").await;
    assert!(
        guardian.contains("Ngozi Okafor") && !guardian.contains("not in a course yet"),
        "{guardian}"
    );
    for page in [teacher, guardian] {
        assert!(page.contains("See your students"), "{page}");
    }
}
