//! The student's profile: the hook and its states, and the page that shows it.

mod api;
mod context;
mod examples;
mod hook;
mod page_state;
mod profile_view;
mod state;
mod updates;
mod verification;

#[cfg(feature = "ssr")]
mod content;
#[cfg(feature = "ssr")]
mod dashboard;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod server;

pub use api::{GetProfile, Verify, get_profile, verify};
pub use context::provide_timeback_profile;
pub use examples::{AutoFetch, ManualFetch};
pub use hook::{
    UseTimebackProfileOptions, UseTimebackProfileReturn, use_timeback_profile,
    use_timeback_profile_with_options, use_timeback_verification,
};
pub use page_state::ProfilePageState;
pub use profile_view::{Activity, CourseCard, Enrollments, ProfileView, Staleness, Student};
pub use state::{AlreadyLoading, ProfileState};
pub use updates::ProfileUpdates;
pub use verification::VerificationState;

#[cfg(feature = "ssr")]
pub use {
    content::{StaleNote, StudentContent, Unavailable, place},
    dashboard::{DailyGoal, course_path},
    page::ProfilePage,
    server::{
        load::{PageParts, cached_profile, course_xp, day_details, parts_by_deadline},
        routes,
        students::{StudentCard, find_student, list_students, student_cards, student_dashboard},
    },
};

/// Path of the page's content, for pages that refresh it.
const CONTENT: &str = "/profile/content";
