use leptos::prelude::*;

use super::{card::Card, student_path};
use crate::{
    profile::{list_students, student_cards},
    server::context::{OwnStudent, StudentRead},
    ui::{Layout, LoadError, read_page},
    viewer::use_language,
};

/// Number of students with figures. Those after them are links.
const WITH_FIGURES: usize = 12;

/// `/students`: the reader's students, each with today's figures.
#[component]
pub fn StudentsPage() -> impl IntoView {
    let language = use_language();
    let text = language.messages();
    read_page(move |read| {
        view! {
            <Layout title=text.students_title()>
                <div class="students">
                    <h1>{text.students_title()}</h1>
                    {Suspend::new(async move {
                        match list_students(&read).await {
                            Ok(students) if students.is_empty() => view! { <NoStudents/> }.into_any(),
                            Ok(students) => students_view(read, students).await.into_any(),
                            Err(error) => view! { <LoadError why=error.message(language)/> }.into_any(),
                        }
                    })}
                </div>
            </Layout>
        }
        .into_any()
    })
}

async fn students_view(read: StudentRead, mut students: Vec<OwnStudent>) -> impl IntoView {
    let more = students.split_off(students.len().min(WITH_FIGURES));
    let cards = student_cards(&read, students).await;

    view! {
        <ul class="student-cards">
            {cards.into_iter().map(|card| view! { <Card card/> }).collect_view()}
        </ul>
        <MoreStudents students=more/>
    }
}

/// Students behind a line that says how many there are; nothing where there are none.
#[component]
fn MoreStudents(students: Vec<OwnStudent>) -> impl IntoView {
    let summary = match students.len() {
        0 => return None,
        count => use_language().messages().students_more(count),
    };
    Some(view! {
        <details class="card more-students">
            <summary>{summary}</summary>
            <ul>
                {students.into_iter().map(|student| view! { <li><StudentLink student/></li> }).collect_view()}
            </ul>
        </details>
    })
}

/// A student's name, as the way to their page.
#[component]
pub fn StudentLink(student: OwnStudent) -> impl IntoView {
    let record = student.record();
    let path = student_path(&record.id);
    let name = record.preferred_name.clone();
    let name = name.unwrap_or_else(|| use_language().messages().student_without_name());

    view! { <a href=path><bdi>{name}</bdi></a> }
}

#[component]
fn NoStudents() -> impl IntoView {
    let text = use_language().messages();

    view! {
        <section class="notice">
            <h2>{text.students_none_title()}</h2>
            <p>{text.students_none()}</p>
            <p>{text.students_none_ask()}</p>
        </section>
    }
}
