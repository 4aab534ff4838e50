//! Who a person is, and how they study.

use std::borrow::Cow;

use super::org::Org;

/// What a person is to their school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Learns.
    Student,
    /// Teaches classes.
    Teacher,
    /// Answers for the students named by `agents`.
    Guardian,
}

impl Role {
    /// The name in a `OneRoster` role.
    pub fn name(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Teacher => "teacher",
            Self::Guardian => "guardian",
        }
    }
}

/// How the days of a person's history look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActivityPattern {
    /// Nothing was ever done.
    Never,
    /// Something every day, little at weekends: there is always work today.
    Daily,
    /// Monday to Friday, absent now and then, away in the winter break.
    Schooldays,
    /// Every day guesses through a task, and has XP taken away for it.
    Guessing,
    /// Every day one task of 12.5 XP.
    Fraction,
}

/// Which courses of the catalogue a person is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoursePlan {
    /// None.
    Nothing,
    /// Math, reading and science of one grade.
    Core(u8),
    /// Fifty courses.
    Fifty,
    /// The courses whose titles are in several scripts.
    Polyglot,
}

/// One user record of the roster.
#[derive(Debug, Clone)]
pub struct Person {
    /// `OneRoster` sourcedId.
    pub id: Cow<'static, str>,
    /// The address; two records may share one.
    pub email: Cow<'static, str>,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// What they are to their school.
    pub role: Role,
    /// The primary organisation.
    pub school: Org,
    /// The grade, -1 (pre-K) to 13.
    pub grade: Option<i8>,
    /// The sourcedIds of the people they answer for.
    pub agents: &'static [&'static str],
    /// The courses they are in now.
    pub studies: CoursePlan,
    /// The sourcedIds of courses they have left behind.
    pub finished: &'static [&'static str],
    /// The sourcedIds of courses that are over, though nobody took them off the roster.
    pub lapsed: &'static [&'static str],
    /// Whether their enrollments carry daily goals.
    pub has_goals: bool,
    /// How they study.
    pub rhythm: ActivityPattern,
    /// Their history reaches back at least so many days, to the start of a school year.
    pub history_days: i32,
}

impl Person {
    /// A student of Riverbend in grade 5 with a year of schooldays; the cast changes what differs.
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
            studies: CoursePlan::Core(5),
            finished: &[],
            lapsed: &[],
            has_goals: true,
            rhythm: ActivityPattern::Schooldays,
            history_days: 90,
        }
    }

    /// An adult of Riverbend without courses; the cast says what they are.
    pub fn adult(
        id: impl Into<Cow<'static, str>>,
        email: impl Into<Cow<'static, str>>,
        given_name: &'static str,
        family_name: &'static str,
    ) -> Self {
        Self {
            grade: None,
            studies: CoursePlan::Nothing,
            has_goals: false,
            rhythm: ActivityPattern::Never,
            ..Self::student(id, email, given_name, family_name)
        }
    }

    /// The same student in another grade and its core courses.
    #[must_use]
    pub fn in_grade(self, grade: u8) -> Self {
        Self {
            grade: Some(grade.cast_signed()),
            studies: CoursePlan::Core(grade),
            ..self
        }
    }

    /// Whether this is their address, compared without regard to case.
    pub fn has_email(&self, email: &str) -> bool {
        self.email.eq_ignore_ascii_case(email)
    }
}
