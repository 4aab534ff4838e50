//! Where the services live, and how a question to them begins.

use reqwest::Method;

use crate::{Error, Failure, Service, transport::Request};

/// A path of the rostering service.
macro_rules! rostering {
    ($path:literal) => {
        concat!("/ims/oneroster/rostering/v1p2", $path)
    };
}

/// A path of the gradebook service.
macro_rules! gradebook {
    ($path:literal) => {
        concat!("/ims/oneroster/gradebook/v1p2", $path)
    };
}

pub(super) use {gradebook, rostering};

/// `method route`, its braces filled with `ids`.
///
/// An empty id or one of dots alone would vanish from the path and turn a question about one record into one about
/// all of them: such an id is refused here.
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
