//! Routes of the rostering and gradebook services.

use reqwest::Method;

use crate::{Error, Failure, Service, transport::Request};

/// A route of the rostering service.
macro_rules! rostering {
    ($path:literal) => {
        concat!("/ims/oneroster/rostering/v1p2", $path)
    };
}

/// A route of the gradebook service.
macro_rules! gradebook {
    ($path:literal) => {
        concat!("/ims/oneroster/gradebook/v1p2", $path)
    };
}

pub(super) use {gradebook, rostering};

/// Builds a request; `ids` replace the route's segments in braces.
///
/// # Errors
/// Returns [`Failure::InvalidId`] for an empty id or one of dots alone, with which the route would be that of the list.
pub(super) fn request<'i>(
    method: Method,
    route: &'static str,
    ids: impl IntoIterator<Item = &'i str>,
) -> Result<Request, Error> {
    let mut request = Request::new(method, Service::OneRoster, route);
    for id in ids {
        if matches!(id, "" | "." | "..") {
            return Err(Failure::InvalidId.of(Service::OneRoster));
        }
        request = request.id(id);
    }
    Ok(request)
}
