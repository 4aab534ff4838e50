use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::STUDENTS;
use crate::{
    profile::{StudentContent, find_student, student_dashboard},
    server::context::{StudentError, StudentRead},
    ui::{Layout, LoadError, NotFoundPage, read_page},
    viewer::use_language,
};

/// `/students/{id}`: the dashboard of one of the reader's students. For anyone else there is no such page.
#[component]
pub fn StudentPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    read_page(|read| view! { <Page read id=id.unwrap_or_default()/> }.into_any())
}

/// Nothing is sent before it is known whether there is a page: the status says so.
#[component]
fn Page(read: StudentRead, id: String) -> impl IntoView {
    view! {
        {Suspend::new(async move {
            let found = find_student(&read, &id).await;
            let dashboard = match found {
                Ok(student) => student_dashboard(&read, student).await,
                Err(error) => Err(error),
            };
            match dashboard {
                Ok(dashboard) => view! { <Shown><StudentContent dashboard/></Shown> }.into_any(),
                Err(StudentError::NotTheirStudent) => view! { <NotFoundPage/> }.into_any(),
                Err(StudentError::Failed(error)) => {
                    view! { <Shown><LoadError why=error.message(use_language())/></Shown> }.into_any()
                }
            }
        })}
    }
}

#[component]
fn Shown(children: Children) -> impl IntoView {
    let text = use_language().messages();

    view! {
        <Layout title=text.student_title()>
            <p class="back"><a href=STUDENTS>{text.students_all()}</a></p>
            {children()}
        </Layout>
    }
}
