use std::time::Duration;

use axum::{body::Body, http::Request, response::Response};

use super::{pictures::MAX_UPLOAD, text};

/// What the requests of a group of routes may bring.
#[derive(Debug, Clone, Copy)]
pub struct BodyRules {
    /// Maximum size of the body.
    pub most: usize,
    /// Deadline for receiving it; cuts slow-body attacks.
    pub deadline: Duration,
    /// Whether it is a file, which may have any byte.
    is_file: bool,
}

impl BodyRules {
    /// Rules of all routes but those for files.
    pub const ORDINARY: Self = Self {
        most: 64 * 1024,
        deadline: Duration::from_secs(10),
        is_file: false,
    };

    /// Rules of the routes that take a file, perhaps from a phone with a bad connection.
    pub const UPLOADS: Self = Self {
        most: MAX_UPLOAD,
        deadline: Duration::from_secs(25),
        is_file: true,
    };

    /// Rejects NUL characters: in the URL, and in a body that is no file.
    ///
    /// # Errors
    /// Returns a 400 response.
    #[expect(
        clippy::result_large_err,
        reason = "tower-http's validation layer takes a whole response as the error"
    )]
    pub fn check_text(self, request: &mut Request<Body>) -> Result<(), Response> {
        if self.is_file {
            text::check_url(request)
        } else {
            text::check(request)
        }
    }
}
