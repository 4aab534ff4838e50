//! The student's profile: the hook and its states, and the page that shows it.

mod api;
mod auto;
mod button;
mod courses;
mod goals;
mod hook;
mod known;
mod live;
mod provider;
mod refresh;
mod report;
mod state;
mod unavailable;
mod verification;
mod view;
mod week;
mod who;
mod wire;
mod xp;

#[cfg(feature = "ssr")]
mod page;

pub use api::{GetProfile, Verify, get_profile, verify};
pub use auto::AutoProfile;
pub use button::ProfileButton;
pub use hook::{
    UseTimebackProfileOptions, UseTimebackProfileReturn, use_timeback_profile,
    use_timeback_profile_with_options, use_timeback_verification,
};
pub use known::Known;
#[cfg(feature = "ssr")]
pub use page::ProfilePage;
pub use provider::ProfileProvider;
pub use report::{CourseCard, CourseTerm, Earned, Enrolled, Report, Student, Trouble};
pub use state::{AlreadyLoading, ProfileState};
pub use verification::VerificationState;
