//! Actor of the account page stories: Maya, her page and the forms she sends.

use crate::{
    accounts::authenticator::Authenticator,
    browser::{Answer, Browser},
    world::{STUDENT, World},
};

pub const PASSWORD: &str = "three green apples";

impl World {
    /// Maya, who signed up through Timeback and set a password.
    pub async fn maya_with_password(&self) -> Browser {
        let maya = self.student(STUDENT).await;
        let told = maya.tell("password", &[("new_password", PASSWORD)]).await;
        assert!(told.contains("Your password is saved."), "{told}");
        maya
    }

    /// The code of the last mail with a code to this address.
    pub async fn mailed_code(&self, address: &str) -> String {
        let mails = self.anonymous().get("/_mailbox").await.body;
        let mail = mails
            .split("<article>")
            .filter(|mail| mail.contains("enter this code"))
            .find(|mail| mail.contains(&format!("To {address}")));
        let words = mail.expect("a mail").split_whitespace();
        let is_code = |word: &&str| word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit());
        words.into_iter().find(is_code).unwrap().to_owned()
    }

    /// An event of hers and one of another student's, both dead-lettered.
    pub async fn refuse_something_of(&self, maya: &Browser) {
        let told = maya.get("/api/timeback/user/verify").await.json();
        let id = told["timebackId"].as_str().unwrap();
        let insert = format!(
            "INSERT INTO outbox (event_id, position, timeback_id, sensor, event, accepted_at, refused_at, reason) \
             VALUES ('hers', 1, '{id}', 's', '{{}}', 1, 2, 'no such course'), ('his', 2, 'nobody', 's', '{{}}', 1, 2, 'late')"
        );
        self.break_store(insert.leak()).await;
    }

    /// The app's current code.
    pub fn code(&self, app: &Authenticator) -> String {
        app.code(self.clock.now().as_second())
    }
}

impl Browser {
    /// Submits a form of the account page.
    pub async fn send_form(&self, form: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_form(&format!("/account/{form}"), fields).await
    }

    /// Submits a form that redirects, and opens the target.
    pub async fn tell(&self, form: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.send_form(form, fields).await;
        assert_eq!(answer.status, 303, "{form}: {}", answer.body);
        self.read(&answer.location()).await
    }

    /// The visible text of a page.
    pub async fn read(&self, address: &str) -> String {
        let page = self.get(address.split('#').next().unwrap()).await;
        assert_eq!(page.status, 200, "{address}");
        page.text()
    }

    /// Enrols an authenticator app; returns it and the page that follows.
    pub async fn set_up_app(&self, world: &World) -> (Authenticator, Answer) {
        let begun = self
            .send_form("factor", &[("factor_name", "My phone")])
            .await;
        assert_eq!(begun.location(), "/account/enrol");
        let page = self.get("/account/enrol").await;
        let key = page.body.split("<code").nth(1).unwrap();
        let key = key.split(['>', '<']).nth(1).unwrap().replace(' ', "");
        let app = Authenticator::new(&key);
        let answer = self
            .send_form("enrol", &[("code", &world.code(&app))])
            .await;
        (app, answer)
    }
}

/// The value of the input with this name.
pub fn value(page: &str, name: &str) -> String {
    let input = page
        .split("<input")
        .find(|input| input.contains(&format!("name=\"{name}\"")));
    let input = input.unwrap_or_else(|| panic!("no field {name}"));
    let input = input.split('>').next().unwrap();
    let value = input.split("value=\"").nth(1).unwrap_or_default();
    value.split('"').next().unwrap_or_default().to_owned()
}
