//! The pages, and where they are.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    account::{
        BackupCodesPage, ConfirmPage, DataPage, DeletedPage, EnrolPage, PersonalInfoPage,
        SecurityPage,
    },
    docs::DocsPage,
    examples::ExamplesPage,
    history::{CoursePage, DayPage, HistoryPage},
    profile::ProfilePage,
    sign_in::{
        ConfirmPage as WayInPage, LinkPage, RecoverPage, SecondFactorPage, SignInPage, SignUpPage,
    },
    students::{StudentPage, StudentsPage},
    ui::NotFoundPage,
};

/// Every page streams in order: what a reader without scripts sees is what a reader with scripts sees.
const STREAMED: SsrMode = SsrMode::InOrder;

/// Except a page whose status depends on what it loads: a stream's status is sent with its first byte.
const WHOLE: SsrMode = SsrMode::Async;

/// The application. It runs on the server; in the browser only its islands do.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();

    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=SignInPage ssr=STREAMED/>
                <Route path=path!("/sign-up") view=SignUpPage ssr=STREAMED/>
                <Route path=path!("/second-factor") view=SecondFactorPage ssr=STREAMED/>
                <Route path=path!("/recover") view=RecoverPage ssr=STREAMED/>
                <Route path=path!("/confirm") view=WayInPage ssr=STREAMED/>
                <Route path=path!("/link") view=LinkPage ssr=STREAMED/>
                <Route path=path!("/profile") view=ProfilePage ssr=STREAMED/>
                <Route path=path!("/history") view=HistoryPage ssr=STREAMED/>
                // Whether the student has this course decides the status, which comes first.
                <Route path=path!("/courses/:id") view=CoursePage ssr=SsrMode::Async/>
                <Route path=path!("/history/:date") view=DayPage ssr=STREAMED/>
                <Route path=path!("/students") view=StudentsPage ssr=STREAMED/>
                <Route path=path!("/students/:id") view=StudentPage ssr=WHOLE/>
                <Route path=path!("/docs") view=DocsPage ssr=STREAMED/>
                <Route path=path!("/account") view=PersonalInfoPage ssr=STREAMED/>
                <Route path=path!("/account/security") view=SecurityPage ssr=STREAMED/>
                <Route path=path!("/account/data") view=DataPage ssr=STREAMED/>
                <Route path=path!("/account/confirm") view=ConfirmPage ssr=STREAMED/>
                <Route path=path!("/account/enrol") view=EnrolPage ssr=STREAMED/>
                <Route path=path!("/account/backup-codes") view=BackupCodesPage ssr=STREAMED/>
                <Route path=path!("/account/deleted") view=DeletedPage ssr=STREAMED/>
                <Route path=path!("/examples") view=ExamplesPage ssr=STREAMED/>
            </Routes>
        </Router>
    }
}
