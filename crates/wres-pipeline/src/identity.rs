//! What makes two pieces of work the same: the hash of everything they depend on.

use serde::Serialize;

/// The version of what reading, rules and counting make of the same inputs. What an earlier version kept in the cache is not used again, so
/// raise it whenever any of them gives something else for the same files; a test holds the golden counts to it.
pub const RESULTS_VERSION: u32 = 3;

/// Collects what a result depends on into one hash. Every part is named and length-prefixed, so that no two different
/// collections of parts can run together into the same bytes.
pub(crate) struct Identity(blake3::Hasher);

impl Identity {
    /// Starts with what the result is, the version of the program and that of its results.
    pub(crate) fn of(what: &str) -> Self {
        let version = format!("{} {RESULTS_VERSION}", env!("CARGO_PKG_VERSION"));
        Self(blake3::Hasher::new()).with("what", what).with("version", version)
    }

    /// Adds the build of the program: what was rendered or counted by another is not taken for what this one would.
    pub(crate) fn of_this_build(self) -> Self {
        self.with("build", env!("WRES_BUILD"))
    }

    /// Adds a part.
    pub(crate) fn with(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        for part in [name.as_bytes(), value.as_ref()] {
            self.0.update(&(part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
        self
    }

    /// Adds a part through its JSON form.
    pub(crate) fn with_json(self, name: &str, value: &impl Serialize) -> Self {
        // Values given here are plain data; were one not representable, its error text still tells it from others.
        let text = serde_json::to_string(value).unwrap_or_else(|error| error.to_string());
        self.with(name, text)
    }

    /// The hash in hexadecimal.
    pub(crate) fn finish(self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Identity;

    #[test]
    fn parts_do_not_run_together() {
        let one = Identity::of("x").with("a", "bc").with("d", "").finish();
        let two = Identity::of("x").with("a", "b").with("d", "c").finish();
        assert_ne!(one, two);
    }
}
