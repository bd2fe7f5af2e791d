//! Inputs of one site that mean harm, or are merely broken: the site gets a finding, and nobody else notices.

use super::consortium::{Consortium, PERIODS, Random, VICTIM, files, remove, restore, rounds, seed};
use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt, fs::symlink, net::UnixListener},
    path::Path,
    process::Command,
};

fn pipe(path: &Path) {
    remove(path);
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Kinds of hostile input.
const KINDS: usize = 28;

/// Does harm of a kind to the victim. Gives what it was.
fn harm(consortium: &Consortium, kind: usize, random: &mut Random) -> String {
    let folder = consortium.inbox();
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()).collect();
    names.sort();
    let file = names[random.below(names.len())].clone();
    let good = fs::read(&file).unwrap();
    let mapping = consortium.path(&format!("mappings/{VICTIM}.toml"));
    let noise = |random: &mut Random, length: usize| -> Vec<u8> {
        (0..length).map(|_| u8::try_from(random.below(256)).unwrap()).collect()
    };
    let header = |text: &str| [text.as_bytes(), b"\n", good.as_slice()].concat();
    let what = match kind {
        0 => {
            pipe(&file);
            "a pipe"
        }
        1 => {
            remove(&file);
            symlink("/dev/zero", &file).unwrap();
            "a link to a device"
        }
        2 => {
            remove(&file);
            symlink(consortium.path("key"), &file).unwrap();
            "a link out of the folder"
        }
        3 => {
            remove(&file);
            drop(UnixListener::bind(&file).unwrap());
            "a socket"
        }
        4 => {
            fs::write(&file, header(&format!("{},{}", "x".repeat(40_000), "y".repeat(40_000)))).unwrap();
            "a header of 40,000 characters"
        }
        5 => {
            let wide = format!(",{}", "h".repeat(40_000));
            let text = String::from_utf8_lossy(&good).into_owned();
            let (first, rest) = text.split_once('\n').unwrap();
            // The column is there, every value is broken, and the header has to be shown in the workbook.
            fs::write(&file, format!("{first}{wide}\n{}", rest.replace("20", "2x"))).unwrap();
            "a header of 40,000 characters above rows to be put right"
        }
        6 => {
            fs::write(&file, noise(random, 5_000)).unwrap();
            "noise"
        }
        7 => {
            fs::write(&file, &good[..random.below(good.len())]).unwrap();
            "a file that is cut off"
        }
        8 => {
            let mut bad = good.clone();
            for _ in 0..20 {
                let at = random.below(bad.len());
                bad[at] = u8::try_from(random.below(256)).unwrap();
            }
            fs::write(&file, bad).unwrap();
            "twenty bytes of noise in a file"
        }
        9 => {
            fs::write(&file, b"").unwrap();
            "an empty file"
        }
        10 => {
            fs::write(&file, header(&"c,".repeat(100_000))).unwrap();
            "100,000 columns"
        }
        11 => {
            fs::write(&file, vec![0; 100_000]).unwrap();
            "zeros"
        }
        12 => {
            remove(&folder);
            fs::write(&folder, b"not a folder").unwrap();
            "a file in place of the folder"
        }
        13 => {
            remove(&folder);
            symlink(VICTIM, &folder).unwrap();
            "a link that leads to itself in place of the folder"
        }
        14 => {
            remove(&folder);
            symlink(consortium.path("mappings"), &folder).unwrap();
            "a link out of the inbox in place of the folder"
        }
        15 => {
            fs::create_dir_all(folder.join("d/".repeat(200))).unwrap();
            "folders 200 deep"
        }
        16 => {
            pipe(&mapping);
            "a pipe in place of the mapping"
        }
        17 => {
            let utf16: Vec<u8> =
                fs::read_to_string(&mapping).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect();
            fs::write(&mapping, [&[0xFF, 0xFE], utf16.as_slice()].concat()).unwrap();
            "a mapping in UTF-16"
        }
        18 => {
            fs::write(&mapping, noise(random, 2_000)).unwrap();
            "a mapping of noise"
        }
        19 => {
            remove(&mapping);
            symlink("/dev/urandom", &mapping).unwrap();
            "a link to a device in place of the mapping"
        }
        20 => {
            fs::write(&mapping, format!("site = \"{VICTIM}\"\n{}", "[[".repeat(50_000))).unwrap();
            "a mapping of brackets"
        }
        21 => {
            fs::write(folder.join(OsStr::from_bytes(b"bad\xff\nname\x1b[2J.csv")), &good).unwrap();
            "a name that is no text"
        }
        22 => {
            fs::write(folder.join(format!("{}.csv", "n".repeat(250))), &good).unwrap();
            "a name of 254 bytes"
        }
        23 => {
            let quote = format!("a,b\n\"{}", "q".repeat(200_000));
            fs::write(&file, quote).unwrap();
            "a quotation mark that is not closed"
        }
        24 => {
            (0..1_200).for_each(|n| fs::write(folder.join(format!("f{n}.csv")), b"a,b\n1,2\n").unwrap());
            "1,200 files"
        }
        25 => {
            let manifest = consortium.path(&format!("lake/manifests/{}/{VICTIM}.json", PERIODS[1]));
            fs::write(&manifest, noise(random, 300)).unwrap();
            "a manifest of noise"
        }
        26 => {
            let manifest = consortium.path(&format!("lake/manifests/{}/{VICTIM}.json", PERIODS[0]));
            pipe(&manifest);
            "a pipe in place of a manifest"
        }
        _ => {
            let corrections = consortium.path(&format!("lake/corrections/{}/feedback/{VICTIM}", PERIODS[1]));
            remove(&corrections);
            fs::create_dir_all(corrections.parent().unwrap()).unwrap();
            fs::write(&corrections, b"not a folder").unwrap();
            fs::write(&file, [good.as_slice(), b"x,y,z\n"].concat()).unwrap();
            "a file where the workbook of corrections is to go"
        }
    };
    format!("{what} ({})", file.file_name().unwrap().to_string_lossy())
}

