//! What moved between two runs, and why.

use crate::ground::Ground;
use wres_domain::Scope;
use wres_pipeline::{Cause, compare_runs};

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
    let files: Vec<_> = found.made_of.files.iter().map(|(_, site, file)| (site.as_str(), file.as_str())).collect();
    assert_eq!(files, [(site.id.as_str(), file.name.as_str())]);
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
fn what_is_no_publication_is_refused_with_what_to_give() {
    let folder = tempfile::tempdir().unwrap();
    let error = compare_runs(folder.path(), folder.path()).unwrap_err().to_string();
    assert!(error.contains("Give the folder of a publication"), "{error}");
}
