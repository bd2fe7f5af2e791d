//! The time that a run may take.

use crate::error::{PipelineError, Result};
use std::time::{Duration, Instant};

/// A run's deadline, looked at between submissions and between stages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    begun: Instant,
    minutes: Option<u64>,
}

impl Deadline {
    /// Starts now; without a number of minutes there is none.
    pub(crate) fn new(minutes: Option<u64>) -> Self {
        Self { begun: Instant::now(), minutes }
    }

    /// Goes on, or says where the run stood when its time was over.
    pub(crate) fn check(&self, place: impl FnOnce() -> String) -> Result<()> {
        match self.minutes {
            Some(minutes) if self.begun.elapsed() >= Duration::from_secs(minutes * 60) => {
                Err(PipelineError::Deadline { minutes, place: place() })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Deadline;

    #[test]
    fn a_run_beyond_its_deadline_says_where_it_stood() {
        let text = Deadline::new(Some(0)).check(|| "at S1".to_owned()).unwrap_err().to_string();
        assert!(text.contains("at S1"), "{text}");
        Deadline::new(Some(1)).check(String::new).unwrap();
        Deadline::new(None).check(String::new).unwrap();
    }
}
