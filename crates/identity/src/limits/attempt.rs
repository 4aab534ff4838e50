use super::{Key, Limits, Quota};

/// An attempt in progress. Dropped without a result, because its client went away, it counts as a wrong one.
#[must_use = "an attempt that is not recorded counts as a wrong one"]
pub struct Attempt {
    pub(super) limits: Limits,
    pub(super) taken: Vec<(Key, Quota)>,
    /// Whether the tokens are from the shared buckets.
    pub(super) is_shared: bool,
}

impl Attempt {
    /// Records the result: only a wrong guess, as `is_wrong` says of its error, stays counted.
    ///
    /// # Errors
    /// Returns the error of `outcome`.
    pub async fn record_result<T, E>(
        self,
        outcome: Result<T, E>,
        is_wrong: impl FnOnce(&E) -> bool,
    ) -> Result<T, E> {
        if !outcome.as_ref().is_err_and(is_wrong) {
            self.give_back().await;
        }
        outcome
    }

    async fn give_back(self) {
        let Self { limits, taken, .. } = &self;
        if !self.is_shared {
            let now = limits.env.now();
            limits.with(|buckets| {
                for (key, quota) in taken {
                    buckets.give_back(*key, *quota, now);
                }
            });
        } else if let Some(shared) = &limits.shared {
            // Buckets that do not answer fill up by themselves.
            let _given_back = shared.give_back(taken).await;
        }
    }
}
