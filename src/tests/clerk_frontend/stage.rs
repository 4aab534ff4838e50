use serde_json::Value;

use crate::{
    browser::{Answer, Browser},
    sign_in_pages::actor::{MAYA, PASSWORD, maya_has_an_account},
    store::Store,
    world::World,
};

const ROOT: &str = "/clerk/v1";

/// A dashboard with Clerk's APIs, where Maya has an account.
pub async fn dashboard(store: Store) -> World {
    let key = "sk_test_0123456789abcdef0123456789abcdef";
    let world = World::on_with(store, &[("CLERK_SECRET_KEY", key)]).await;
    maya_has_an_account(&world).await;
    world
}

impl Browser {
    /// Posts a form to Clerk's Frontend API.
    pub async fn clerk(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_form(&format!("{ROOT}{path}"), fields).await
    }

    /// Posts a form that succeeds. Returns the resource.
    pub async fn clerk_ok(&self, path: &str, fields: &[(&str, &str)]) -> Value {
        let answer = self.clerk(path, fields).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()["response"].clone()
    }

    /// The browser's client.
    pub async fn clerk_client(&self) -> Value {
        let answer = self.get(&format!("{ROOT}/client")).await;
        answer.json()["response"].clone()
    }

    /// Signs Maya in by her password. Returns the sign-in.
    pub async fn clerk_sign_in(&self) -> Value {
        let fields = [("identifier", MAYA), ("password", PASSWORD)];
        self.clerk_ok("/client/sign_ins", &fields).await
    }
}

impl Answer {
    /// Status and code of an error in Clerk's form.
    pub fn clerk_error(&self) -> (u16, String) {
        let code = &self.json()["errors"][0]["code"];
        let code = code.as_str().unwrap_or_else(|| panic!("{}", self.body));
        (self.status, code.to_owned())
    }
}
