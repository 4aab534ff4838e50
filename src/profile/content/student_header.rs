use leptos::prelude::*;

use crate::profile::Student;

/// The student's name, school and grade.
#[component]
pub fn StudentHeader(student: Student) -> impl IntoView {
    let Student {
        name,
        school,
        grade,
        ..
    } = student;
    let place: Vec<String> = school.into_iter().chain(grade.map(grade_name)).collect();

    view! {
        <div class="who">
            <h1 dir="auto">{name.unwrap_or_else(|| "Hello!".to_owned())}</h1>
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
