//! What a sequence learns from the service, where it does not know what an operation did.

use std::collections::HashMap;

use identity::{
    Aal, Account, Email, SessionId, SessionStatus, UserId, UserOrder, UserQuery, UserSort,
};

use super::{people::People, person::Person, provider::Profile};

impl People<'_> {
    pub async fn account(&self, user: usize) -> Option<Account> {
        let id = &self.users[user].id;
        self.identity().find_account(id).await.unwrap()
    }

    /// The user whose session this is. None if the user is gone: an account whose address nobody has verified gives way
    /// to whoever verifies it, even while its own user signs in.
    pub async fn user_of(&self, session: &SessionId) -> Option<UserId> {
        let found = self.identity().find_user_session(session).await.unwrap();
        found.map(|it| it.user)
    }

    pub async fn is_active(&self, session: &SessionId) -> bool {
        let found = self.identity().find_user_session(session).await.unwrap();
        found.is_some_and(|it| it.status == SessionStatus::Active)
    }

    /// The user to whom this account at a provider is linked.
    pub async fn linked_to(&self, profile: &Profile) -> Option<UserId> {
        for person in &self.users {
            let accounts = self.identity().external_accounts(&person.id).await;
            let is_it = |it: &identity::ExternalAccount| {
                it.provider == profile.provider && it.subject.as_ref() == Some(&profile.subject)
            };
            if accounts.unwrap().iter().any(is_it) {
                return Some(person.id.clone());
            }
        }
        None
    }

    /// The code in the newest mail to this address, if it brings one.
    pub async fn mailed_code(&self, address: &str) -> Option<String> {
        let mails = self.identity().waiting_mails().await.unwrap();
        let mail = mails.into_iter().find(|mail| mail.recipient == address)?;
        let is_code = |word: &&str| word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit());
        mail.text
            .split_whitespace()
            .find(is_code)
            .map(str::to_owned)
    }

    /// Notes who else has this address now: somebody new may have signed up.
    pub async fn meet(&mut self, address: &Email) {
        let query = UserQuery {
            email_addresses: vec![address.as_str().to_owned()],
            ..UserQuery::default()
        };
        let sort = UserSort {
            by: UserOrder::CreatedAt,
            is_descending: false,
        };
        let found = self.identity().list_users(&query, sort, 10, 0).await;
        for user in found.unwrap() {
            let id = user.account.id;
            if self.find(&id).is_none() {
                self.users.push(Person::new(id, false));
            }
        }
    }

    /// Notes who has verified their first address, by how many each user has, and whose accounts are gone because another user has
    /// verified theirs.
    pub fn observe_newcomers(&mut self, verified: &HashMap<String, i64>) {
        for user in (0..self.users.len()).rev() {
            let person = &mut self.users[user];
            match verified.get(person.id.as_str()) {
                Some(verified) => person.is_confirmed |= *verified > 0,
                None if !person.is_confirmed => self.forget(user),
                None => {}
            }
        }
    }

    /// Notes that the user's account is gone.
    pub fn forget(&mut self, user: usize) {
        self.end(user, |_| false);
        self.users.remove(user);
    }

    /// Notes whether the user still has the app and a second factor at all: without one, no session has shown one.
    pub async fn observe_factors(&mut self, user: usize) {
        let Some(account) = self.account(user).await else {
            return;
        };
        let person = &mut self.users[user];
        let has = |app: &super::person::App| account.factors.iter().any(|it| it.id == app.factor);
        person.app = person.app.take().filter(has);
        if !account.has_second_factor() {
            for session in &mut person.sessions {
                session.aal = Aal::One;
            }
        }
    }

    /// Notes what became of everybody's sessions and factors.
    pub async fn observe(&mut self) {
        for user in 0..self.users.len() {
            let mut active = Vec::new();
            for session in &self.users[user].sessions {
                if self.is_active(&session.id).await {
                    active.push(session.id.clone());
                }
            }
            self.end(user, |it| active.contains(&it.id));
            self.observe_factors(user).await;
        }
    }
}
