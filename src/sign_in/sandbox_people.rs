use leptos::prelude::*;
use url::form_urlencoded;

/// One of the sandbox's people. The sandbox knows them by their address; the words here are for visitors of the page.
struct Person {
    email: &'static str,
    name: &'static str,
    /// What their pages show.
    shows: &'static str,
}

const fn person(email: &'static str, name: &'static str, shows: &'static str) -> Person {
    Person { email, name, shows }
}

/// One person of each kind: whom a newcomer should try first.
const MAIN_PEOPLE: [Person; 3] = [
    person(
        "student@example.com",
        "Maya",
        "A student with three courses and goals",
    ),
    person(
        "guardian@example.com",
        "Ngozi",
        "A guardian of Maya and Chidi",
    ),
    person(
        "teacher@example.com",
        "Ruth",
        "A teacher with three classes",
    ),
];

/// The special cases.
const MORE_PEOPLE: [Person; 9] = [
    person(
        "new.student@example.com",
        "Theo",
        "New here: no courses yet",
    ),
    person("no.goals@example.com", "Priya", "Courses without goals"),
    person("fractional@example.com", "Amélie", "12.5 XP today"),
    person(
        "negative@example.com",
        "Jonas",
        "Some XP was taken back today",
    ),
    person(
        "busy@example.com",
        "Chidi",
        "50 courses and three years of history",
    ),
    person(
        "unicode@example.com",
        "Zoë",
        "Names in several scripts, with emoji and HTML",
    ),
    person(
        "o'brien@example.com",
        "Saoirse",
        "An apostrophe in the e-mail address",
    ),
    person(
        "twins@example.com",
        "Lena",
        "Shares an e-mail address with her twin",
    ),
    person("stranger@example.com", "Sam", "Not known to Timeback"),
];

/// The sandbox's people, each signed in by one click.
#[component]
pub fn SandboxPeople() -> impl IntoView {
    view! {
        <section class="card people" aria-labelledby="people">
            <h2 id="people">"Try it now"</h2>
            <p>"This dashboard runs on its own sandbox, and everyone here is made up. Pick someone to sign in as them."</p>
            <PeopleList people=&MAIN_PEOPLE/>
            <details>
                <summary>"More people"</summary>
                <PeopleList people=&MORE_PEOPLE/>
            </details>
            <p class="soft">"E-mails aren't sent here. Find them in the "<a href="/_mailbox">"mailbox"</a>"."</p>
        </section>
    }
}

#[component]
fn PeopleList(people: &'static [Person]) -> impl IntoView {
    let items = people.iter().map(|person| {
        // Not for the router of the browser, nor for what follows links ahead of a click.
        view! {
            <li>
                <a rel="external nofollow" href=sign_in_path(person.email)>
                    <span class="initial" aria-hidden="true">{person.name.chars().next()}</span>
                    <strong>{person.name}</strong>
                    " "
                    <span>{person.shows}</span>
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
