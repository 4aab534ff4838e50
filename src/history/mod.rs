//! The student's history: week by week, month by month and day by day, of everything (`/history`) or of a course.

mod course;
mod day;
mod day_work;
mod page;
mod query;
mod week;
mod years;

pub use course::CoursePage;
pub use day::DayPage;
pub use page::HistoryPage;

/// Path of the history. A day's page is below it.
const HISTORY: &str = "/history";
