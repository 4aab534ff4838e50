//! Signing keys of access tokens.

use std::time::Duration;

use identity::Grant;
use jsonwebtoken::jwk::KeyAlgorithm;
use secrecy::ExposeSecret as _;

use super::school::{MAYA, School, token};
use crate::store::{Store, on_both_engines};

on_both_engines![
    processes_that_start_together_sign_with_the_same_keys,
    a_key_is_announced_before_it_signs_and_known_after_it_has,
    the_store_alone_does_not_open_what_is_sealed_in_it,
];

const QUARTER: Duration = Duration::from_hours(90 * 24);

async fn processes_that_start_together_sign_with_the_same_keys(store: Store) {
    let school = School::on(store).await;
    let other = school.another_process().await;
    let (here, there) = tokio::join!(school.identity.published_keys(), other.published_keys());
    let (here, there) = (here.unwrap(), there.unwrap());
    assert_eq!((here.keys.len(), here), (2, there));
}

async fn a_key_is_announced_before_it_signs_and_known_after_it_has(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    let mut published = vec![names(&school).await];
    let (mut signed_by, mut accepted) = (Vec::new(), 0);
    school.clock.pass(QUARTER);
    for _ in 0..6 {
        school.identity.clean_up().await.unwrap();
        published.push(names(&school).await);
        let signed = school.sign_in(MAYA).await;
        signed_by.push(signer(&signed));
        school.clock.pass(Duration::from_mins(59));
        accepted += usize::from(school.authenticate(&signed).await.is_ok());
        school.clock.pass(Duration::from_mins(1));
    }
    assert_eq!(accepted, 6, "no token fails while keys change");
    let counts: Vec<_> = published.iter().map(Vec::len).collect();
    assert_eq!(counts, [1, 2, 2, 2, 1, 1, 1]);
    let (old, new) = (&published[0][0], &published[6][0]);
    assert_ne!(old, new);
    assert_eq!(&signed_by[0], old);
    assert_eq!(&signed_by[1], new);
}

async fn the_store_alone_does_not_open_what_is_sealed_in_it(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let swapped = "UPDATE sessions SET refresh_key = (SELECT private_key FROM signing_keys)";
    school.store.execute(swapped).await;
    let refused = school
        .identity
        .refresh(token(&grant), &super::school::client())
        .await;
    let error = refused.unwrap_err().to_string();
    assert_eq!(
        error,
        "the account store holds a sealed secret that cannot be read"
    );
}

/// The keys that sign access tokens.
async fn names(school: &School) -> Vec<String> {
    let keys = school.identity.published_keys().await.unwrap().keys;
    let of_access_tokens = Some(KeyAlgorithm::ES256);
    keys.into_iter()
        .filter(|key| key.common.key_algorithm == of_access_tokens)
        .map(|key| key.common.key_id.unwrap())
        .collect()
}

fn signer(grant: &Grant) -> String {
    let token = grant.access_token.expose_secret();
    jsonwebtoken::decode_header(token).unwrap().kid.unwrap()
}
