//! The threads that audit, and the wish to break off.

use std::sync::{
    OnceLock,
    atomic::{AtomicBool, Ordering},
};

use rayon::{
    ThreadPool, ThreadPoolBuilder,
    iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator},
};

/// So many reports a thread has before it: enough to work on, few enough to be held.
const A_THREAD: usize = 16;

/// Whether somebody wants the run to end.
static BROKEN_OFF: AtomicBool = AtomicBool::new(false);

/// From now on a run that is broken off ends by itself, with what it has, rather than at once.
pub(super) fn listen() {
    // Where there are no signals, the run just ends.
    let _ = ctrlc::set_handler(|| {
        if BROKEN_OFF.swap(true, Ordering::Relaxed) {
            // Asked twice: at once, then.
            std::process::abort();
        }
    });
}

/// Whether the run is to end.
pub(super) fn is_broken_off() -> bool {
    BROKEN_OFF.load(Ordering::Relaxed)
}

/// A pool that is made when there is work for more than one thread.
pub(super) struct Threads {
    n: usize,
    pool: OnceLock<Option<ThreadPool>>,
    /// Of the only thread.
    buffer: Vec<u8>,
}

impl Threads {
    /// So many threads.
    pub(super) fn new(n: usize) -> Self {
        Self {
            n,
            pool: OnceLock::new(),
            buffer: Vec::new(),
        }
    }

    /// How many things to do at once.
    pub(super) fn at_once(&self) -> usize {
        if self.n > 1 { self.n * A_THREAD } else { 1 }
    }

    /// Whether there is but one.
    pub(super) fn is_one(&self) -> bool {
        self.n <= 1
    }

    /// Does `work` on each of `all`, and returns the results in the same order; the caller's thread does
    /// something else `meanwhile`.
    ///
    /// The work is given bytes that it may use as it likes.
    pub(super) fn each<T: Send, U: Send, M>(
        &mut self,
        all: Vec<T>,
        work: impl Fn(&mut Vec<u8>, T) -> U + Sync,
        meanwhile: impl FnOnce() -> M,
    ) -> (Vec<U>, M) {
        if all.len() > 1 && !self.is_one() {
            let pool = self
                .pool
                .get_or_init(|| ThreadPoolBuilder::new().num_threads(self.n).build().ok());
            if let Some(pool) = pool {
                let mut done = Vec::new();
                let all = all.into_par_iter().with_max_len(1);
                let meant = pool.in_place_scope(|scope| {
                    scope.spawn(|_| {
                        done = all
                            .map_init(Vec::new, |buffer, one| work(buffer, one))
                            .collect();
                    });
                    meanwhile()
                });
                return (done, meant);
            }
        }
        let meant = meanwhile();
        let buffer = &mut self.buffer;
        (
            all.into_iter().map(|one| work(buffer, one)).collect(),
            meant,
        )
    }
}
