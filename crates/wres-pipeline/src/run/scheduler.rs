//! The one scheduler of a run, over the one pool of threads.

use crate::error::{PipelineError, Result};
use rayon::ThreadPool;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Gives out work to the threads of a run.
pub(super) struct Scheduler {
    pool: ThreadPool,
}

impl Scheduler {
    /// Starts so many threads; 0 means one per core.
    pub(super) fn new(threads: usize) -> Result<Self> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|error| PipelineError::Threads { threads, message: error.to_string() })?;
        Ok(Self { pool })
    }

    /// Does a piece of work that divides itself among the threads.
    pub(super) fn together<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.pool.install(work)
    }

    /// Does one thing for each piece of work, for as many at a time as there are threads, and gives what came of it in the order of
    /// the work. Left to itself, a thread that waits for a part of its piece would begin another piece, and another within that: memory
    /// would grow with the number of pieces.
    pub(super) fn in_order<W: Sync, T: Send>(
        &self,
        work: &[W],
        one: impl Fn(&W) -> Result<T> + Sync,
    ) -> Result<Vec<T>> {
        let next = AtomicUsize::new(0);
        let takes_turns = || {
            let mut done = Vec::new();
            while let Some((place, piece)) =
                Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, work.get(at)?)))
            {
                done.push((place, self.pool.install(|| one(piece))));
            }
            done
        };
        let mut done: Vec<(usize, Result<T>)> = std::thread::scope(|scope| {
            let threads = self.pool.current_num_threads().min(work.len());
            let hands: Vec<_> = (0..threads).map(|_| scope.spawn(takes_turns)).collect();
            hands
                .into_iter()
                .flat_map(|hand| hand.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        done.sort_unstable_by_key(|(place, _)| *place);
        done.into_iter().map(|(_, result)| result).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Scheduler;
    use crate::error::PipelineError;

    #[test]
    fn what_came_of_the_work_stands_in_the_order_of_the_work() {
        let scheduler = Scheduler::new(3).unwrap();
        let work: Vec<u64> = (0..50).collect();
        let slowest_first = |n: &u64| {
            std::thread::sleep(std::time::Duration::from_micros(50 - n));
            Ok(n * n)
        };
        let done = scheduler.in_order(&work, slowest_first).unwrap();
        assert_eq!(done, work.iter().map(|n| n * n).collect::<Vec<_>>());
        assert_eq!(scheduler.in_order(&[], |(): &()| Ok(1)).unwrap(), Vec::<i32>::new());
    }

    #[test]
    fn an_error_of_one_piece_is_the_error_of_all() {
        let scheduler = Scheduler::new(2).unwrap();
        let failed = scheduler.in_order(&["a", "b"], |name| match *name {
            "a" => Ok(()),
            _ => Err(PipelineError::UnknownSite("b".to_owned())),
        });
        assert!(failed.unwrap_err().to_string().contains('b'));
    }
}
