use leptos::prelude::*;

use super::{SignInFirst, TooManyReadsPage};
use crate::{
    server::context::{self, StudentRead},
    viewer::use_current_user,
};

/// A page that shows the signed-in student's data: `page` with the counted read; what stands in for it when nobody is
/// signed in, or when the student reads too often.
pub fn read_page(page: impl FnOnce(StudentRead) -> AnyView) -> AnyView {
    if use_current_user().is_none() {
        return view! { <SignInFirst/> }.into_any();
    }
    match context::begin_read() {
        Ok(read) => page(read),
        Err(error) => view! { <TooManyReadsPage seconds=error.wait_seconds()/> }.into_any(),
    }
}
