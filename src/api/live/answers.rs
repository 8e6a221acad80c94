//! The answers to questions, told anew when changes altered them.

use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{BoxStream, StreamExt, unfold};
use sha2::{Digest as _, Sha256};
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, sleep_until};

use super::Event;
use crate::api::answer::RootAnswer;
use crate::api::run::answer_root;
use crate::plan::lower::{Catalog, RootField};
use crate::plan::viewer::Sight;
use crate::store::Store;

/// Who follows an answer.
pub(crate) struct Asker {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) sight: Arc<Sight>,
    /// How long to wait at least after an answer was made before it is made anew: all changes meanwhile count as one.
    pub(crate) pause: Duration,
    /// Places for those who make an answer: each walks the network.
    pub(crate) places: Arc<Semaphore>,
}

/// Answers a question now, and again whenever the answer is another one, until the store is gone or it cannot be answered.
pub(crate) fn follow(asker: Asker, root: RootField) -> BoxStream<'static, Event> {
    let follow = asker.store.follow();
    let next = Instant::now();
    let follower = Follower { asker, root, follow, next, told: None, is_over: false };
    unfold(follower, Follower::next).boxed()
}

struct Follower {
    asker: Asker,
    root: RootField,
    follow: watch::Receiver<u64>,
    /// When the answer may be made anew.
    next: Instant,
    /// The answer that was told last, as its hash.
    told: Option<[u8; 32]>,
    is_over: bool,
}

impl Follower {
    async fn next(mut self) -> Option<(Event, Self)> {
        if self.is_over {
            return None;
        }
        loop {
            if self.told.is_some() {
                self.follow.changed().await.ok()?;
                sleep_until(self.next).await;
            }
            // What is changed from here on is a reason to look again.
            self.follow.borrow_and_update();
            let answer = self.answer().await?;
            self.next = Instant::now() + self.asker.pause;
            let Some(json) = &answer.json else {
                // Such as a sector that is gone: whoever asked should know, and ask for something else.
                self.is_over = true;
                return Some((Event { answer, cursor: None, is_end: true }, self));
            };
            let hash: [u8; 32] = Sha256::digest(json).into();
            if self.told != Some(hash) {
                self.told = Some(hash);
                return Some((Event { answer, cursor: None, is_end: false }, self));
            }
        }
    }

    async fn answer(&self) -> Option<RootAnswer> {
        let Asker { store, catalog, sight, places, .. } = &self.asker;
        let _place = places.acquire().await.ok()?;
        Some(answer_root(&self.root, sight, catalog, &**store).await)
    }
}
