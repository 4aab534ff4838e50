use leptos::prelude::*;
use url::form_urlencoded;

use crate::{ui::sentence, viewer::use_language};
use messages::Messages;

/// One of the sandbox's people. The sandbox knows them by their address; the words here are for visitors of the page.
struct Person {
    email: &'static str,
    name: &'static str,
    /// What their pages show.
    shows: fn(&Messages) -> String,
}

const fn person(email: &'static str, name: &'static str, shows: fn(&Messages) -> String) -> Person {
    Person { email, name, shows }
}

/// One person of each kind: whom a newcomer should try first.
const MAIN_PEOPLE: [Person; 3] = [
    person("student@example.com", "Maya", Messages::people_student),
    person("guardian@example.com", "Ngozi", Messages::people_guardian),
    person("teacher@example.com", "Ruth", Messages::people_teacher),
];

/// The special cases.
const MORE_PEOPLE: [Person; 9] = [
    person(
        "new.student@example.com",
        "Theo",
        Messages::people_new_student,
    ),
    person("no.goals@example.com", "Priya", Messages::people_no_goals),
    person(
        "fractional@example.com",
        "Amélie",
        Messages::people_fractional,
    ),
    person("negative@example.com", "Jonas", Messages::people_negative),
    person("busy@example.com", "Chidi", Messages::people_busy),
    person("unicode@example.com", "Zoë", Messages::people_unicode),
    person(
        "o'brien@example.com",
        "Saoirse",
        Messages::people_apostrophe,
    ),
    person("twins@example.com", "Lena", Messages::people_twins),
    person("stranger@example.com", "Sam", Messages::people_stranger),
];

/// The sandbox's people, each signed in by one click.
#[component]
pub fn SandboxPeople() -> impl IntoView {
    let text = use_language().messages();
    let sent = text.people_mailbox();
    let mailbox = view! { <a href="/_mailbox">{text.people_mailbox_link()}</a> };

    view! {
        <section class="card people" aria-labelledby="people">
            <h2 id="people">{text.people_title()}</h2>
            <p>{text.people_what()}</p>
            <PeopleList people=&MAIN_PEOPLE/>
            <details>
                <summary>{text.people_more()}</summary>
                <PeopleList people=&MORE_PEOPLE/>
            </details>
            <p class="soft">{sentence(sent.s0, mailbox, sent.s1)}</p>
        </section>
    }
}

#[component]
fn PeopleList(people: &'static [Person]) -> impl IntoView {
    let text = use_language().messages();
    let items = people.iter().map(move |person| {
        // Not for the router of the browser, nor for what follows links ahead of a click.
        view! {
            <li>
                <a rel="external nofollow" href=sign_in_path(person.email)>
                    <span class="initial" aria-hidden="true">{person.name.chars().next()}</span>
                    <strong>{person.name}</strong>
                    " "
                    <span>{(person.shows)(text)}</span>
                </a>
            </li>
        }
    });
    view! { <ul>{items.collect_view()}</ul> }
}

/// The path that starts a sign-in with Timeback as this person.
fn sign_in_path(email: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("login_hint", email)
        .finish();
    format!("/api/timeback/identity/signin?{query}")
}
