//! What a page shows beyond the profile.

use std::sync::Arc;

use jiff::civil::Date;

use super::Profiles;
use crate::viewer::CurrentUser;
use timeback::{DailyXp, DayDetails, EnrolledCourse, Error, ProfileParts};

impl Profiles {
    /// The XP of each of these courses of the student, in order. Part of the read that returned `parts`.
    pub async fn course_xp(
        &self,
        student: &CurrentUser,
        parts: &ProfileParts,
        courses: Vec<EnrolledCourse>,
    ) -> Vec<Result<Arc<DailyXp>, Error>> {
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let cache = self.cache_of(student);
        cache.course_xp(session, email, parts, courses).await
    }

    /// What the student did on one day. Part of the read that returned `parts`.
    pub async fn day_details(
        &self,
        student: &CurrentUser,
        parts: &ProfileParts,
        date: Date,
    ) -> DayDetails {
        let cache = self.cache_of(student);
        cache.user().day_details(&parts.user.id, date).await
    }
}
