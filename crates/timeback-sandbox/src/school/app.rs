//! The apps that students use.

use super::subject::Subject;

/// An app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct App {
    /// The name.
    pub name: &'static str,
}

impl App {
    /// Creates an app from its name.
    pub fn new(name: &'static str) -> Self {
        Self { name }
    }

    /// Returns all apps of the district.
    pub fn all() -> Vec<Self> {
        let apps = Subject::TAUGHT.into_iter().flat_map(Subject::apps);
        apps.map(|name| Self::new(name)).collect()
    }

    /// Returns the sourcedId.
    pub fn id(self) -> String {
        format!("app-{}", self.slug())
    }

    /// Returns the domain.
    pub fn domain(self) -> String {
        format!("{}.example.com", self.slug())
    }

    fn slug(self) -> String {
        self.name.to_lowercase().replace(' ', "-")
    }
}
