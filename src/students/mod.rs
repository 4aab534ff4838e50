//! A guardian's or a teacher's students: the list (`/students`), and the dashboard of each (`/students/{id}`), read-only.

mod card;
mod page;
mod student;

pub use page::StudentsPage;
pub use student::StudentPage;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Path of the list. A student's page is below it.
const STUDENTS: &str = "/students";

/// What is encoded in a path. An id as most rosters have them stays readable.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// The path of a student's page.
fn student_path(id: &str) -> String {
    format!("{STUDENTS}/{}", utf8_percent_encode(id, ENCODED))
}
