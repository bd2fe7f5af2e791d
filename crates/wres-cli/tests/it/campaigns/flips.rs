//! Single bits that flip in the lake, in what is published, in the ledger, and in the register of releases.

use super::consortium::{Consortium, Random, files, restore, rounds, say_how_far, seed};
use std::fs;

fn campaign(seed: u64, flips: usize) {
    let mut random = Random::new(seed);
    let consortium = Consortium::new();
    assert_eq!(consortium.run(), 0);
    let published = consortium.published();
    let lake = files(&consortium.path("lake"));
    let mut healed = 0;
    for flip in 0..flips {
        say_how_far("flips", flip, flips);
        if random.below(10) == 0 {
            in_the_register(&consortium, &mut random, flip);
            healed += 1;
            continue;
        }
        let run = fs::read_link(consortium.path("out/t/latest")).unwrap();
        let root = if random.below(5) == 0 { consortium.path("out/t").join(run) } else { consortium.path("lake") };
        // Of each kind as often as of the others, however many files it has.
        let of_kind = |name: &str, kind: usize| match kind {
            0 => name.ends_with(".parquet"),
            1 => name.starts_with("manifests/"),
            2 => name.starts_with("cache/"),
            _ => true,
        };
        let all: Vec<_> = files(&root).into_iter().filter(|(_, bytes)| !bytes.is_empty()).collect();
        let kind = random.below(4);
        let some: Vec<_> = all.iter().filter(|(name, _)| of_kind(name, kind)).collect();
        let (name, bytes) =
            if some.is_empty() { &all[random.below(all.len())] } else { some[random.below(some.len())] };
        let (mut bad, bit) = (bytes.clone(), random.below(bytes.len() * 8));
        bad[bit / 8] ^= 1 << (bit % 8);
        fs::write(root.join(name), bad).unwrap();
        // Without what was counted before, everything has to be read again.
        let forgotten = random.below(2) == 0;
        if forgotten {
            let _ = fs::remove_dir_all(consortium.path("lake/cache"));
        }
        let what = format!("seed {seed}, flip {flip}: bit {bit} of {name}, cache forgotten: {forgotten}");
        let code = consortium.run();
        assert!([0, 3].contains(&code), "{what}: exit {code}");
        if code == 0 {
            assert!(published == consortium.published(), "{what}: other figures with exit 0");
            healed += 1;
        }
        // Whatever is still damaged is found, and nothing else is.
        let (found, _) = consortium.ask(&["doctor", "p.toml", "--deep"]);
        let good = found.as_array().unwrap().iter().all(|check| check["good"] == true);
        let still = files(&consortium.path("lake")).get(name).is_some_and(|now| {
            now != bytes && lake.contains_key(name) && !name.starts_with("ledger") && root.ends_with("lake")
        });
        assert!(!still || !good, "{what}: {found}");
        restore(&consortium.path("lake"), &lake);
        std::os::unix::fs::symlink(
            "generations/".to_owned() + &generation(&consortium),
            consortium.path("lake/feedback"),
        )
        .unwrap();
    }
    assert!(healed * 10 >= flips * 9, "{healed} of {flips} healed");
}

/// A flipped register allows no release: the run says so, whether there is something to do or not, and what is published stands.
fn in_the_register(consortium: &Consortium, random: &mut Random, flip: usize) {
    let path = consortium.path("register/t");
    let (good, published) = (fs::read(&path).unwrap(), consortium.published());
    let (mut bad, bit) = (good.clone(), random.below(good.len() * 8));
    bad[bit / 8] ^= 1 << (bit % 8);
    fs::write(&path, bad).unwrap();
    let forgotten = random.below(2) == 0;
    let cache = files(&consortium.path("lake/cache"));
    if forgotten {
        fs::remove_dir_all(consortium.path("lake/cache")).unwrap();
    }
    let what = format!("flip {flip}: bit {bit} of the register, cache forgotten: {forgotten}");
    assert_eq!(consortium.run(), 5, "{what}");
    assert!(published == consortium.published(), "{what}");
    fs::write(&path, good).unwrap();
    restore(&consortium.path("lake/cache"), &cache);
    assert_eq!(consortium.run(), 0, "{what}: afterwards");
}

fn generation(consortium: &Consortium) -> String {
    let mut all = fs::read_dir(consortium.path("lake/generations")).unwrap().flatten();
    all.next().unwrap().file_name().into_string().unwrap()
}

#[test]
fn a_flipped_bit_changes_no_figure() {
    campaign(1, 10);
}

#[test]
#[ignore = "takes long: cargo test --release -p wres-cli --test it -- --ignored campaign_of_flips (WRES_CAMPAIGN and WRES_SEED set how many and which)"]
fn campaign_of_flips() {
    campaign(seed(), rounds(200));
}

#[test]
fn damage_in_the_lake_is_taken_in_again_from_the_inbox_or_marked() {
    let consortium = Consortium::new();
    assert_eq!(consortium.run(), 0);
    let published = consortium.published();
    let damage = || {
        for (name, mut bytes) in files(&consortium.path("lake")) {
            if name.contains(super::consortium::VICTIM) && name.ends_with(".parquet") {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                fs::write(consortium.path("lake").join(name), bytes).unwrap();
            }
        }
        fs::remove_dir_all(consortium.path("lake/cache")).unwrap();
    };
    damage();
    assert_eq!(consortium.ask(&["doctor", "p.toml", "--deep"]).1, 4);
    assert_eq!(consortium.run(), 0);
    assert!(published == consortium.published());
    assert_eq!(consortium.ask(&["doctor", "p.toml", "--deep"]).1, 0);
    // Without the files it cannot be taken in again, and it is not used as if nothing were.
    damage();
    let inbox = files(&consortium.inbox());
    super::consortium::remove(&consortium.inbox());
    let (summary, code) = consortium.ask(&["run", "p.toml"]);
    assert_eq!(code, 3, "{summary}");
    let site = |site: &&serde_json::Value| {
        site["site"] == super::consortium::VICTIM && site["period"] == super::consortium::PERIODS[1]
    };
    assert_eq!(summary["sites"].as_array().unwrap().iter().find(site).unwrap()["verdict"], "rejected");
    restore(&consortium.inbox(), &inbox);
    assert_eq!(consortium.run(), 0);
    assert!(published == consortium.published());
}
