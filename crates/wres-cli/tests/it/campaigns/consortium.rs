//! A small consortium on disk, runs of it that are bounded in time, and what they left.

use crate::keep_private;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// The site that everything is done to.
pub(super) const VICTIM: &str = "D0000002";
pub(super) const PERIODS: [&str; 2] = ["2023-24", "2024-25"];
/// No run of these few people may take longer: two minutes, even where tests share a machine. `WRES_BOUND_SECONDS` says otherwise for a
/// campaign that others are let before.
fn bound() -> Duration {
    let seconds = std::env::var("WRES_BOUND_SECONDS").map_or(120, |text| text.parse().unwrap());
    Duration::from_secs(seconds)
}

/// Numbers from a seed (xorshift64*).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below another.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound as u64).unwrap()
    }
}

/// The program: the one that was built, or another that is to be tried, such as an installed one.
pub(super) fn program() -> PathBuf {
    std::env::var_os("WRES_PROGRAM").map_or_else(|| assert_cmd::cargo::cargo_bin!("wres").to_owned(), PathBuf::from)
}

/// How many rounds a campaign has: a few in the tests, `WRES_CAMPAIGN` or so many by command.
pub(super) fn rounds(long: usize) -> usize {
    std::env::var("WRES_CAMPAIGN").map_or(long, |text| text.parse().unwrap())
}

/// Says how far a campaign by command has come, every ten rounds.
#[expect(clippy::print_stderr, reason = "whoever waits for a campaign reads it")]
pub(super) fn say_how_far(name: &str, round: usize, rounds: usize) {
    if round.is_multiple_of(10) && rounds > 50 {
        eprintln!("{name}: {round} of {rounds} rounds held");
    }
}

/// The seed of a campaign by command: `WRES_SEED`, or 2.
pub(super) fn seed() -> u64 {
    std::env::var("WRES_SEED").map_or(2, |text| text.parse().unwrap())
}

/// Three sites with sixty people each and two years.
pub(super) struct Consortium {
    folder: TempDir,
}

impl Consortium {
    pub(super) fn new() -> Self {
        let this = Self { folder: tempfile::tempdir().unwrap() };
        let synth = ["synth", ".", "--kind", "clean", "--sites", "3", "--rows", "60"];
        assert!(this.wres(&synth).success());
        let mut pipeline = "name = \"t\"\ntitle = \"T\"\nstandards = [\"sc-wres-2024\"]\ngroupings = [\"binary\"]\n\
                            [disclosure]\naudit = \"audit\"\n"
            .to_owned();
        PERIODS.iter().for_each(|period| pipeline.push_str(&format!("[[period]]\nlabel = \"{period}\"\n")));
        (1..=3).for_each(|n| pipeline.push_str(&format!("[[site]]\nid = \"D000000{n}\"\nname = \"Site {n}\"\n")));
        fs::write(this.path("p.toml"), pipeline).unwrap();
        fs::write(this.path("key"), "3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b").unwrap();
        keep_private(&this.path("key"));
        this
    }

    pub(super) fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    /// The folder of the victim in the later year.
    pub(super) fn inbox(&self) -> PathBuf {
        self.path(&format!("inbox/{}/{VICTIM}", PERIODS[1]))
    }

    /// Starts the program.
    pub(super) fn start(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(program());
        command.current_dir(self.folder.path()).args(arguments).env("WRES_KEY_FILE", "key").env("WRES_LOG", "error");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Runs the program to its end, which must come within a bounded time.
    pub(super) fn wres(&self, arguments: &[&str]) -> ExitStatus {
        let mut child = self.start(arguments);
        let begin = Instant::now();
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                return status;
            }
            if begin.elapsed() > bound() {
                child.kill().unwrap();
                panic!("{arguments:?} did not end within {:?}", bound());
            }
            sleep(Duration::from_millis(5));
        }
    }

    /// The exit code of a run.
    pub(super) fn run(&self) -> i32 {
        self.wres(&["run", "p.toml"]).code().unwrap()
    }

    /// What a command answers in JSON, and its exit code.
    pub(super) fn ask(&self, arguments: &[&str]) -> (Value, i32) {
        let output = Command::new(program())
            .current_dir(self.folder.path())
            .args(arguments)
            .args(["--json"])
            .env("WRES_KEY_FILE", "key")
            .output()
            .unwrap();
        let answer = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{arguments:?}: {output:?}"));
        (answer, output.status.code().unwrap())
    }

    /// What is published, by name.
    pub(super) fn published(&self) -> BTreeMap<String, Vec<u8>> {
        let latest = fs::read_link(self.path("out/t/latest")).unwrap();
        files(&self.path("out/t").join(latest))
    }

    /// What the lake holds of accepted submissions, and the feedback.
    pub(super) fn standing(&self) -> BTreeMap<String, Vec<u8>> {
        let mut standing = files(&self.path("lake"));
        standing.retain(|name, _| {
            !["cache/", "ledger", "run.lock", "corrections/", "key.check"].iter().any(|start| name.starts_with(start))
        });
        standing
    }

    /// The exact outcomes of every site but the victim.
    pub(super) fn others(&self) -> Vec<Value> {
        let latest = fs::read_link(self.path("out/t/latest")).unwrap();
        let exact = fs::read(self.path("audit").join(latest).join("outcomes.json")).unwrap();
        let exact: Vec<Value> = serde_json::from_slice(&exact).unwrap();
        let mut others = Vec::new();
        for mut outcome in exact {
            let scope = outcome["place"]["scope"].to_string();
            if scope.contains("D000000") && !scope.contains(VICTIM) {
                // Where a site stands among all sites depends on the others.
                let parts = ["place", "grouping", "group", "cases", "base"];
                others.push(Value::from_iter(parts.map(|part| (part, outcome[part].take()))));
            }
        }
        assert!(others.len() > 100, "{}", others.len());
        others
    }
}

/// Every file below a folder by its name; links are left out.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Removes whatever lies at a path.
pub(super) fn remove(path: &Path) {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path).unwrap(),
        Ok(_) => fs::remove_file(path).unwrap(),
        Err(_) => {}
    }
}

/// Writes files below a folder.
pub(super) fn restore(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    remove(folder);
    fs::create_dir_all(folder).unwrap();
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
