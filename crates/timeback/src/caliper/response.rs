use serde::Deserialize;
use serde_json::Value;

use crate::{Failure, transport::body};

/// Receipt for an accepted envelope.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The id of the job that processes the envelope, if the platform sends one.
    pub job_id: Option<String>,
}

/// A page of stored events.
#[derive(Debug, Clone, Deserialize)]
pub struct EventPage {
    /// The events, in the shape their sensor sent them.
    pub events: Vec<Value>,
    /// The page's position.
    pub pagination: Pagination,
}

/// Position of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pagination {
    /// Total number of events.
    pub total: u64,
    /// Total number of pages.
    pub total_pages: u64,
    /// Number of this page, from 1.
    pub current_page: u64,
    /// Maximum number of events per page.
    pub limit: u64,
}

/// The job that processes one envelope.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// The job's id.
    pub id: String,
    /// The job's state.
    pub state: JobState,
    /// The result of a completed job: a status, and each event's ids on the platform and in the sensor.
    pub return_value: Option<Value>,
    /// When it was processed, in the platform's format.
    pub processed_on: Option<Value>,
}

impl Job {
    /// Parses a job, which may be wrapped in the key `job`.
    pub(super) fn read(mut response: Value) -> Result<Self, Failure> {
        let job = match response.get_mut("job") {
            Some(job) => job.take(),
            None => response,
        };
        body::decode(job.to_string().as_bytes())
    }
}

/// State of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// Queued.
    Waiting,
    /// In progress.
    Active,
    /// Finished.
    Completed,
    /// Failed.
    Failed,
    /// A state this client does not know.
    #[serde(other)]
    Other,
}
