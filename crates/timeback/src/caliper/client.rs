use jiff::Timestamp;
use reqwest::Method;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Event, EventPage, Job, Receipt, event::VERSION};
use crate::{
    Error, Service, Timeback,
    transport::{LARGE_BODY_LIMIT, Request},
};

const EVENT: &str = "/caliper/event";
const VALIDATE: &str = "/caliper/event/validate";
const EVENTS: &str = "/caliper/events";
const JOB: &str = "/jobs/{jobId}/status";

/// Client of the Caliper service. Returned by [`Timeback::caliper`].
#[derive(Debug, Clone, Copy)]
pub struct CaliperClient<'a> {
    timeback: &'a Timeback,
}

/// Filter and pagination of an event list. The default matches all events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventQuery {
    /// Maximum number of events per page.
    pub limit: Option<u32>,
    /// Index of the first event, from 0.
    pub offset: Option<u32>,
    /// IRI of the sensor.
    pub sensor: Option<String>,
    /// Earliest event time.
    pub start_at: Option<Timestamp>,
    /// Latest event time.
    pub end_at: Option<Timestamp>,
    /// IRI of the actor.
    pub actor_id: Option<String>,
    /// E-mail address of the actor.
    pub actor_email: Option<String>,
}

impl<'a> CaliperClient<'a> {
    pub(crate) fn new(timeback: &'a Timeback) -> Self {
        Self { timeback }
    }

    /// Sends events in one envelope as `sensor`, an IRI. The platform accepts all of them or none. Idempotent: events are
    /// deduplicated by id.
    ///
    /// # Errors
    /// Returns [`Failure::Status`](crate::Failure::Status) 400 when an event is invalid, and another failure when the
    /// platform cannot be reached or does not accept the envelope.
    pub async fn send(self, sensor: &str, events: &[Event]) -> Result<Receipt, Error> {
        self.post(EVENT, sensor, events).await
    }

    /// Validates events without storing them.
    ///
    /// # Errors
    /// Returns the errors of [`send`](Self::send).
    pub async fn validate(self, sensor: &str, events: &[Event]) -> Result<(), Error> {
        self.post(VALIDATE, sensor, events).await.map(|_| ())
    }

    /// Returns a page of stored events.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn events(self, query: &EventQuery) -> Result<EventPage, Error> {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let instant = |instant: Option<Timestamp>| instant.map(|at| format!("{at:.3}"));
        let parts = [
            ("limit", number(query.limit)),
            ("offset", number(query.offset)),
            ("sensor", query.sensor.clone()),
            ("startDate", instant(query.start_at)),
            ("endDate", instant(query.end_at)),
            ("actorId", query.actor_id.clone()),
            ("actorEmail", query.actor_email.clone()),
        ];
        let request = Request::get(Service::Caliper, EVENTS).body_limit(LARGE_BODY_LIMIT);
        let request = parts
            .into_iter()
            .fold(request, |request, (name, value)| match value {
                Some(value) => request.query(name, value),
                None => request,
            });
        self.timeback.operation().fetch_strict(request).await
    }

    /// Returns the job that processes an envelope. `id` is that of a [`Receipt`].
    ///
    /// # Errors
    /// Returns [`Failure::Status`](crate::Failure::Status) 404 for an unknown job, and another failure when the call fails.
    pub async fn job(self, id: &str) -> Result<Job, Error> {
        let request = Request::get(Service::Caliper, JOB).id(id);
        let response = self.timeback.operation().fetch_strict(request).await?;
        Job::read(response).map_err(|failure| failure.of(Service::Caliper))
    }

    /// Same as [`send`](Self::send) for events that are serialized already.
    pub(crate) async fn send_prepared(
        self,
        sensor: &str,
        events: &[&Value],
    ) -> Result<Receipt, Error> {
        self.post(EVENT, sensor, events).await
    }

    async fn post<E: Serialize>(
        self,
        route: &'static str,
        sensor: &str,
        events: &[E],
    ) -> Result<Receipt, Error> {
        let sent_at = self.timeback.clock().now();
        // The platform knows an event that came before by its id.
        let request = Request::new(Method::POST, Service::Caliper, route)
            .repeatable()
            .body(envelope(sensor, sent_at, events));
        self.timeback.operation().fetch_strict(request).await
    }
}

/// Builds an envelope.
pub(super) fn envelope<E: Serialize>(sensor: &str, sent_at: Timestamp, events: &[E]) -> Value {
    json!({
        "sensor": sensor,
        "sendTime": format!("{sent_at:.3}"),
        "dataVersion": VERSION,
        "data": events,
    })
}
