//! Runs, checks and prunes that are killed at any moment.

use super::consortium::{Consortium, Random, VICTIM, rounds, say_how_far, seed};
use std::{
    collections::BTreeMap,
    fs,
    thread::sleep,
    time::{Duration, Instant},
};

/// The victim's files in one of three states.
fn change(consortium: &Consortium, state: usize) {
    let folder = consortium.inbox();
    let file = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path());
    let file = file.filter(|path| path.to_string_lossy().contains("staff")).min().unwrap();
    let text = String::from_utf8(fs::read(&file).unwrap()).unwrap();
    fs::write(&file, format!("{}{}", text.trim_end_matches('\n'), "\n".repeat(state + 1))).unwrap();
}

/// Whatever is left of a run that was killed.
fn leftovers(consortium: &Consortium) -> Vec<String> {
    let mut left = Vec::new();
    for folder in ["lake", "out", "audit", "register"] {
        let names = super::consortium::files(&consortium.path(folder)).into_keys();
        left.extend(names.filter(|name| {
            name.split('/')
                .any(|part| [".aside-", ".old-", ".tmp", ".latest-"].iter().any(|sign| part.starts_with(sign)))
                || name.starts_with("staging/")
        }));
    }
    left
}

fn campaign(seed: u64, kills: usize) {
    let mut random = Random::new(seed);
    let consortium = Consortium::new();
    // What each state gives when nothing is killed. All runs are kept, so that what is published can be compared.
    let mut expected = BTreeMap::new();
    let mut longest = Duration::ZERO;
    for state in 0..3 {
        change(&consortium, state);
        let begin = Instant::now();
        assert_eq!(consortium.run(), 0);
        longest = longest.max(begin.elapsed());
        expected.insert(state, (consortium.published(), consortium.standing()));
    }
    for kill in 0..kills {
        say_how_far("kills", kill, kills);
        let state = random.below(3);
        change(&consortium, state);
        let command: &[&str] = match random.below(8) {
            0 => &["prune", "p.toml", "--publications", "1"],
            1 => &["check", "--pipeline", "p.toml", "--site", VICTIM, "-o", "feedback"],
            _ => &["run", "p.toml"],
        };
        let mut child = consortium.start(command);
        sleep(longest.mul_f64(random.below(1000) as f64 / 900.0));
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().unwrap();
        let what = format!("seed {seed}, kill {kill}, {command:?}");
        let (status, code) = consortium.ask(&["status", "p.toml"]);
        assert_eq!(code, 0, "{what}: {status}");
        let sites = status["periods"].as_array().unwrap().iter().flat_map(|period| period["sites"].as_array().unwrap());
        assert!(sites.clone().all(|site| site["accepted"] == true), "{what}: a submission was lost: {status}");
        let of_some_state = expected.values().any(|(published, _)| *published == consortium.published());
        assert!(of_some_state, "{what}: half a publication");
        assert_eq!(consortium.run(), 0, "{what}");
        let (published, standing) = &expected[&state];
        assert!(*published == consortium.published(), "{what}: another publication");
        let now = consortium.standing();
        assert_eq!(standing.keys().collect::<Vec<_>>(), now.keys().collect::<Vec<_>>(), "{what}");
        assert!(*standing == now, "{what}: other rows or other feedback");
        assert_eq!(leftovers(&consortium), Vec::<String>::new(), "{what}");
        assert_eq!(consortium.ask(&["doctor", "p.toml", "--deep"]).1, 0, "{what}");
    }
}

#[test]
fn a_killed_run_breaks_nothing_loses_nothing_and_leaves_nothing_after_the_next() {
    campaign(1, 6);
}

#[test]
#[ignore = "takes long: cargo test --release -p wres-cli --test it -- --ignored campaign_of_kills (WRES_CAMPAIGN and WRES_SEED set how many and which)"]
fn campaign_of_kills() {
    campaign(seed(), rounds(1000));
}
