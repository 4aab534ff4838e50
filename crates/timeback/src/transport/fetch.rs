//! Requests with a typed response.

use serde::de::DeserializeOwned;

use super::{ApiResponse, Operation, Request, body};
use crate::{Error, Service, lenient};

impl Operation<'_> {
    /// Sends a request and decodes the response leniently: fields that cannot be read are left out where possible.
    pub async fn fetch<T: lenient::LenientDecode>(self, request: Request) -> Result<T, Error> {
        let (service, route) = (request.service, request.route);
        let response = self.call(request).await?;
        self.read(service, route, &response)
    }

    /// Sends a request and decodes the response strictly.
    pub async fn fetch_strict<T: DeserializeOwned>(self, request: Request) -> Result<T, Error> {
        let service = request.service;
        let response = self.call(request).await?;
        body::decode(&response.body).map_err(|failure| failure.of(service))
    }

    /// Decodes a response leniently; counts and logs what was left out.
    pub fn read<T: lenient::LenientDecode>(
        self,
        service: Service,
        route: &'static str,
        response: &ApiResponse,
    ) -> Result<T, Error> {
        let (value, left_out) =
            lenient::decode(&response.body).map_err(|failure| failure.of(service))?;
        self.transport
            .dispatcher
            .record_left_out(service, route, &left_out);
        Ok(value)
    }
}
