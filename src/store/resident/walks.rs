//! Where walks over the whole network or its log run: on threads of their own, few at a time.
//!
//! A walk that has begun cannot be stopped: its asker may leave or run out of time, and it goes on to its end. So its
//! place is free again only when it has ended, and whoever waits for a place and leaves has caused no work at all.

use std::num::NonZero;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::{Reading, StoreError, Unavailable};

/// The places for walks.
#[derive(Debug)]
pub(super) struct Walks(Arc<Semaphore>);

impl Walks {
    /// As many places as there are processors, and at least two: a long walk should not stop all others.
    pub(super) fn new() -> Self {
        let processors = std::thread::available_parallelism().map_or(2, NonZero::get);
        Self::with(processors.max(2))
    }

    fn with(places: usize) -> Self {
        Self(Arc::new(Semaphore::new(places)))
    }

    /// Runs a walk when there is a place for it.
    pub(super) fn run<R: Send + 'static>(
        &self,
        walk: impl FnOnce() -> R + Send + 'static,
    ) -> Reading<'static, R> {
        let places = self.0.clone();
        Box::pin(async move {
            let broken = || StoreError::from(Unavailable::WalkBrokenOff);
            let place = places.acquire_owned().await.map_err(|_| broken())?;
            let walked = tokio::task::spawn_blocking(move || {
                let walked = walk();
                drop(place);
                walked
            });
            walked.await.map_err(|_| broken())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use futures_util::FutureExt as _;

    use super::*;

    /// Many ask and leave; as many walks run as there are places, until they end.
    #[tokio::test]
    async fn askers_that_left_cause_no_more_walks_than_there_are_places() {
        let walks = Walks::with(2);
        let begun = Arc::new(AtomicUsize::new(0));
        let (end, mut ended) = (Vec::new(), Vec::new());
        let mut end: Vec<mpsc::Sender<()>> = end;
        for _ in 0..50 {
            let (may_end, wait) = mpsc::channel::<()>();
            let begun = begun.clone();
            let mut asked = walks.run(move || {
                begun.fetch_add(1, Ordering::SeqCst);
                wait.recv().is_err()
            });
            // It is asked as far as it comes at once, and then left.
            assert!(asked.as_mut().now_or_never().is_none());
            end.push(may_end);
            ended.push(asked);
        }
        ended.clear();
        let next = walks.run(|| ());
        drop(end);
        next.await.expect("a place became free");
        assert_eq!(begun.load(Ordering::SeqCst), 2);
    }
}
