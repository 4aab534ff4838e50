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

/// The Caliper service. Made by [`Timeback::caliper`].
#[derive(Debug, Clone, Copy)]
pub struct CaliperClient<'a> {
    timeback: &'a Timeback,
}

/// Which events to list. Nothing asks for all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventQuery {
    /// At most so many in the page.
    pub limit: Option<u32>,
    /// From this one on, counted from 0.
    pub offset: Option<u32>,
    /// Sent by this sensor.
    pub sensor: Option<String>,
    /// Happened at this instant or later.
    pub start_at: Option<Timestamp>,
    /// Happened at this instant or before.
    pub end_at: Option<Timestamp>,
    /// About the actor with this IRI.
    pub actor_id: Option<String>,
    /// About the actor with this address.
    pub actor_email: Option<String>,
}

impl<'a> CaliperClient<'a> {
    pub(crate) fn new(timeback: &'a Timeback) -> Self {
        Self { timeback }
    }

    /// Sends the events in one envelope, as `sensor` (an IRI). The platform takes in all of them or none; those it has
    /// already, by their ids, count no more, so sending again is safe.
    ///
    /// # Errors
    /// A [`Failure::Status`](crate::Failure::Status) 400 says that an event is not valid; anything else, that
    /// the platform could not be reached or did not take the envelope in.
    pub async fn send(self, sensor: &str, events: &[Event]) -> Result<Receipt, Error> {
        self.post(EVENT, sensor, events).await
    }

    /// Asks whether [`send`](Self::send) would succeed; the platform takes nothing in.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn validate(self, sensor: &str, events: &[Event]) -> Result<(), Error> {
        self.post(VALIDATE, sensor, events).await.map(|_| ())
    }

    /// A page of the events the platform has.
    ///
    /// # Errors
    /// The platform could not be reached or did not answer as it should.
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

    /// How far the work on an envelope is; `id` is a [`Receipt`]'s. The platform answers with the job bare or under the
    /// key `job`.
    ///
    /// # Errors
    /// The platform could not be reached, has no such job (404), or did not answer as it should.
    pub async fn job(self, id: &str) -> Result<Job, Error> {
        let request = Request::get(Service::Caliper, JOB).id(id);
        let answer = self.timeback.operation().fetch_strict(request).await?;
        Job::read(answer).map_err(|failure| failure.of(Service::Caliper))
    }

    /// As [`send`](Self::send), for events that are JSON already.
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

/// What a sensor sends its events in.
pub(super) fn envelope<E: Serialize>(sensor: &str, sent_at: Timestamp, events: &[E]) -> Value {
    json!({
        "sensor": sensor,
        "sendTime": format!("{sent_at:.3}"),
        "dataVersion": VERSION,
        "data": events,
    })
}
