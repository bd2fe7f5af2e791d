//! What happened, line by line: lines are only ever added, and each holds the hash of the line before.

use crate::{
    atomic::read_regular,
    error::{At, Result, StoreError},
    private,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    io::Write,
    path::{Path, PathBuf},
};

const BEGIN: &str = "{\"hash\":\"";
const MIDDLE: &str = "\",\"line\":";
const DIGITS: usize = 64;

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LedgerLine {
    /// Its number, from 1.
    pub number: u64,
    /// When it was written, as the clock of the machine said.
    pub at: String,
    /// What happened.
    pub entry: Value,
}

/// A ledger in a file of JSON lines. The hash of a line is that of the hash before and its own text, so that no line can be changed,
/// put in or left out without being found by [`Ledger::read`].
#[derive(Debug, Clone)]
pub struct Ledger {
    path: PathBuf,
}

impl Ledger {
    /// A ledger, which need not exist yet.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Every line, held to its hash.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] naming the first line that is not as it was written, [`StoreError::Io`].
    pub fn read(&self) -> Result<Vec<LedgerLine>> {
        let Tail { lines, wrong, .. } = self.tail()?;
        match wrong {
            Some(line) => Err(StoreError::Tampered { path: self.path.clone(), line }),
            None => Ok(lines),
        }
    }

    /// The lines that are as they were written, the others left out.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn sound(&self) -> Result<Vec<LedgerLine>> {
        Ok(self.tail()?.lines)
    }

    /// Adds a line and syncs it. What a killed process left of a line is cut off: nobody was told of it. A line that was changed
    /// since stays as it is, to be found.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn append(&self, at: &str, entry: &impl Serialize) -> Result<()> {
        let tail = self.tail()?;
        if let Some(line) = tail.wrong {
            tracing::warn!(path = %self.path.display(), line, "a line of the ledger is not as it was written");
        }
        let entry = serde_json::to_value(entry).map_err(std::io::Error::other).at("encode a line of", &self.path)?;
        let line = LedgerLine { number: tail.count + 1, at: at.to_owned(), entry };
        let text = serde_json::to_string(&line).map_err(std::io::Error::other).at("encode a line of", &self.path)?;
        let whole = [BEGIN, &hash(&tail.last, &text), MIDDLE, &text, "}\n"].concat();
        private::folder(self.path.parent().unwrap_or(Path::new(".")))?;
        let mut file = private::append(&self.path)?;
        file.set_len(tail.whole).at("cut off a torn line of", &self.path)?;
        file.write_all(whole.as_bytes()).at("add to", &self.path)?;
        file.sync_all().at("sync", &self.path)
    }

    fn tail(&self) -> Result<Tail> {
        let bytes = read_regular(&self.path)?.unwrap_or_default();
        let mut tail = Tail { lines: Vec::new(), wrong: None, last: String::new(), count: 0, whole: 0 };
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let Some(line) = piece.strip_suffix(b"\n") else { break };
            tail.whole += piece.len() as u64;
            tail.count += 1;
            let text = std::str::from_utf8(line);
            match text.map(|line| sound(&tail.last, tail.count, line)) {
                Ok(Some(found)) => tail.lines.push(found),
                Ok(None) | Err(_) => {
                    tail.wrong.get_or_insert(tail.count);
                }
            }
            // The next line stands on the hash that this one claims, so that only the line that was changed is found wrong.
            tail.last = text.map_or("", |line| claimed(line).unwrap_or("")).to_owned();
        }
        Ok(tail)
    }
}

/// What a ledger ends in.
struct Tail {
    /// Lines that are as they were written.
    lines: Vec<LedgerLine>,
    /// The first that is not.
    wrong: Option<u64>,
    /// The hash of the last line.
    last: String,
    /// Number of lines.
    count: u64,
    /// Bytes of whole lines.
    whole: u64,
}

fn claimed(line: &str) -> Option<&str> {
    line.strip_prefix(BEGIN)?.get(..DIGITS)
}

fn sound(previous: &str, number: u64, line: &str) -> Option<LedgerLine> {
    let text = line.strip_prefix(BEGIN)?.get(DIGITS..)?.strip_prefix(MIDDLE)?.strip_suffix('}')?;
    let Ok(found) = serde_json::from_str::<LedgerLine>(text) else { return None };
    (claimed(line)? == hash(previous, text) && found.number == number).then_some(found)
}

fn hash(previous: &str, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(previous.as_bytes()).update(&[0]).update(text.as_bytes());
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::Ledger;
    use crate::StoreError;
    use std::fs;

    #[test]
    fn a_line_that_is_changed_left_out_or_put_elsewhere_is_found_and_a_torn_one_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.jsonl");
        let ledger = Ledger::new(&path);
        for n in 0..4 {
            ledger.append("2025-01-01T00:00:00Z", &serde_json::json!({ "n": n })).unwrap();
        }
        assert_eq!(ledger.read().unwrap().len(), 4);
        let good = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = good.lines().collect();
        let wrong = |text: String| {
            fs::write(&path, text).unwrap();
            match ledger.read() {
                Err(StoreError::Tampered { line, .. }) => line,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(wrong(good.replace("{\"n\":1}", "{\"n\":7}")), 2);
        assert_eq!(wrong(format!("{}\n{}\n{}\n", lines[0], lines[2], lines[3])), 2);
        assert_eq!(wrong(format!("{}\n{}\n{}\n{}\n", lines[1], lines[0], lines[2], lines[3])), 1);
        assert_eq!(ledger.sound().unwrap().len(), 1, "only the last stands where it stood");
        for cut in 1..lines[3].len() {
            fs::write(&path, &good[..good.len() - cut]).unwrap();
            ledger.append("later", &serde_json::json!({ "n": 3 })).unwrap();
            assert_eq!(ledger.read().unwrap().len(), 4, "{cut}");
        }
    }
}
