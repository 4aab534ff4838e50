use url::Url;

use super::CourseSelector;

/// The app that activities are done in, and the courses it has on the platform.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CourseCatalogue {
    /// The app's name, as the platform shows it.
    pub app_name: String,
    /// Its courses.
    pub courses: Vec<CatalogueCourse>,
}

/// One course of an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueCourse {
    /// The course's sourcedId on the platform; none until it was pushed there.
    pub id: Option<String>,
    /// The app's own code for it, such as `MATH-3`.
    pub code: Option<String>,
    /// The platform's name of its subject, such as `Math`.
    pub subject: String,
    /// The grade it is for, -1 (pre-kindergarten) to 13.
    pub grade: Option<i8>,
    /// The IRI in whose name its events are sent: an absolute URL.
    pub sensor: Option<String>,
}

/// Why an activity cannot be placed in a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CourseError {
    /// The app has no such course.
    #[error("the app has no such course")]
    Unknown,
    /// The app has several.
    #[error("several courses of the app answer to that")]
    Ambiguous,
    /// The course names no sensor.
    #[error("the course has no sensor")]
    MissingSensor,
    /// The course's sensor is no absolute URL.
    #[error("the course's sensor is not an absolute URL")]
    InvalidSensor,
    /// The course is not on the platform yet.
    #[error("the course has no id on the platform")]
    MissingId,
}

/// Where an activity belongs: everything an event says about it.
pub(super) struct Place<'c> {
    pub course: &'c CatalogueCourse,
    pub course_id: &'c str,
    pub sensor: &'c str,
    pub sensor_url: Url,
}

impl CourseCatalogue {
    /// The one course that `selector` names.
    ///
    /// # Errors
    /// [`CourseError::Unknown`] or [`CourseError::Ambiguous`].
    pub fn find(&self, selector: &CourseSelector) -> Result<&CatalogueCourse, CourseError> {
        let mut found = self
            .courses
            .iter()
            .filter(|course| course.answers_to(selector));
        match (found.next(), found.next()) {
            (None, _) => Err(CourseError::Unknown),
            (Some(course), None) => Ok(course),
            (Some(_), Some(_)) => Err(CourseError::Ambiguous),
        }
    }

    /// The course with all that an event needs of it, in the order in which the official SDK looks.
    pub(super) fn place(&self, selector: &CourseSelector) -> Result<Place<'_>, CourseError> {
        let course = self.find(selector)?;
        let sensor = course
            .sensor
            .as_deref()
            .filter(|sensor| !sensor.is_empty())
            .ok_or(CourseError::MissingSensor)?;
        let course_id = course.id.as_deref().filter(|id| !id.is_empty());
        Ok(Place {
            course,
            sensor,
            course_id: course_id.ok_or(CourseError::MissingId)?,
            sensor_url: Url::parse(sensor)
                .ok()
                .filter(|url| url.has_host() && !url.cannot_be_a_base())
                .ok_or(CourseError::InvalidSensor)?,
        })
    }
}

impl CatalogueCourse {
    /// What events call the course: its code, else its subject and grade.
    pub fn name(&self) -> String {
        match (&self.code, self.grade) {
            (Some(code), _) => code.clone(),
            (None, Some(grade)) => format!("{} G{grade}", self.subject),
            (None, None) => self.subject.clone(),
        }
    }

    fn answers_to(&self, selector: &CourseSelector) -> bool {
        match selector {
            CourseSelector::Code(code) => self.code.as_ref() == Some(code),
            CourseSelector::SubjectGrade { subject, grade } => {
                self.subject == *subject && self.grade == Some(*grade)
            }
        }
    }
}
