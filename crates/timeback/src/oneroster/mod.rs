//! The OneRoster client, `timeback.oneroster()`: `OneRoster` 1.2 rostering and gradebook.
//!
//! ```no_run
//! # use timeback::{Error, Timeback};
//! # async fn example(timeback: &Timeback) -> Result<(), Error> {
//! use futures_util::TryStreamExt;
//! use timeback::oneroster::{Filter, Limit, Order, Query, User};
//!
//! let users = timeback.oneroster().users();
//! let somebody = users.find("b7c1").await?;
//!
//! let query = Query::new()
//!     .filter(Filter::eq(User::EMAIL, "o'brien@example.com").or(Filter::contains(User::FAMILY_NAME, "O'B")))
//!     .sort(User::FAMILY_NAME, Order::Ascending)
//!     .limit(Limit::MAX);
//! let mut pages = users.pages(query);
//! while let Some(page) = pages.try_next().await? {
//!     println!("{} of {:?}", page.progress.fetched, page.progress.total);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Decoding accepts the platform's deviations from the specification: flags as the strings `"true"` and `"false"`, null for
//! an empty list, unknown words and unknown fields. An optional field of the wrong type is left out. A record of a page that
//! cannot be decoded is counted in [`Page::unread`]; one fetched by id is an error with the path of the field.

mod academic_session;
mod assessment_result;
mod class;
mod collection;
mod course;
mod demographics;
mod enrollment;
mod envelope;
pub mod filter;
mod limit;
mod line_item;
mod link;
mod list;
mod lookup;
mod nested;
mod org;
mod page;
mod pages;
mod paging_error;
#[cfg(test)]
pub(super) mod parsers;
mod query;
mod reference;
mod resource;
mod role;
mod routes;
mod user;
mod vocabulary;
mod write;

pub use self::{
    academic_session::{AcademicSession, SessionType},
    assessment_result::{AssessmentResult, ScoreStatus},
    class::{Class, ClassType},
    collection::Collection,
    course::Course,
    demographics::Demographics,
    enrollment::{Enrollment, EnrollmentRole},
    filter::{Field, Filter, Literal, Op},
    limit::{InvalidLimit, Limit},
    line_item::AssessmentLineItem,
    list::List,
    org::{Org, OrgType},
    page::{Page, Progress},
    pages::{Items, Pages},
    paging_error::PagingError,
    query::{Order, Query},
    reference::Ref,
    resource::{Metadata, Resource, Status, Table},
    role::{Role, RoleName, RoleType},
    user::{User, UserId, UserProfile},
    write::Writable,
};
pub(super) use lookup::{find_user, find_users};

use super::Timeback;
use routes::rostering;

/// Client of the OneRoster service. Returned by [`Timeback::oneroster`].
#[derive(Debug, Clone, Copy)]
pub struct OneRoster<'a> {
    timeback: &'a Timeback,
}

impl<'a> OneRoster<'a> {
    pub(super) fn new(timeback: &'a Timeback) -> Self {
        Self { timeback }
    }

    /// The collection of `T`, for custom record types.
    pub fn collection<T: Resource>(self) -> Collection<'a, T> {
        Collection::new(self.timeback, T::TABLE.list, T::TABLE.item)
    }

    /// All users.
    pub fn users(self) -> Collection<'a, User> {
        self.collection()
    }

    /// Users with a student role.
    pub fn students(self) -> Collection<'a, User> {
        let (list, item) = (rostering!("/students"), rostering!("/students/{id}"));
        Collection::new(self.timeback, list, item)
    }

    /// Users with a teacher role.
    pub fn teachers(self) -> Collection<'a, User> {
        let (list, item) = (rostering!("/teachers"), rostering!("/teachers/{id}"));
        Collection::new(self.timeback, list, item)
    }

    /// All organizations.
    pub fn orgs(self) -> Collection<'a, Org> {
        self.collection()
    }

    /// Schools.
    pub fn schools(self) -> Collection<'a, Org> {
        let (list, item) = (rostering!("/schools"), rostering!("/schools/{id}"));
        Collection::new(self.timeback, list, item)
    }

    /// Courses.
    pub fn courses(self) -> Collection<'a, Course> {
        self.collection()
    }

    /// Classes: a course as taught at a school.
    pub fn classes(self) -> Collection<'a, Class> {
        self.collection()
    }

    /// Enrollments of users in classes.
    pub fn enrollments(self) -> Collection<'a, Enrollment> {
        self.collection()
    }

    /// Demographics. A record has its user's id.
    pub fn demographics(self) -> Collection<'a, Demographics> {
        self.collection()
    }

    /// School years, semesters, terms and grading periods.
    pub fn academic_sessions(self) -> Collection<'a, AcademicSession> {
        self.collection()
    }

    /// Terms.
    pub fn terms(self) -> Collection<'a, AcademicSession> {
        let (list, item) = (rostering!("/terms"), rostering!("/terms/{id}"));
        Collection::new(self.timeback, list, item)
    }

    /// Grading periods.
    pub fn grading_periods(self) -> Collection<'a, AcademicSession> {
        let list = rostering!("/gradingPeriods");
        Collection::new(self.timeback, list, rostering!("/gradingPeriods/{id}"))
    }

    /// Assessment line items: the gradebook's columns.
    pub fn assessment_line_items(self) -> Collection<'a, AssessmentLineItem> {
        self.collection()
    }

    /// Assessment results: the gradebook's cells.
    pub fn assessment_results(self) -> Collection<'a, AssessmentResult> {
        self.collection()
    }
}