fn campaign(seed: u64, rounds: impl Iterator<Item = usize>) {
    let mut random = Random::new(seed);
    let consortium = Consortium::new();
    assert_eq!(consortium.run(), 0);
    let (inbox, mappings) = (files(&consortium.inbox()), files(&consortium.path("mappings")));
    let (others, own): (BTreeMap<_, _>, BTreeMap<_, _>) =
        of_sites(&consortium).into_iter().partition(|(name, _)| !name.contains(VICTIM));
    let (exact, published) = (consortium.others(), consortium.published());
    for round in rounds {
        let what = harm(&consortium, round % KINDS, &mut random);
        let what = format!("seed {seed}, round {round}: {what}");
        let (summary, code) = consortium.ask_bounded();
        assert!([0, 3].contains(&code), "{what}: exit {code}");
        for site in summary["sites"].as_array().unwrap() {
            if site["site"] != VICTIM {
                assert!(site["unchanged"] == true, "{what}: {site}");
                assert!(
                    ["accepted", "accepted_with_queries"].contains(&site["verdict"].as_str().unwrap()),
                    "{what}: {site}"
                );
            }
        }
        assert!(exact == consortium.others(), "{what}: other figures of other sites");
        let now = of_sites(&consortium);
        assert!(others.iter().all(|(name, bytes)| now.get(name) == Some(bytes)), "{what}: other rows of other sites");
        let said = fs::read_to_string(
            consortium.path(&format!("lake/feedback/{}/feedback/{VICTIM}/findings.json", PERIODS[1])),
        );
        let (harmed, healed) =
            (code == 3 || published != consortium.published(), own.keys().all(|name| now.contains_key(name)));
        assert!(said.is_ok() && (harmed || healed), "{what}: it was passed over in silence");
        remove(&consortium.path(&format!("lake/corrections/{}/feedback/{VICTIM}", PERIODS[1])));
        restore(&consortium.inbox(), &inbox);
        restore(&consortium.path("mappings"), &mappings);
        assert_eq!(consortium.run(), 0, "{what}: afterwards");
        assert!(published == consortium.published(), "{what}: afterwards");
    }
}

/// The files of the lake that stand for submissions.
fn of_sites(consortium: &Consortium) -> BTreeMap<String, Vec<u8>> {
    let mut standing = consortium.standing();
    standing.retain(|name, _| name.ends_with(".parquet") || name.starts_with("manifests/"));
    standing
}

impl Consortium {
    /// A run with its summary, within a bounded time.
    fn ask_bounded(&self) -> (serde_json::Value, i32) {
        let first = self.run();
        let (summary, second) = self.ask(&["run", "p.toml"]);
        // What went wrong is not forgotten by the next run, which has nothing to do.
        assert_eq!(first, second, "{summary}");
        (summary, second)
    }
}

#[test]
fn hostile_input_of_one_site_ends_in_its_own_record_within_a_bounded_time() {
    campaign(1, [0, 1, 5, 13, 16, 25, 27].into_iter());
}

#[test]
#[ignore = "takes long: cargo test --release -p wres-cli --test it -- --ignored campaign_of_hostile (WRES_CAMPAIGN and WRES_SEED set how many and which)"]
fn campaign_of_hostile_inputs() {
    campaign(seed(), 0..rounds(400));
}
