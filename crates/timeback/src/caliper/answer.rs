use serde::Deserialize;
use serde_json::Value;

use crate::{Failure, transport::body};

/// What the platform says about an envelope it took in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The job that works through the envelope's events, where the platform names one.
    pub job_id: Option<String>,
}

/// A page of the events that the platform has.
#[derive(Debug, Clone, Deserialize)]
pub struct EventPage {
    /// The events as the platform keeps them; their shape is that of whoever sent them.
    pub events: Vec<Value>,
    /// Where in the whole the page stands.
    pub pagination: Pagination,
}

/// Where a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pagination {
    /// How many events there are in all.
    pub total: u64,
    /// How many pages they fill.
    pub total_pages: u64,
    /// Which of them this is, from 1.
    pub current_page: u64,
    /// How many events a page has at most.
    pub limit: u64,
}

/// The work on one envelope.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// The job's id.
    pub id: String,
    /// How far it is.
    pub state: JobState,
    /// What came of it, once it is completed: a status, and for each event the platform's id and the sensor's.
    pub return_value: Option<Value>,
    /// When it was worked on, as the platform writes it.
    pub processed_on: Option<Value>,
}

impl Job {
    /// Reads the answer about a job, which is the job itself or has it under the key `job`.
    pub(super) fn read(mut answer: Value) -> Result<Self, Failure> {
        let job = match answer.get_mut("job") {
            Some(job) => job.take(),
            None => answer,
        };
        body::decode(job.to_string().as_bytes())
    }
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// Nobody has begun.
    Waiting,
    /// Somebody has.
    Active,
    /// It is done.
    Completed,
    /// It could not be done.
    Failed,
    /// Something this client does not know yet.
    #[serde(other)]
    Other,
}
