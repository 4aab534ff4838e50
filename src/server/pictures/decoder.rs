use std::sync::Arc;

use axum::body::Bytes;
use display_error_chain::DisplayErrorChain;
use tokio::sync::Semaphore;

use identity::Picture;
use picture::InvalidPicture;

/// The most uploads that wait to be decoded, with the one that is: each is up to 2 MB.
const QUEUE: usize = 16;

/// Decodes uploaded pictures off the asynchronous threads, one at a time: a decoder may need 200 MB. Cheap to clone.
#[derive(Debug, Clone)]
pub struct PictureDecoder {
    places: Arc<Semaphore>,
    worker: Arc<Semaphore>,
}

/// Why an upload made no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// It is none that is accepted.
    Invalid(InvalidPicture),
    /// Too many others wait; a retry in a moment may succeed.
    Busy,
}

impl Default for PictureDecoder {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(QUEUE)),
            worker: Arc::new(Semaphore::new(1)),
        }
    }
}

impl PictureDecoder {
    /// Decodes an upload, and encodes it anew.
    ///
    /// # Errors
    /// [`DecodeError`] says when.
    pub async fn decode(&self, upload: Bytes) -> Result<Picture, DecodeError> {
        let (Ok(_place), worker) = (self.places.try_acquire(), self.worker.clone()) else {
            return Err(DecodeError::Busy);
        };
        let Ok(turn) = worker.acquire_owned().await else {
            return Err(DecodeError::Busy);
        };
        let decoding = tokio::task::spawn_blocking(move || {
            // It is given back when the work is done, also when nobody waits for it any more.
            let _turn = turn;
            picture::encode(&upload)
        });
        let encoded = decoding.await.unwrap_or_else(|error| {
            tracing::error!(
                error = %DisplayErrorChain::new(&error),
                "the decoder of a picture panicked"
            );
            Err(InvalidPicture::Damaged)
        });
        let encoded = encoded.map_err(DecodeError::Invalid)?;
        Ok(Picture::new(
            encoded.content_type,
            encoded.large,
            encoded.small,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn more_than_may_wait_are_asked_to_come_again() {
        let decoder = PictureDecoder::default();
        let uploads = (0..=QUEUE).map(|_| decoder.decode(Bytes::from_static(b"no picture")));
        let answers = futures_util::future::join_all(uploads).await;
        let refused = |error| answers.iter().filter(|it| **it == Err(error)).count();
        assert_eq!(refused(DecodeError::Busy), 1);
        let invalid = DecodeError::Invalid(InvalidPicture::UnknownFormat);
        assert_eq!(refused(invalid), QUEUE);
        let later = decoder.decode(Bytes::from_static(b"no picture")).await;
        assert_eq!(later, Err(invalid));
    }
}
