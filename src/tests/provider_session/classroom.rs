//! A shared computer, used by several children one after another.

use crate::{
    browser::{Browser, ORIGIN},
    platform::Visit,
    world::{SIGN_IN, World},
};

/// A browser that keeps the provider's cookies too.
pub struct Classroom<'w> {
    pub world: &'w World,
    pub browser: Browser,
    pub provider: String,
}

impl<'w> Classroom<'w> {
    pub fn computer(world: &'w World) -> Self {
        Self {
            world,
            browser: world.anonymous(),
            provider: String::new(),
        }
    }

    /// Opens a URL of the provider and keeps its cookie.
    pub async fn visit(&mut self, address: &str) -> Visit {
        let visit = self.world.platform.visit(address, &self.provider).await;
        if let Some(cookie) = &visit.cookie {
            self.provider.clone_from(cookie);
        }
        visit
    }

    /// Presses "Sign in with Timeback". Returns the provider's page, or the redirect's target.
    pub async fn begin(&mut self) -> Visit {
        let authorize = self.browser.get(SIGN_IN).await.location();
        self.visit(&authorize).await
    }

    /// Signs in as this student by the provider's form.
    pub async fn sign_in(&mut self, email: &str) {
        let authorize = self.browser.get(SIGN_IN).await.location();
        let form = self.world.platform.fill_form(&authorize, email).await;
        self.provider = form.cookie.clone().expect("the provider keeps a session");
        self.come_back(&form).await;
    }

    pub async fn come_back(&self, visit: &Visit) {
        let back = visit.location.as_deref().expect("a way back");
        let callback = back.strip_prefix(ORIGIN).unwrap();
        assert_eq!(self.browser.get(callback).await.location(), "/profile");
    }
}
