use super::{ClientAuth, Endpoints, Row, UserRequest};
use crate::{ExternalProvider, oauth::read};

const USER: UserRequest = UserRequest {
    method: "GET",
    token_in_path: false,
    headers: &[],
    in_token_answer: None,
};

const OPENID: &[&str] = &["openid", "profile", "email"];

const OIDC: Row = Row {
    provider: ExternalProvider::Google,
    endpoints: Endpoints::Oidc {
        issuer: "https://accounts.google.com",
    },
    scopes: OPENID,
    scope_separator: " ",
    has_pkce: true,
    client_auth: ClientAuth::Post,
    client_id: "client_id",
    authorize: &[],
    requires_nonce: true,
    user: USER,
    read_user: read::openid,
    read_emails: None,
};

const OAUTH2: Row = Row {
    has_pkce: false,
    requires_nonce: false,
    ..OIDC
};

/// The rows of the table.
pub const ROWS: [Row; 14] = [
    Row {
        // Without it there is no refresh token.
        authorize: &[("access_type", "offline")],
        ..OIDC
    },
    Row {
        provider: ExternalProvider::GitLab,
        endpoints: Endpoints::Oidc {
            issuer: "https://gitlab.com",
        },
        ..OIDC
    },
    Row {
        provider: ExternalProvider::LinkedIn,
        endpoints: Endpoints::Oidc {
            issuer: "https://www.linkedin.com/oauth",
        },
        // PKCE is for native apps there, at other addresses; and its ID tokens have no nonce.
        has_pkce: false,
        requires_nonce: false,
        ..OIDC
    },
    Row {
        provider: ExternalProvider::Twitch,
        endpoints: Endpoints::Oidc {
            issuer: "https://id.twitch.tv/oauth2",
        },
        scopes: &["openid", "user:read:email"],
        has_pkce: false,
        authorize: &[(
            "claims",
            r#"{"userinfo":{"email":null,"email_verified":null,"picture":null,"preferred_username":null}}"#,
        )],
        ..OIDC
    },
    Row {
        // Every tenant has an issuer of its own, so without a configured one there is no issuer to check an ID token by.
        provider: ExternalProvider::Microsoft,
        endpoints: Endpoints::OAuth2 {
            authorize: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
            token: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
            user: "https://graph.microsoft.com/oidc/userinfo",
            emails: None,
        },
        scopes: &["openid", "profile", "email", "offline_access"],
        read_user: read::microsoft,
        ..OIDC
    },
    Row {
        provider: ExternalProvider::GitHub,
        endpoints: Endpoints::OAuth2 {
            authorize: "https://github.com/login/oauth/authorize",
            token: "https://github.com/login/oauth/access_token",
            user: "https://api.github.com/user",
            emails: Some("https://api.github.com/user/emails"),
        },
        scopes: &["read:user", "user:email"],
        has_pkce: true,
        read_user: read::github,
        read_emails: Some(read::github_emails),
        ..OAUTH2
    },
    Row {
        provider: ExternalProvider::Bitbucket,
        endpoints: Endpoints::OAuth2 {
            authorize: "https://bitbucket.org/site/oauth2/authorize",
            token: "https://bitbucket.org/site/oauth2/access_token",
            user: "https://api.bitbucket.org/2.0/user",
            emails: Some("https://api.bitbucket.org/2.0/user/emails"),
        },
        scopes: &["account", "email"],
        client_auth: ClientAuth::Basic,
        read_user: read::bitbucket,
        read_emails: Some(read::bitbucket_emails),
        ..OAUTH2
    },
    Row {
        provider: ExternalProvider::Facebook,
        endpoints: Endpoints::OAuth2 {
            authorize: "https://www.facebook.com/v23.0/dialog/oauth",
            token: "https://graph.facebook.com/v23.0/oauth/access_token",
            user: "https://graph.facebook.com/v23.0/me?fields=id,name,first_name,last_name,email,picture",
            emails: None,
        },
        scopes: &["public_profile", "email"],
        scope_separator: ",",
        read_user: read::facebook,
        ..OAUTH2
    },
    Row {
        provider: ExternalProvider::Discord,
        endpoints: Endpoints::OAuth2 {
            authorize: "https://discord.com/oauth2/authorize",
            token: "https://discord.com/api/oauth2/token",
            user: "https://discord.com/api/users/@me",
            emails: None,
        },
        scopes: &["identify", "email"],
        read_user: read::discord,
        ..OAUTH2
    },
    Row {
        provider: ExternalProvider::Twitter,
        endpoints: Endpoints::OAuth2 {
            authorize: "https://x.com/i/oauth2/authorize",
            token: "https://api.x.com/2/oauth2/token",
            user: "https://api.x.com/2/users/me?user.fields=id,name,username,profile_image_url",
            emails: None,
        },
        scopes: &["users.read", "tweet.read", "offline.access"],
        has_pkce: true,
        client_auth: ClientAuth::Basic,
        read_user: read::twitter,
        ..OAUTH2
    },
    Row {
        provider: ExternalProvider::TikTok,
        endpoints: Endpoints::OAuth2 {
            authorize: "https://www.tiktok.com/v2/auth/authorize/",
            token: "https://open.tiktokapis.com/v2/oauth/token/",
            user: "https://open.tiktokapis.com/v2/user/info/?fields=open_id,union_id,avatar_url,display_name",
            emails: None,
        },
        scopes: &["user.info.basic"],
        scope_separator: ",",
        client_id: "client_key",
        read_user: read::tiktok,
        ..OAUTH2
    },
    Row {
        provider: ExternalProvider::Dropbox,
        endpoints: Endpoints::OAuth2 {
            authorize: "https://www.dropbox.com/oauth2/authorize",
            token: "https://api.dropboxapi.com/oauth2/token",
            user: "https://api.dropboxapi.com/2/users/get_current_account",
            emails: None,
        },
        scopes: &["account_info.read"],
        has_pkce: true,
        authorize: &[("token_access_type", "offline")],
        user: UserRequest {
            method: "POST",
            ..USER
        },
        read_user: read::dropbox,
        ..OAUTH2
    },
    Row {
        provider: ExternalProvider::Notion,
        endpoints: Endpoints::OAuth2 {
            authorize: "https://api.notion.com/v1/oauth/authorize",
            token: "https://api.notion.com/v1/oauth/token",
            user: "https://api.notion.com/v1/users/me",
            emails: None,
        },
        // What an integration may do is set where it is registered.
        scopes: &[],
        client_auth: ClientAuth::BasicWithJson,
        authorize: &[("owner", "user")],
        user: UserRequest {
            headers: &[("notion-version", "2022-06-28")],
            in_token_answer: Some("/owner/user"),
            ..USER
        },
        read_user: read::notion,
        ..OAUTH2
    },
    Row {
        provider: ExternalProvider::HubSpot,
        endpoints: Endpoints::OAuth2 {
            authorize: "https://app.hubspot.com/oauth/authorize",
            token: "https://api.hubapi.com/oauth/v1/token",
            user: "https://api.hubapi.com/oauth/v1/access-tokens",
            emails: None,
        },
        scopes: &["oauth"],
        user: UserRequest {
            token_in_path: true,
            ..USER
        },
        read_user: read::hubspot,
        ..OAUTH2
    },
];
