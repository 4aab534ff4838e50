//! Demographics.

use std::fmt;

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;

use super::{Metadata, Resource, Status, Table, filter::fields, routes::rostering};
use crate::lenient;

/// Demographics of a user, with the user's id.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Demographics {
    /// The id of the user.
    #[serde(deserialize_with = "lenient::id")]
    pub sourced_id: String,
    /// The record's status.
    pub status: Status,
    /// When the record was last modified.
    #[serde(default, deserialize_with = "lenient::optional_instant")]
    pub date_last_modified: Option<Timestamp>,
    /// Additional metadata.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub metadata: Metadata,
    /// Date of birth.
    #[serde(default, deserialize_with = "lenient::optional_day")]
    pub birth_date: Option<Date>,
    /// `male`, `female`, `unspecified`, `other`.
    pub sex: Option<String>,
    /// As in the record.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub american_indian_or_alaska_native: Option<bool>,
    /// As in the record.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub asian: Option<bool>,
    /// As in the record.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub black_or_african_american: Option<bool>,
    /// As in the record.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub native_hawaiian_or_other_pacific_islander: Option<bool>,
    /// As in the record.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub white: Option<bool>,
    /// As in the record.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub demographic_race_two_or_more_races: Option<bool>,
    /// As in the record.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub hispanic_or_latino_ethnicity: Option<bool>,
    /// Country of birth.
    pub country_of_birth_code: Option<String>,
    /// State of birth.
    pub state_of_birth_abbreviation: Option<String>,
    /// City of birth.
    pub city_of_birth: Option<String>,
    /// Whether the student lives in the school's district.
    pub public_school_residence_status: Option<String>,
}

fields!(Demographics {
    SOURCED_ID = "sourcedId",
    STATUS = "status",
    DATE_LAST_MODIFIED = "dateLastModified",
    METADATA = "metadata",
    BIRTH_DATE = "birthDate",
    SEX = "sex",
});

impl Resource for Demographics {
    const TABLE: Table = Table {
        list: rostering!("/demographics"),
        item: rostering!("/demographics/{id}"),
        plural: "demographics",
        singular: "demographics",
        also: &[],
        required: &["sourcedId", "status"],
    };

    fn id(&self) -> &str {
        &self.sourced_id
    }
}

/// Shows the id only: the record is confidential.
impl fmt::Debug for Demographics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Demographics")
            .field("sourced_id", &self.sourced_id)
            .finish_non_exhaustive()
    }
}
