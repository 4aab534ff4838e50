//! An integrator's use of the roster and the gradebook, against the sandbox.

mod large_roster;

use futures_util::TryStreamExt;
use jiff::{civil::Date, tz::TimeZone};
use timeback::{
    self, Config, Failure, Timeback,
    oneroster::{
        AssessmentLineItem, AssessmentResult, Enrollment, Filter, Limit, Order, Query, Ref,
        RoleName, Status, User,
    },
};

use super::{clock::Clock, platform::Platform, world::STUDENT};

const MAYA: &str = "maya-okafor";

/// An integrator with a client and a sandbox.
struct Integrator {
    clock: Clock,
    platform: Platform,
    timeback: Timeback,
}

impl Integrator {
    async fn new() -> Self {
        let clock = Clock::new();
        let platform = Platform::start(&clock).await;
        let mut config = Config::sandbox(&platform.origin);
        let own = clock.clone();
        config.clock = timeback::Clock::new(move || own.now());
        Self {
            clock,
            platform,
            timeback: Timeback::new(config),
        }
    }

    fn today(&self) -> Date {
        self.clock.now().to_zoned(TimeZone::UTC).date()
    }
}

#[tokio::test]
async fn a_user_is_found_by_id_or_is_none() {
    let integrator = Integrator::new().await;
    let oneroster = integrator.timeback.oneroster();
    let maya = oneroster.users().get(MAYA).await.unwrap();
    assert_eq!(maya.email.as_deref(), Some(STUDENT));
    assert_eq!(maya.roles[0].role, Some(RoleName::Student));
    assert_eq!(maya.enabled_user, Some(true));
    assert_eq!(oneroster.students().get(MAYA).await.unwrap(), maya);
    assert!(oneroster.teachers().find(MAYA).await.unwrap().is_none());
    assert!(oneroster.users().find("nobody").await.unwrap().is_none());
    let error = oneroster.users().get("nobody").await.unwrap_err();
    assert!(matches!(error.failure, Failure::Status { status: 404, .. }));
    let whole = oneroster.users().get_with_demographics(MAYA).await.unwrap();
    let born = whole.demographics["birthDate"].as_str().unwrap();
    let demographics = oneroster.demographics().get(MAYA).await.unwrap();
    assert_eq!(demographics.birth_date.unwrap().to_string(), born);
}

#[tokio::test]
async fn a_filter_with_a_quote_matches_exactly() {
    let integrator = Integrator::new().await;
    let users = integrator.timeback.oneroster().users();
    let found = async |filter: Filter<User>| {
        let page = users.list(&Query::new().filter(filter)).await.unwrap();
        page.items
            .into_iter()
            .filter_map(|user| user.family_name)
            .collect::<Vec<_>>()
    };
    let email = |email| Filter::eq(User::EMAIL, email);
    assert_eq!(found(email("o'brien@example.com")).await, ["O'Brien"]);
    assert_eq!(found(email("x' OR email~'a")).await, [""; 0]);
    assert_eq!(found(email("twins@example.com")).await.len(), 2);
    let either = Filter::in_list(User::EMAIL, ["o'brien@example.com", STUDENT]).unwrap();
    let active = Filter::eq(User::STATUS, Status::Active);
    assert_eq!(found(active.and(either.clone())).await.len(), 2);
    let deleted = Filter::eq(User::STATUS, Status::ToBeDeleted);
    assert_eq!(found(deleted.and(either)).await.len(), 0);
}

#[tokio::test]
async fn a_list_is_sorted_with_selected_fields() {
    let integrator = Integrator::new().await;
    let query = Query::new()
        .sort(User::FAMILY_NAME, Order::Descending)
        .fields([User::FAMILY_NAME])
        .limit(Limit::parse(3).unwrap());
    let users = integrator.timeback.oneroster().users();
    let page = users.list(&query).await.unwrap();
    let names: Vec<_> = page
        .items
        .iter()
        .filter_map(|user| user.family_name.clone())
        .collect();
    assert_eq!(names.len(), 3);
    assert!(names.is_sorted_by(|left, right| left >= right), "{names:?}");
    assert!(page.items.iter().all(|user| user.email.is_none()));
    assert_eq!(page.next_offset, Some(3));
    assert!(page.progress.total > Some(3));
}

