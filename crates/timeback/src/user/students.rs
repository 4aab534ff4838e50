//! The students that the roster gives a guardian or a teacher.

use std::collections::{BTreeMap, HashSet};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::civil::Date;

use super::{UserClient, UserRecord};
use crate::{
    Error, Failure, Service,
    oneroster::{
        Enrollment, EnrollmentRole, Filter, Limit, PagingError, Query, RoleName, User, find_user,
    },
};

/// Maximum number of a guardian's students, each of which takes a request, and of a teacher's classes, each of which takes
/// two. More is an error.
const MAX_FOLLOWED: u64 = 100;

/// Limit of concurrent requests.
const MAX_CONCURRENT: usize = 4;

/// Maximum number of records of one list. A longer one is an error.
const MAX_RECORDS: u64 = 3_000;

impl UserClient<'_> {
    /// Returns the students that the roster gives a user today, by name: a guardian's agents, and the students of a
    /// teacher's classes. Empty for anyone else, and for an unknown, deleted or disabled user.
    ///
    /// Only what is current counts: roles and enrollments between their dates, and records that are not deleted. Sends one
    /// request, one more for each of a guardian's agents, and for a teacher one and two for each class; a hundred
    /// agents or classes at most.
    ///
    /// # Errors
    /// Returns [`Error`] when a request fails or there are more to follow: a list without some of the students would look
    /// complete.
    pub async fn students_of(self, user_id: &str) -> Result<Vec<UserRecord>, Error> {
        let today = self.options.day.date(self.timeback.clock().now());
        let user = find_user(self.timeback.operation(), user_id).await?;
        let Some(user) = user.filter(|user| !user.is_disabled()) else {
            return Ok(Vec::new());
        };
        let mut students = BTreeMap::new();
        if has_role(&user, today, is_guardian) {
            self.add_agents(&user, today, &mut students).await?;
        }
        if has_role(&user, today, |role| *role == RoleName::Teacher) {
            self.add_taught(&user, today, &mut students).await?;
        }
        let mut students: Vec<_> = students.into_values().collect();
        students
            .sort_by_cached_key(|student| student.preferred_name.as_deref().map(str::to_lowercase));
        Ok(students)
    }

    async fn add_agents(
        self,
        guardian: &User,
        today: Date,
        students: &mut BTreeMap<String, UserRecord>,
    ) -> Result<(), Error> {
        let mut seen = HashSet::new();
        let ids = guardian.agents.iter().map(|agent| agent.sourced_id.clone());
        let ids: Vec<_> = ids
            .filter(|id| !id.is_empty() && seen.insert(id.clone()))
            .collect();
        check_count(&ids)?;
        let find = |id: String| async move { find_user(self.timeback.operation(), &id).await };
        let finds: Vec<_> = ids.into_iter().map(find).collect();
        let found: Vec<_> = stream::iter(finds)
            .buffered(MAX_CONCURRENT)
            .try_collect()
            .await?;
        add(found.into_iter().flatten(), today, students);
        Ok(())
    }

    async fn add_taught(
        self,
        teacher: &User,
        today: Date,
        students: &mut BTreeMap<String, UserRecord>,
    ) -> Result<(), Error> {
        let of_teacher = Filter::eq(Enrollment::USER, teacher.sourced_id.as_str());
        let taught = self.enrollments(of_teacher, EnrollmentRole::Teacher, today);
        let mut seen = HashSet::new();
        let classes = taught.await?.into_iter();
        let classes: Vec<_> = classes
            .filter(|enrollment| enrollment.user.sourced_id == teacher.sourced_id)
            .filter_map(|enrollment| Some(enrollment.class?.sourced_id))
            .filter(|id| seen.insert(id.clone()))
            .collect();
        check_count(&classes)?;
        let load = |class: String| async move { self.class_students(&class, today).await };
        let loads: Vec<_> = classes.into_iter().map(load).collect();
        let classes: Vec<_> = stream::iter(loads)
            .buffered(MAX_CONCURRENT)
            .try_collect()
            .await?;
        add(classes.into_iter().flatten(), today, students);
        Ok(())
    }

    /// The students of a class whose enrollment is current. The class's own list may have those who have left.
    async fn class_students(self, class_id: &str, today: Date) -> Result<Vec<User>, Error> {
        let of_class = Filter::eq(Enrollment::CLASS, class_id);
        let listed = self.timeback.oneroster().classes().students(class_id);
        let listed = listed.stream(Query::new().limit(Limit::MAX).at_most(MAX_RECORDS));
        let (enrolled, listed) = tokio::join!(
            self.enrollments(of_class, EnrollmentRole::Student, today),
            listed.try_collect::<Vec<User>>()
        );
        let enrolled = enrolled?.into_iter();
        let enrolled: HashSet<_> = enrolled
            .filter(|enrollment| {
                let class = enrollment.class.as_ref();
                class.is_some_and(|class| class.sourced_id == class_id)
            })
            .map(|enrollment| enrollment.user.sourced_id)
            .collect();
        let mut students = listed?;
        students.retain(|student| enrolled.contains(&student.sourced_id));
        Ok(students)
    }

    /// The current enrollments in a role. A platform that does not know a filter may send others as well.
    async fn enrollments(
        self,
        filter: Filter<Enrollment>,
        role: EnrollmentRole,
        today: Date,
    ) -> Result<Vec<Enrollment>, Error> {
        let query = Query::new()
            .filter(filter)
            .limit(Limit::MAX)
            .at_most(MAX_RECORDS);
        let enrollments = self.timeback.oneroster().enrollments().stream(query);
        let mut enrollments: Vec<_> = enrollments.try_collect().await?;
        enrollments.retain(|enrollment| enrollment.role == role && enrollment.is_current(today));
        Ok(enrollments)
    }
}

fn check_count(ids: &[String]) -> Result<(), Error> {
    let is_too_many = u64::try_from(ids.len()).is_ok_and(|count| count > MAX_FOLLOWED);
    let too_many = PagingError::TooManyRecords {
        limit: MAX_FOLLOWED,
    };
    if is_too_many {
        Err(Failure::Paging(too_many).of(Service::OneRoster))
    } else {
        Ok(())
    }
}

/// Adds the users who are students today.
fn add(
    users: impl IntoIterator<Item = User>,
    today: Date,
    students: &mut BTreeMap<String, UserRecord>,
) {
    let is_student = |user: &User| {
        !user.is_deleted() && has_role(user, today, |role| *role == RoleName::Student)
    };
    for user in users.into_iter().filter(is_student) {
        students.insert(user.sourced_id.clone(), UserRecord::new(user, None));
    }
}

fn has_role(user: &User, today: Date, is_it: impl Fn(&RoleName) -> bool) -> bool {
    let mut roles = user.roles.iter().filter(|role| role.is_current(today));
    roles.any(|role| role.role.as_ref().is_some_and(&is_it))
}

fn is_guardian(role: &RoleName) -> bool {
    matches!(
        role,
        RoleName::Guardian | RoleName::Parent | RoleName::Relative
    )
}

/// Whether the record has a role with which a user may have students. A hint without a request:
/// [`UserClient::students_of`] decides.
pub(super) fn may_have_students(user: &User) -> bool {
    let mut roles = user.roles.iter().filter_map(|role| role.role.as_ref());
    roles.any(|role| is_guardian(role) || *role == RoleName::Teacher)
}
