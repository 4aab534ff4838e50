use leptos::prelude::*;

use crate::profile::Student;

/// The greeting, and the student's name, school and grade.
#[component]
pub fn StudentHeader(
    /// The student.
    student: Student,
    /// The given name the student goes by.
    given_name: Option<String>,
) -> impl IntoView {
    let Student {
        name,
        school,
        grade,
        ..
    } = student;
    let place: Vec<String> = [name, school, grade.map(grade_name)]
        .into_iter()
        .flatten()
        .collect();
    let greeting = given_name.map_or_else(|| "Hello!".to_owned(), |name| format!("Hi, {name}!"));

    view! {
        <div class="who">
            <h1 dir="auto">{greeting}</h1>
            <p dir="auto">{place.join(" · ")}</p>
        </div>
    }
}

/// A OneRoster grade in words: -1 is pre-kindergarten, 0 kindergarten, 13 stands for AP courses.
fn grade_name(grade: i8) -> String {
    match grade {
        -1 => "Pre-K".to_owned(),
        0 => "Kindergarten".to_owned(),
        13 => "AP".to_owned(),
        grade => format!("Grade {grade}"),
    }
}
