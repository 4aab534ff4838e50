use secrecy::SecretString;
use url::Url;

use super::{SettingsError, encrypted, source::Raw};

/// Settings of the bucket that keeps the files of pictures.
#[derive(Debug, Clone)]
pub struct PictureStorage {
    /// The bucket in `PICTURE_STORAGE_URL`.
    pub bucket: String,
    /// What the names of all objects begin with; it may be empty.
    pub prefix: String,
    /// `AWS_ENDPOINT_URL`: the server, when it is not Amazon's.
    pub endpoint: Option<Url>,
    /// `AWS_REGION`: the region.
    pub region: Option<String>,
    /// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
    pub credentials: Option<(String, SecretString)>,
    /// `AWS_SESSION_TOKEN`: belongs to temporary credentials.
    pub session_token: Option<SecretString>,
}

impl PictureStorage {
    /// Validates the settings. `None` when no bucket is configured.
    pub(super) fn from_raw(raw: &Raw) -> Result<Option<Self>, SettingsError> {
        let Some(storage) = &raw.picture_storage_url else {
            return Ok(None);
        };
        let invalid = || SettingsError::Invalid {
            name: "PICTURE_STORAGE_URL",
            must: "a bucket, like s3://bucket or s3://bucket/folder",
        };
        let storage = Url::parse(storage).map_err(|_| invalid())?;
        let bucket = storage.host_str().filter(|_| {
            storage.scheme() == "s3"
                && storage.username().is_empty()
                && storage.port().is_none()
                && storage.query().is_none()
                && storage.fragment().is_none()
        });
        let credentials = match (&raw.aws_access_key_id, &raw.aws_secret_access_key) {
            (Some(id), Some(secret)) => Some((id.clone(), secret.clone())),
            (None, None) => None,
            (Some(_), None) => return missing("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID is set"),
            (None, Some(_)) => return missing("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY is set"),
        };
        Ok(Some(Self {
            bucket: bucket.ok_or_else(invalid)?.to_owned(),
            prefix: storage.path().trim_matches('/').to_owned(),
            endpoint: raw
                .aws_endpoint_url
                .as_deref()
                .map(|url| encrypted("AWS_ENDPOINT_URL", url))
                .transpose()?,
            region: raw.aws_region.clone(),
            credentials,
            session_token: raw.aws_session_token.clone(),
        }))
    }
}

fn missing<T>(name: &'static str, because: &'static str) -> Result<T, SettingsError> {
    Err(SettingsError::Missing { name, because })
}

#[cfg(test)]
mod tests {
    use crate::server::config::Settings;

    fn storage(variables: &[(&str, &str)]) -> Result<super::PictureStorage, String> {
        let value = |name: &str| variables.iter().find(|(key, _)| *key == name);
        let settings =
            Settings::from_variables(|name| value(name).map(|(_, value)| (*value).to_owned()));
        let settings = settings.map_err(|error| error.to_string())?;
        settings.pictures.ok_or_else(|| "none".to_owned())
    }

    #[test]
    fn a_bucket_has_a_name_and_perhaps_a_folder() {
        let found = storage(&[("PICTURE_STORAGE_URL", "s3://school/pictures/of/users/")]).unwrap();
        assert_eq!(
            (found.bucket.as_str(), found.prefix.as_str()),
            ("school", "pictures/of/users")
        );
        assert_eq!(storage(&[]).unwrap_err(), "none");
    }

    #[test]
    fn each_wrong_setting_is_named() {
        const BUCKET: (&str, &str) = ("PICTURE_STORAGE_URL", "s3://school");
        let cases: [(&[(&str, &str)], &str); 6] = [
            (
                &[("PICTURE_STORAGE_URL", "https://school.s3.example")],
                "PICTURE_STORAGE_URL must be a bucket",
            ),
            (
                &[("PICTURE_STORAGE_URL", "s3://id:hush@school")],
                "PICTURE_STORAGE_URL must be a bucket",
            ),
            (
                &[BUCKET, ("AWS_ACCESS_KEY_ID", "id")],
                "AWS_SECRET_ACCESS_KEY is missing",
            ),
            (
                &[BUCKET, ("AWS_SECRET_ACCESS_KEY", "hush")],
                "AWS_ACCESS_KEY_ID is missing",
            ),
            (
                &[BUCKET, ("AWS_ENDPOINT_URL", "http://minio.example:9000")],
                "AWS_ENDPOINT_URL must be a URL that begins with https://",
            ),
            (
                &[BUCKET, ("AWS_ENDPOINT_URL", "minio")],
                "AWS_ENDPOINT_URL must be a URL",
            ),
        ];
        for (variables, sentence) in cases {
            let error = storage(variables).unwrap_err();
            assert!(
                error.starts_with(sentence) && !error.contains("hush"),
                "{error}"
            );
        }
    }
}
