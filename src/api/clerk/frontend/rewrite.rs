use axum::{
    extract::Request,
    http::{Method, Uri, uri::PathAndQuery},
};
use url::form_urlencoded;

/// Reads a request as its client means it: the method that `_method` names, so that browsers need not ask for permission
/// first, and the path without the slash that some of its paths end in.
pub fn rewrite<B>(mut request: Request<B>) -> Request<B> {
    if request.method() == Method::POST
        && let Some(method) = request.uri().query().and_then(meant)
    {
        *request.method_mut() = method;
    }
    if let Some(uri) = without_slash(request.uri()) {
        *request.uri_mut() = uri;
    }
    request
}

/// The method that the query names. Only what changes something: a page of another site may make a browser send GET.
fn meant(query: &str) -> Option<Method> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let (_, method) = pairs.find(|(name, _)| name == "_method")?;
    let methods = [Method::PATCH, Method::PUT, Method::DELETE];
    methods.into_iter().find(|it| it.as_str() == method)
}

fn without_slash(uri: &Uri) -> Option<Uri> {
    let path = uri.path().strip_suffix('/')?;
    if path.is_empty() {
        return None;
    }
    let path = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(path).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(method: Method, uri: &str) -> String {
        let request = Request::builder().method(method).uri(uri).body(()).unwrap();
        let request = rewrite(request);
        format!("{} {}", request.method(), request.uri())
    }

    #[test]
    fn a_post_may_stand_for_another_method_that_changes_something() {
        for (uri, expected) in [
            ("/me?_method=PATCH", "PATCH /me?_method=PATCH"),
            ("/me?a=b&_method=DELETE", "DELETE /me?a=b&_method=DELETE"),
            ("/me?_method=GET", "POST /me?_method=GET"),
            ("/me?_method=patch", "POST /me?_method=patch"),
            ("/me", "POST /me"),
        ] {
            assert_eq!(rewritten(Method::POST, uri), expected);
        }
        let of_get = rewritten(Method::GET, "/me?_method=DELETE");
        assert_eq!(of_get, "GET /me?_method=DELETE");
    }

    #[test]
    fn a_slash_at_the_end_is_not_part_of_the_path() {
        for (uri, expected) in [
            ("/me/email_addresses/", "POST /me/email_addresses"),
            ("/me/backup_codes/?a=b", "POST /me/backup_codes?a=b"),
            ("/", "POST /"),
        ] {
            assert_eq!(rewritten(Method::POST, uri), expected);
        }
    }
}
