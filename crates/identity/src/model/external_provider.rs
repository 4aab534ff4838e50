/// A provider other than Timeback at which users have accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExternalProvider {
    /// Facebook.
    Facebook,
    /// GitHub.
    GitHub,
    /// Google.
    Google,
    /// `HubSpot`.
    HubSpot,
    /// `TikTok`.
    TikTok,
    /// GitLab.
    GitLab,
    /// Discord.
    Discord,
    /// X, which was Twitter.
    Twitter,
    /// Twitch.
    Twitch,
    /// `LinkedIn`.
    LinkedIn,
    /// Dropbox.
    Dropbox,
    /// Bitbucket.
    Bitbucket,
    /// Microsoft.
    Microsoft,
    /// Notion.
    Notion,
}

/// The names of a provider: the provider, the name in settings and APIs, the strategy in Clerk's API, the name people know.
type Names = (ExternalProvider, &'static str, &'static str, &'static str);

const NAMES: [Names; 14] = [
    (
        ExternalProvider::Facebook,
        "facebook",
        "oauth_facebook",
        "Facebook",
    ),
    (ExternalProvider::GitHub, "github", "oauth_github", "GitHub"),
    (ExternalProvider::Google, "google", "oauth_google", "Google"),
    (
        ExternalProvider::HubSpot,
        "hubspot",
        "oauth_hubspot",
        "HubSpot",
    ),
    (ExternalProvider::TikTok, "tiktok", "oauth_tiktok", "TikTok"),
    (ExternalProvider::GitLab, "gitlab", "oauth_gitlab", "GitLab"),
    (
        ExternalProvider::Discord,
        "discord",
        "oauth_discord",
        "Discord",
    ),
    (
        ExternalProvider::Twitter,
        "twitter",
        "oauth_twitter",
        "X (Twitter)",
    ),
    (ExternalProvider::Twitch, "twitch", "oauth_twitch", "Twitch"),
    (
        ExternalProvider::LinkedIn,
        "linkedin",
        "oauth_linkedin",
        "LinkedIn",
    ),
    (
        ExternalProvider::Dropbox,
        "dropbox",
        "oauth_dropbox",
        "Dropbox",
    ),
    (
        ExternalProvider::Bitbucket,
        "bitbucket",
        "oauth_bitbucket",
        "Bitbucket",
    ),
    (
        ExternalProvider::Microsoft,
        "microsoft",
        "oauth_microsoft",
        "Microsoft",
    ),
    (ExternalProvider::Notion, "notion", "oauth_notion", "Notion"),
];

impl ExternalProvider {
    /// All providers, in the order in which they are offered.
    pub const ALL: [Self; 14] = [
        Self::Google,
        Self::Microsoft,
        Self::GitHub,
        Self::GitLab,
        Self::Bitbucket,
        Self::Facebook,
        Self::Discord,
        Self::LinkedIn,
        Self::Twitter,
        Self::Twitch,
        Self::TikTok,
        Self::Dropbox,
        Self::Notion,
        Self::HubSpot,
    ];

    /// The provider's name in settings, in the database and in APIs: `github`.
    pub fn as_str(self) -> &'static str {
        self.names().1
    }

    /// The strategy's name in Clerk's API: `oauth_github`.
    pub fn strategy(self) -> &'static str {
        self.names().2
    }

    /// The name that people know: `GitHub`.
    pub fn name(self) -> &'static str {
        self.names().3
    }

    /// The provider of this name, with or without the prefix `oauth_`.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.strip_prefix("oauth_").unwrap_or(name);
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }

    fn names(self) -> &'static Names {
        let mut names = NAMES.iter();
        names.find(|it| it.0 == self).unwrap_or(&NAMES[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_has_names_of_its_own_and_is_found_by_them() {
        for provider in ExternalProvider::ALL {
            assert_eq!(provider.names().0, provider);
            assert_eq!(ExternalProvider::parse(provider.as_str()), Some(provider));
            assert_eq!(ExternalProvider::parse(provider.strategy()), Some(provider));
        }
        for unknown in ["", "oauth_", "GitHub", "email", "timeback"] {
            assert_eq!(ExternalProvider::parse(unknown), None, "{unknown}");
        }
    }
}
