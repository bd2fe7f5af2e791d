//! The ground a run stands on: a folder with inbox, mappings, key and pipeline file.

use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use wres_pipeline::{Config, KeySource, PipelineError, RunOptions, RunSummary, Silent, SiteRenderer, Usual, run_with};
use wres_synth::{Consortium, Plan};

/// A consortium on disk.
pub(crate) struct Ground {
    pub(crate) folder: TempDir,
    pub(crate) consortium: Consortium,
}

impl Ground {
    /// The demo's consortium for a seed, with `more` added to the pipeline file.
    pub(crate) fn demo(seed: u64, more: &str) -> Self {
        Self::of(Consortium::generate(seed, &Plan::demo()).unwrap(), more)
    }

    /// The first sites of the demo's consortium, with few people each.
    pub(crate) fn small(seed: u64, more: &str) -> Self {
        let mut plan = Plan::demo();
        plan.sites.truncate(4);
        plan.sites.iter_mut().for_each(|site| site.people = 150);
        Self::of(Consortium::generate(seed, &plan).unwrap(), more)
    }

    /// A consortium written out.
    pub(crate) fn of(consortium: Consortium, more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ground = Self { folder, consortium };
        ground.write("key", b"3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b");
        // Two groups unless more are asked for: what is tested here does not depend on how many there are.
        let groupings = if more.contains("groupings") { "" } else { "groupings = [\"binary\"]\n" };
        let standards = if more.contains("standards") { "" } else { "standards = [\"sc-wres-2024\"]\n" };
        let mut pipeline = format!("name = \"test\"\ntitle = \"A test\"\n{standards}{groupings}{more}\n");
        for period in &ground.consortium.periods {
            pipeline.push_str(&format!("[[period]]\nlabel = \"{}\"\n", period.label));
        }
        for site in &ground.consortium.sites {
            let quoted = |text: &str| format!("{text:?}");
            pipeline.push_str(&format!(
                "[[site]]\nid = {}\nname = {}\nregion = {}\n",
                quoted(site.id.as_str()),
                quoted(&site.name),
                quoted(&site.region)
            ));
            ground.write(&format!("mappings/{}.toml", site.id), site.mapping_toml.as_bytes());
            for submission in &site.submissions {
                for file in &submission.files {
                    ground.write(&format!("inbox/{}/{}/{}", submission.period, site.id, file.name), &file.bytes);
                }
            }
        }
        ground.write("pipeline.toml", pipeline.as_bytes());
        ground
    }

    /// A path below the folder.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    /// Writes a file below the folder.
    pub(crate) fn write(&self, relative: &str, bytes: &[u8]) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        if relative == "key" {
            keep_private(&path);
        }
    }

    /// Runs the pipeline.
    pub(crate) fn run(&self) -> RunSummary {
        self.try_run().unwrap()
    }

    /// Runs the pipeline, which may be refused.
    pub(crate) fn try_run(&self) -> Result<RunSummary, PipelineError> {
        self.try_run_with(&Usual)
    }

    /// Runs the pipeline with somebody else to render the files of sites.
    pub(crate) fn try_run_with(&self, renderer: &dyn SiteRenderer) -> Result<RunSummary, PipelineError> {
        let config = Config::load(&self.path("pipeline.toml")).unwrap();
        let key = KeySource { file: Some(self.path("key")) };
        run_with(&config, &RunOptions { key, ..RunOptions::default() }, &Silent, renderer)
    }
}

/// A key that others can read is refused.
pub(crate) fn keep_private(key: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(key, fs::Permissions::from_mode(0o600)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = key;
}

/// Every file below a folder with its bytes, by relative path.
pub(crate) fn files(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if path.is_file() {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}
