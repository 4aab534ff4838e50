//! People of the roster.

use std::borrow::Cow;

use super::org::Org;

/// Role of a person at their school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Student.
    Student,
    /// Teacher.
    Teacher,
    /// Guardian of the students in `agents`.
    Guardian,
}

impl Role {
    /// Returns the name of the `OneRoster` role.
    pub fn name(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Teacher => "teacher",
            Self::Guardian => "guardian",
        }
    }
}

/// Pattern of a person's generated history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActivityPattern {
    /// No activity.
    Never,
    /// Activity every day, less at weekends: there is always some today.
    Daily,
    /// Activity from Monday to Friday, with absences and a winter break.
    Schooldays,
    /// Guesses every day, with negative XP.
    Guessing,
    /// One task of 12.5 XP every day.
    Fraction,
}

/// Selection of a person's courses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoursePlan {
    /// None.
    None,
    /// Math, reading and science of one grade.
    Core(u8),
    /// Fifty courses.
    Fifty,
    /// The courses with titles in several scripts.
    Polyglot,
}

/// A user record of the roster.
#[derive(Debug, Clone)]
pub struct Person {
    /// `OneRoster` sourcedId.
    pub id: Cow<'static, str>,
    /// The e-mail address; two records may share one.
    pub email: Cow<'static, str>,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// The role.
    pub role: Role,
    /// The primary organization.
    pub school: Org,
    /// The grade, -1 (pre-K) to 13.
    pub grade: Option<i8>,
    /// The sourcedIds of the students of a guardian.
    pub agents: &'static [&'static str],
    /// The current courses.
    pub course_plan: CoursePlan,
    /// The sourcedIds of courses with ended, soft-deleted enrollments.
    pub finished: &'static [&'static str],
    /// The sourcedIds of courses with ended enrollments whose record is still active.
    pub ended_but_active: &'static [&'static str],
    /// Whether the enrollments have goals.
    pub has_goals: bool,
    /// The pattern of the history.
    pub activity_pattern: ActivityPattern,
    /// Minimum length of the history in days; it starts with a school year.
    pub history_days: i32,
}

impl Person {
    /// Creates a student of Riverbend in grade 5 with core courses and a history of school days.
    pub fn student(
        id: impl Into<Cow<'static, str>>,
        email: impl Into<Cow<'static, str>>,
        given_name: &'static str,
        family_name: &'static str,
    ) -> Self {
        Self {
            id: id.into(),
            email: email.into(),
            given_name,
            family_name,
            role: Role::Student,
            school: super::org::RIVERBEND,
            grade: Some(5),
            agents: &[],
            course_plan: CoursePlan::Core(5),
            finished: &[],
            ended_but_active: &[],
            has_goals: true,
            activity_pattern: ActivityPattern::Schooldays,
            history_days: 90,
        }
    }

    /// Creates an adult of Riverbend without courses.
    pub fn adult(
        id: impl Into<Cow<'static, str>>,
        email: impl Into<Cow<'static, str>>,
        given_name: &'static str,
        family_name: &'static str,
    ) -> Self {
        Self {
            grade: None,
            course_plan: CoursePlan::None,
            has_goals: false,
            activity_pattern: ActivityPattern::Never,
            ..Self::student(id, email, given_name, family_name)
        }
    }

    /// Returns the student in another grade, with its core courses.
    #[must_use]
    pub fn in_grade(self, grade: u8) -> Self {
        Self {
            grade: Some(grade.cast_signed()),
            course_plan: CoursePlan::Core(grade),
            ..self
        }
    }

    /// Whether this is the person's e-mail address, case-insensitive.
    pub fn has_email(&self, email: &str) -> bool {
        self.email.eq_ignore_ascii_case(email)
    }
}
