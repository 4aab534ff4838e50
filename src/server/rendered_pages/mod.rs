//! Pages that are rendered once a change of what they show, and not once a request.
//!
//! Only the nonce of a page's scripts is new in every answer.

mod page;
mod record;
mod repeat;

use std::{sync::Arc, time::Duration};

use messages::Language;
use timeback::Revision;

use self::page::RenderedPage;
pub use self::repeat::repeat;
use crate::viewer::CurrentUser;

/// The pages that show nothing but what [`Inputs`] has, and only without a query.
const PATHS: [&str; 2] = ["/profile", "/history"];

/// How long a page is kept: those that say how old their figures are change every minute.
const LIFETIME: Duration = Duration::from_mins(1);

/// The memory for rendered pages, in bytes: two thousand of them.
const CAPACITY: u64 = 32 * 1024 * 1024;

/// The last rendered pages of each session. Cheap to clone.
#[derive(Clone)]
pub struct RenderedPages(moka::sync::Cache<Key, Arc<Rendered>>);

type Key = (String, &'static str);

struct Rendered {
    inputs: Inputs,
    page: RenderedPage,
}

/// All that a page is made of. Two pages of equal inputs are the same but for the nonce.
#[derive(Debug, PartialEq)]
struct Inputs {
    viewer: CurrentUser,
    language: Language,
    /// The revision of the cached profile.
    revision: Revision,
    /// The age of the profile in minutes.
    age: i64,
    may_have_students: bool,
    /// Where a sign-out leads, which the page's policy allows.
    logout_origin: Option<String>,
}

impl Default for RenderedPages {
    fn default() -> Self {
        let pages = moka::sync::Cache::builder()
            .max_capacity(CAPACITY)
            .weigher(|_, rendered: &Arc<Rendered>| rendered.page.size())
            .time_to_live(LIFETIME)
            .build();
        Self(pages)
    }
}

impl RenderedPages {
    /// Forgets the pages of a session.
    pub fn forget(&self, session: &str) {
        for path in PATHS {
            self.0.invalidate(&(session.to_owned(), path));
        }
    }

    /// Returns the page that was rendered of these inputs.
    fn find(&self, path: &'static str, inputs: &Inputs) -> Option<Arc<Rendered>> {
        let rendered = self.0.get(&key(path, inputs))?;
        (rendered.inputs == *inputs).then_some(rendered)
    }

    fn keep(&self, path: &'static str, inputs: Inputs, page: RenderedPage) {
        let key = key(path, &inputs);
        self.0.insert(key, Arc::new(Rendered { inputs, page }));
    }
}

fn key(path: &'static str, inputs: &Inputs) -> Key {
    (inputs.viewer.session.as_str().to_owned(), path)
}
