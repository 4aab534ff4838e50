//! Account linking by a provider's verified address.

use identity::{
    ConfirmLinkError, LinkProof, LinkStart, ProviderSignIn, SignedIn, Token, oidc::Claims,
};

use super::{
    mailed_codes::strict,
    school::{MAYA, PASSWORD, School, client, email, one_time, presented},
};
use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    a_newcomer_whom_nobody_knows_is_let_in_at_once,
    the_password_of_the_account_joins_it,
    a_wrong_proof_signs_in_nobody_and_counts,
    an_account_that_is_not_theirs_stays_as_it_was,
    a_confirmation_is_not_waited_for_for_ever,
    a_banned_account_is_joined_by_nobody,
];

pub fn claims(address: &str) -> Claims {
    Claims {
        issuer: "https://idp.example".into(),
        subject: "maya".into(),
        email: email(address),
        email_verified: true,
        given_name: "Maya".into(),
        family_name: "Okafor".into(),
    }
}

impl School {
    pub async fn arrive(&self, claims: &Claims) -> ProviderSignIn {
        self.identity
            .sign_in_with_provider(claims, None, &client())
            .await
            .unwrap()
    }

    pub async fn let_in(&self, claims: &Claims) -> SignedIn {
        match self.arrive(claims).await {
            ProviderSignIn::SignedIn(signed_in) => *signed_in,
            ProviderSignIn::Confirm(_) => panic!("an account is in the way"),
        }
    }

    pub async fn asked(&self, claims: &Claims) -> LinkStart {
        match self.arrive(claims).await {
            ProviderSignIn::Confirm(start) => start,
            ProviderSignIn::SignedIn(_) => panic!("nobody was asked"),
        }
    }

    pub async fn confirm_link(
        &self,
        token: &Token,
        proof: &LinkProof,
    ) -> Result<SignedIn, ConfirmLinkError> {
        self.identity
            .confirm_link(token, proof, None, &client())
            .await
    }

    /// The user of a session.
    pub async fn user(&self, signed_in: &SignedIn) -> String {
        let session = self
            .identity
            .find_session(&signed_in.token, &identity::ClientInfo::default())
            .await
            .unwrap();
        session.expect("a session").user.id.as_str().to_owned()
    }

    pub async fn users(&self) -> i64 {
        self.store.number("SELECT COUNT(*) FROM users").await
    }
}

fn password(password: &str) -> LinkProof {
    LinkProof::Password(presented(password))
}

async fn a_newcomer_whom_nobody_knows_is_let_in_at_once(store: Store) {
    let school = strict(store).await;
    let first = school.let_in(&claims(MAYA)).await;
    let again = school.let_in(&claims(MAYA)).await;
    assert_eq!(school.user(&first).await, school.user(&again).await);
    assert_eq!(school.users().await, 1);
}

async fn the_password_of_the_account_joins_it(store: Store) {
    let school = strict(store).await;
    let maya = school.confirm().await.account.id;
    let start = school.asked(&claims("Maya@Example.com")).await;
    let pending = school
        .identity
        .find_pending_link(&start.token)
        .await
        .unwrap();
    assert!(pending.expect("a question").has_password);
    let signed_in = school
        .confirm_link(&start.token, &password(PASSWORD))
        .await
        .unwrap();
    assert_eq!(school.user(&signed_in).await, maya.as_str());
    let account = school.identity.find_account(&maya).await.unwrap().unwrap();
    let providers: Vec<_> = account
        .identities
        .iter()
        .map(|one| one.provider.as_str())
        .collect();
    assert_eq!(providers, ["email", "timeback"]);
    assert!(school.log().await.contains(&"identity_linked".to_owned()));

    let again = school.let_in(&claims(MAYA)).await;
    assert_eq!(
        school.user(&again).await,
        maya.as_str(),
        "from now on at once"
    );
    assert!(school.try_sign_in(MAYA, PASSWORD).await.is_ok());
    let twice = school.confirm_link(&start.token, &password(PASSWORD)).await;
    std::assert_matches!(twice, Err(ConfirmLinkError::LinkExpired));
}

async fn a_wrong_proof_signs_in_nobody_and_counts(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    let start = school.asked(&claims(MAYA)).await;
    for _ in 0..3 {
        let wrong = school
            .confirm_link(&start.token, &password("not the password"))
            .await;
        std::assert_matches!(wrong, Err(ConfirmLinkError::InvalidCredentials));
    }
    for _ in 0..2 {
        let wrong = school
            .confirm_link(&start.token, &LinkProof::Code(one_time("00000000")))
            .await;
        std::assert_matches!(wrong, Err(ConfirmLinkError::CodeExpired));
    }
    let right = school.confirm_link(&start.token, &password(PASSWORD)).await;
    std::assert_matches!(
        right,
        Err(ConfirmLinkError::LinkExpired),
        "five tries are all"
    );
    let browsers = "SELECT COUNT(*) FROM sessions WHERE token_hash IS NOT NULL";
    assert_eq!(school.store.number(browsers).await, 0);
}

async fn an_account_that_is_not_theirs_stays_as_it_was(store: Store) {
    let school = strict(store).await;
    let maya = school.confirm().await.account.id;
    let start = school.asked(&claims(MAYA)).await;
    school
        .identity
        .drop_pending_link(&start.token)
        .await
        .unwrap();
    let late = school.confirm_link(&start.token, &password(PASSWORD)).await;
    std::assert_matches!(late, Err(ConfirmLinkError::LinkExpired));
    let account = school.identity.find_account(&maya).await.unwrap().unwrap();
    assert_eq!(account.identities.len(), 1);
    assert_eq!(school.users().await, 1);
}

async fn a_confirmation_is_not_waited_for_for_ever(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    let start = school.asked(&claims(MAYA)).await;
    school.clock.pass(MINUTE * 30);
    let late = school.confirm_link(&start.token, &password(PASSWORD)).await;
    std::assert_matches!(late, Err(ConfirmLinkError::LinkExpired));
    school.identity.clean_up().await.unwrap();
    let left = "SELECT COUNT(*) FROM pending_links";
    assert_eq!(school.store.number(left).await, 0);
}

async fn a_banned_account_is_joined_by_nobody(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    let start = school.asked(&claims(MAYA)).await;
    school
        .store
        .execute("UPDATE users SET banned_until = 9000000000000000")
        .await;
    let refused = school.confirm_link(&start.token, &password(PASSWORD)).await;
    std::assert_matches!(refused, Err(ConfirmLinkError::UserBanned));
}
