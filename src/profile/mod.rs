//! The student's profile: the hook and its states, and the page that shows it.

mod api;
mod auto;
mod button;
mod courses;
mod goals;
mod hook;
mod live;
mod page_state;
mod profile_content;
mod profile_view;
mod provider;
mod refresh;
mod state;
mod student_header;
mod unavailable;
mod verification;
mod week;
mod xp;

#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod server;

pub use api::{GetProfile, Verify, get_profile, verify};
pub use auto::AutoProfile;
pub use button::ProfileButton;
pub use hook::{
    UseTimebackProfileOptions, UseTimebackProfileReturn, use_timeback_profile,
    use_timeback_profile_with_options, use_timeback_verification,
};
pub use page_state::ProfilePageState;
pub use profile_view::{Activity, CourseCard, Enrollments, ProfileView, Staleness, Student};
pub use provider::ProfileProvider;
pub use state::{AlreadyLoading, ProfileState};
pub use verification::VerificationState;

#[cfg(feature = "ssr")]
pub use {
    page::ProfilePage,
    server::{load::cached_profile, routes},
};
