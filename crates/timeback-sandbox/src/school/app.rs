//! The apps that students work in.

use super::subject::Subject;

/// An app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct App {
    /// What people call it.
    pub name: &'static str,
}

impl App {
    /// The app called `name`.
    pub fn new(name: &'static str) -> Self {
        Self { name }
    }

    /// Every app of the district, each once.
    pub fn all() -> Vec<Self> {
        let apps = Subject::TAUGHT.into_iter().flat_map(Subject::apps);
        apps.map(|name| Self::new(name)).collect()
    }

    /// Its sourcedId.
    pub fn id(self) -> String {
        format!("app-{}", self.slug())
    }

    /// Where it is served.
    pub fn domain(self) -> String {
        format!("{}.example.com", self.slug())
    }

    fn slug(self) -> String {
        self.name.to_lowercase().replace(' ', "-")
    }
}
