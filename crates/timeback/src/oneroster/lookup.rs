//! Lookup of users by e-mail address or id, within one operation.

use reqwest::Method;

use super::{
    Filter, Limit, Query, Resource, User,
    envelope::{Envelope, Single},
    routes,
};
use crate::{Error, Failure, Service, transport::Operation};

/// Finds at most `limit` users with exactly this address, including deleted ones. With a limit of 2 this is the official
/// SDK's request.
pub(crate) async fn find_users(
    operation: Operation<'_>,
    email: &str,
    limit: u8,
) -> Result<Vec<User>, Error> {
    let query = Query::new()
        .filter(Filter::eq(User::EMAIL, email))
        .limit(Limit::parse(limit.into()).unwrap_or(Limit::DEFAULT));
    let mut request = routes::request(Method::GET, User::TABLE.list, [])?;
    request.query = query.pairs(query.start());
    let mut response: Envelope<User> = operation.fetch(request).await?;
    match response.unread.pop() {
        // An undecodable user may be another one with this address, which would make it ambiguous.
        Some(failure) => Err(failure.of(Service::OneRoster)),
        None => Ok(response.items),
    }
}

/// Finds the user with this id. `None` if it is unknown or deleted.
pub(crate) async fn find_user(operation: Operation<'_>, id: &str) -> Result<Option<User>, Error> {
    let request = routes::request(Method::GET, User::TABLE.item, [id])?;
    match operation.fetch(request).await {
        Ok(Single(user)) => Ok(Some(user).filter(|user: &User| !user.is_deleted())),
        Err(Error {
            failure: Failure::Status { status: 404, .. },
            ..
        }) => Ok(None),
        Err(error) => Err(error),
    }
}