#[tokio::test]
async fn every_list_of_the_roster_can_be_read() {
    let integrator = Integrator::new().await;
    let oneroster = integrator.timeback.oneroster();
    macro_rules! count {
        ($list:expr) => {{
            let records: Vec<_> = $list.stream(Query::new()).try_collect().await.unwrap();
            records.len()
        }};
    }
    let (users, students) = (count!(oneroster.users()), count!(oneroster.students()));
    assert!(students > 0 && count!(oneroster.teachers()) > 0);
    assert!(users > students);
    assert!(count!(oneroster.orgs()) > count!(oneroster.schools()));
    assert!(count!(oneroster.courses()) > 8);
    assert!(count!(oneroster.demographics()) > 0);
    let (terms, periods) = (
        count!(oneroster.terms()),
        count!(oneroster.grading_periods()),
    );
    assert!(terms > 0 && periods > 0);
    assert!(count!(oneroster.academic_sessions()) >= terms + periods);
    let classes: Vec<_> = oneroster
        .users()
        .classes(MAYA)
        .stream(Query::new())
        .try_collect()
        .await
        .unwrap();
    let class = oneroster
        .classes()
        .get(&classes[0].sourced_id)
        .await
        .unwrap();
    assert_eq!(class, classes[0]);
    let course_id = &class.course.as_ref().unwrap().sourced_id;
    let course = oneroster.courses().get(course_id).await.unwrap();
    assert!(course.total_xp() > Some(0.0));
    let classmates = oneroster.classes().students(&class.sourced_id);
    let page = classmates.list(&Query::new()).await.unwrap();
    assert!(page.items.iter().any(|user| user.sourced_id == MAYA));
}

#[tokio::test]
async fn current_enrollments_are_active_and_within_their_dates() {
    let integrator = Integrator::new().await;
    let of_maya = Query::new().filter(Filter::eq(Enrollment::USER, MAYA));
    let enrollments = integrator.timeback.oneroster().enrollments();
    let all: Vec<_> = enrollments.stream(of_maya).try_collect().await.unwrap();
    let today = integrator.today();
    let (current, over): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|enrollment| enrollment.is_current(today));
    assert_eq!(current.len(), 3);
    assert!(
        over.iter()
            .any(|enrollment| enrollment.end_date < Some(today)),
        "{over:?}"
    );
}

#[tokio::test]
async fn a_result_is_written_read_and_deleted() {
    let integrator = Integrator::new().await;
    let oneroster = integrator.timeback.oneroster();
    let (items, results) = (
        oneroster.assessment_line_items(),
        oneroster.assessment_results(),
    );
    let mut item = AssessmentLineItem::new("quiz-1", "Fractions' quiz");
    item.result_value_max = Some(100.0);
    items.put(&item).await.unwrap();
    let quiz = Ref::new("assessmentLineItem", "quiz-1");
    let mut result = AssessmentResult::new(
        "quiz-1-maya",
        quiz,
        Ref::new("user", MAYA),
        integrator.clock.now(),
    );
    result.score = Some(87.5);
    result.metadata.insert("xp".into(), 12.into());
    results.put(&result).await.unwrap();
    results.put(&result).await.unwrap();

    let query = Query::new().filter(Filter::eq(AssessmentResult::STUDENT, MAYA));
    let page = results.list(&query).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(
        (page.items[0].score, page.items[0].xp()),
        (Some(87.5), Some(12.0))
    );
    assert_eq!(items.get("quiz-1").await.unwrap().title, "Fractions' quiz");

    results.delete("quiz-1-maya").await.unwrap();
    let gone = results.find("quiz-1-maya").await.unwrap();
    assert!(gone.is_none_or(|result| result.status == Status::ToBeDeleted));
    assert!(results.delete("never").await.is_err());
}
