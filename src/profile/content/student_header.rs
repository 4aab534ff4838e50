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
    let place = place([name, school], grade);
    let greeting = given_name.map_or_else(|| "Hello!".to_owned(), |name| format!("Hi, {name}!"));

    view! {
        <div class="who">
            <h1 dir="auto">{greeting}</h1>
            <p dir="auto">{place}</p>
        </div>
    }
}

/// What is known of these, and the grade in words.
pub fn place<const N: usize>(known: [Option<String>; N], grade: Option<i8>) -> String {
    let grade = grade.map(grade_name);
    let words: Vec<String> = known.into_iter().chain([grade]).flatten().collect();
    words.join(" · ")
}

/// A OneRoster grade in words: -1 is pre-kindergarten, 0 kindergarten, 13 stands for AP courses.
pub fn grade_name(grade: i8) -> String {
    match grade {
        -1 => "Pre-K".to_owned(),
        0 => "Kindergarten".to_owned(),
        13 => "AP".to_owned(),
        grade => format!("Grade {grade}"),
    }
}
