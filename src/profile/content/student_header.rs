use leptos::prelude::*;

use crate::{profile::Student, viewer::use_language};
use messages::Language;

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
    let language = use_language();
    let text = language.messages();
    let place = place([name, school], grade, language);
    let greeting = given_name.map_or_else(|| text.hello(), |name| text.hello_name(name));

    view! {
        <div class="who">
            <h1>{greeting}</h1>
            <p><bdi>{place}</bdi></p>
        </div>
    }
}

/// What is known of these, and the grade in words.
pub fn place<const N: usize>(
    known: [Option<String>; N],
    grade: Option<i8>,
    language: Language,
) -> String {
    let grade = grade.map(|grade| grade_name(grade, language));
    let words: Vec<String> = known.into_iter().chain([grade]).flatten().collect();
    words.join(" · ")
}

/// A OneRoster grade in words: -1 is pre-kindergarten, 0 kindergarten, 13 stands for AP courses.
fn grade_name(grade: i8, language: Language) -> String {
    let text = language.messages();
    match grade {
        -1 => text.grade_pre_k(),
        0 => text.grade_kindergarten(),
        13 => text.grade_ap(),
        grade => text.grade(grade),
    }
}
