use identity::{ExternalFailure, ExternalProvider};
use messages::Messages;

/// Why an account at a provider was not connected.
pub fn provider_failure(
    failure: ExternalFailure,
    provider: ExternalProvider,
    text: &Messages,
) -> String {
    let name = provider.name();
    match failure {
        ExternalFailure::AccessDenied => text.account_provider_denied(name),
        ExternalFailure::TokenExchange | ExternalFailure::UserInfo => {
            text.account_provider_unreadable(name)
        }
        ExternalFailure::AccountExists => text.account_provider_of_another(name),
        ExternalFailure::AlreadyLinked => text.account_provider_linked(name),
        ExternalFailure::AccountMismatch => text.account_provider_mismatch(name),
        ExternalFailure::NoVerifiedEmail => text.account_provider_unverified(name),
        ExternalFailure::SignUpOff => text.account_provider_sign_up_off(),
        ExternalFailure::UserBanned => text.account_provider_banned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use messages::Language;

    #[test]
    fn the_page_says_in_english_what_the_api_says() {
        let (provider, text) = (ExternalProvider::Google, Language::En.messages());
        for failure in ExternalFailure::ALL {
            let words = provider_failure(failure, provider, text);
            assert_eq!(words, failure.message(provider));
        }
    }
}
