//! What moved between two runs, and why.

use crate::ground::Ground;
use wres_domain::Scope;
use wres_pipeline::{Cause, Config, compare_runs, look_up_rows};

#[test]
fn a_changed_file_moves_its_site_and_the_sums_and_is_named_as_the_cause() {
    let ground = Ground::demo(3, "");
    let first = ground.run().publication.unwrap();
    let same = compare_runs(&first, &first).unwrap();
    assert!(same.moved.is_empty() && same.same > 0 && same.made_of == wres_pipeline::Differences::default());

    let site = &ground.consortium.sites[0];
    let submission = site.submissions.last().unwrap();
    let file = submission.files.iter().find(|file| file.name.ends_with(".csv")).unwrap();
    let text = String::from_utf8_lossy(&file.bytes).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    // A quarter of the rows is gone.
    let kept = lines.len() - lines.len() / 4;
    ground.write(
        &format!("inbox/{}/{}/{}", submission.period, site.id, file.name),
        format!("{}\n", lines[..kept].join("\n")).as_bytes(),
    );
    let later = ground.run().publication.unwrap();
    let found = compare_runs(&first, &later).unwrap();
    assert!(!found.moved.is_empty());
    let [one] = &found.made_of.files.iter().collect::<Vec<_>>()[..] else { panic!("{:?}", found.made_of.files) };
    assert_eq!((one.site.as_str(), one.kind()), (site.id.as_str(), "changed"));
    assert!(one.file.starts_with("file-") && !one.file.contains(&file.name));
    assert!(one.earlier.is_some() && one.later.is_some() && one.earlier != one.later && one.later_rows.is_none());
    // The lake knows the version that stands in it, and no longer the one that it replaced.
    let mut looked_up = found.made_of.clone();
    look_up_rows(&mut looked_up, &Config::load(&ground.path("pipeline.toml")).unwrap()).unwrap();
    let one = looked_up.files.first().unwrap();
    assert_eq!((one.file.as_str(), one.kind()), (file.name.as_str(), "changed"));
    let rows = one.later_rows.unwrap();
    assert!(one.earlier_rows.is_none() && rows.read > 0 && rows.read < kept as u64, "{one:?}");
    assert!(found.made_of.definitions.is_empty() && found.made_of.version.is_none() && !found.made_of.configuration);
    for one in &found.moved {
        let of_site = match &one.place.scope {
            Scope::Site(id) => *id == site.id,
            _ => true,
        };
        let cause = if of_site && one.place.period >= submission.period { Cause::Data } else { Cause::Protection };
        assert_eq!(one.causes, [cause], "{:?}", one.place);
    }
    assert!(found.moved.iter().any(|one| one.causes == [Cause::Data]));
}

#[test]
fn a_file_that_came_or_went_is_told_from_one_that_changed() {
    let ground = Ground::demo(6, "");
    let first = ground.run().publication.unwrap();
    let site = &ground.consortium.sites[1];
    let submission = site.submissions.last().unwrap();
    let folder = format!("inbox/{}/{}", submission.period, site.id);
    ground.write(&format!("{folder}/remarks.csv"), b"remark\nnothing\n");
    let second = ground.run().publication.unwrap();
    let kinds = |earlier, later| -> Vec<(String, &'static str)> {
        let mut found = compare_runs(earlier, later).unwrap();
        look_up_rows(&mut found.made_of, &Config::load(&ground.path("pipeline.toml")).unwrap()).unwrap();
        found.made_of.files.iter().map(|one| (one.file.clone(), one.kind())).collect()
    };
    assert_eq!(kinds(&first, &second), [("remarks.csv".to_owned(), "new")]);
    assert_eq!(kinds(&second, &first), [("remarks.csv".to_owned(), "gone")]);
}

#[test]
fn what_is_no_publication_is_refused_with_what_to_give() {
    let folder = tempfile::tempdir().unwrap();
    let error = compare_runs(folder.path(), folder.path()).unwrap_err().to_string();
    assert!(error.contains("Give the folder of a publication"), "{error}");
}
