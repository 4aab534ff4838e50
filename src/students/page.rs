use leptos::prelude::*;

use super::{card::Card, student_path};
use crate::{
    profile::{list_students, student_cards},
    server::context::{OwnStudent, StudentRead},
    ui::{Layout, LoadError, read_page},
};

/// Number of students with figures. Those after them are links.
const WITH_FIGURES: usize = 12;

/// `/students`: the reader's students, each with today's figures.
#[component]
pub fn StudentsPage() -> impl IntoView {
    read_page(|read| {
        view! {
            <Layout title="Students">
                <div class="students">
                    <h1>"Students"</h1>
                    {Suspend::new(async move {
                        match list_students(&read).await {
                            Ok(students) if students.is_empty() => view! { <NoStudents/> }.into_any(),
                            Ok(students) => students_view(read, students).await.into_any(),
                            Err(error) => view! { <LoadError why=error.to_string()/> }.into_any(),
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
        1 => "1 more student".to_owned(),
        count => format!("{count} more students"),
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
    let name = name.unwrap_or_else(|| "A student without a name".to_owned());

    view! { <a href=path><bdi>{name}</bdi></a> }
}

#[component]
fn NoStudents() -> impl IntoView {
    view! {
        <section class="notice">
            <h2>"No students here"</h2>
            <p>"This page is for guardians and teachers. Timeback has no students for your account."</p>
            <p>"Should there be some? Ask your school to connect them to your account."</p>
        </section>
    }
}
