//! What operations make of answers.

use serde::de::DeserializeOwned;

use super::{Answer, Operation, Request, body};
use crate::{Error, Service, lenient};

impl Operation<'_> {
    /// Asks and reads the answer, without what of it cannot be read and can be done without.
    pub async fn fetch<T: lenient::Answer>(self, request: Request) -> Result<T, Error> {
        let (service, route) = (request.service, request.route);
        let answer = self.ask(request).await?;
        self.read(service, route, &answer)
    }

    /// Asks and decodes the answer, all of which is needed.
    pub async fn fetch_whole<T: DeserializeOwned>(self, request: Request) -> Result<T, Error> {
        let service = request.service;
        let answer = self.ask(request).await?;
        body::decode(&answer.body).map_err(|failure| failure.of(service))
    }

    /// Reads an answer of `service` to a question by `route`; counts and logs what was left out of it.
    pub fn read<T: lenient::Answer>(
        self,
        service: Service,
        route: &'static str,
        answer: &Answer,
    ) -> Result<T, Error> {
        let (value, left_out) =
            lenient::decode(&answer.body).map_err(|failure| failure.of(service))?;
        self.transport.traffic.leave_out(service, route, &left_out);
        Ok(value)
    }
}
