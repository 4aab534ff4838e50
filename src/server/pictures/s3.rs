use std::time::Duration;

use futures_util::{FutureExt as _, future::BoxFuture};
use object_store::{
    Attribute, Attributes, ClientOptions, Error, ObjectStore as _, ObjectStoreExt as _, PutOptions,
    RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    path::Path,
};
use secrecy::ExposeSecret as _;

use crate::server::config::PictureStorage;
use identity::{BucketError, PictureBucket};

/// Time limit of a request to the bucket, and of it with its retries: somebody waits for the answer.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);
const WITH_RETRIES: Duration = Duration::from_secs(8);

/// The files of pictures in an S3-compatible bucket.
#[derive(Debug)]
pub struct S3Bucket {
    store: AmazonS3,
    prefix: Path,
}

impl S3Bucket {
    /// The bucket of these settings. What they leave open comes from the environment, as in other programs for AWS: the
    /// credentials of a machine's role, for instance.
    ///
    /// # Errors
    /// Returns an error when the settings contradict each other. Nothing is sent yet.
    pub fn new(settings: &PictureStorage) -> Result<Self, Error> {
        let mut builder = AmazonS3Builder::from_env()
            .with_bucket_name(&settings.bucket)
            // A part of the interface that not every server has.
            .with_disable_bulk_delete(true)
            .with_retry(RetryConfig {
                max_retries: 2,
                retry_timeout: WITH_RETRIES,
                ..RetryConfig::default()
            });
        let mut client = ClientOptions::new().with_timeout(REQUEST_TIMEOUT);
        if let Some(endpoint) = &settings.endpoint {
            builder = builder.with_endpoint(endpoint.as_str());
            client = client.with_allow_http(endpoint.scheme() == "http");
        }
        if let Some(region) = &settings.region {
            builder = builder.with_region(region);
        }
        if let Some((id, secret)) = &settings.credentials {
            builder = builder
                .with_access_key_id(id)
                .with_secret_access_key(secret.expose_secret());
        }
        if let Some(token) = &settings.session_token {
            builder = builder.with_token(token.expose_secret());
        }
        Ok(Self {
            store: builder.with_client_options(client).build()?,
            prefix: Path::from(settings.prefix.as_str()),
        })
    }

    fn path(&self, object: &str) -> Path {
        object.split('/').fold(self.prefix.clone(), Path::join)
    }
}

impl PictureBucket for S3Bucket {
    fn put<'a>(
        &'a self,
        object: &'a str,
        content_type: &'a str,
        content: Vec<u8>,
    ) -> BoxFuture<'a, Result<(), BucketError>> {
        let content_type = (Attribute::ContentType, content_type.to_owned());
        let options = PutOptions {
            attributes: Attributes::from_iter([content_type]),
            ..PutOptions::default()
        };
        async move {
            let path = self.path(object);
            let put = self.store.put_opts(&path, content.into(), options);
            put.await.map_err(BucketError::new)?;
            Ok(())
        }
        .boxed()
    }

    fn get<'a>(&'a self, object: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, BucketError>> {
        async move {
            match self.store.get(&self.path(object)).await {
                Ok(found) => {
                    let content = found.bytes().await.map_err(BucketError::new)?;
                    Ok(Some(content.into()))
                }
                Err(Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(BucketError::new(error)),
            }
        }
        .boxed()
    }

    fn delete<'a>(&'a self, object: &'a str) -> BoxFuture<'a, Result<(), BucketError>> {
        async move {
            match self.store.delete(&self.path(object)).await {
                Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(BucketError::new(error)),
            }
        }
        .boxed()
    }
}
