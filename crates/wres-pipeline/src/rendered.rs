//! Files that are rendered once for the same input: what goes back to a site does not change because another site's file did.

use crate::{error::Result, identity::Identity};
use serde::Serialize;
use wres_report::File;
use wres_store::Cache;

/// Stands for the name of the run while files are rendered, since that changes with every input of every site. It has the length of
/// a run's name and no character that HTML, JSON or CSV write in another way.
pub(crate) const RUN: &str = "name-of-this-run";

/// The files that come of an input, from the cache if they were rendered before, with the name of the run put in. What a renderer
/// depends on besides the input is the program, whose build is part of every identity.
pub(crate) fn rendered_once(
    cache: &Cache,
    run: &str,
    (kind, input): (&str, &impl Serialize),
    render: impl FnOnce() -> Result<Vec<File>>,
) -> Result<Vec<File>> {
    let key = Identity::of(kind).of_this_build().with_json("input", input).finish();
    let texts: Vec<(String, String)> = match cache.get(&key) {
        Some(texts) => texts,
        None => {
            let files = render()?;
            let texts: std::result::Result<Vec<_>, Vec<File>> = as_texts(files);
            match texts {
                Ok(texts) => {
                    cache.put(&key, &texts)?;
                    texts
                }
                // Not text: it holds no name of a run, and is not worth keeping.
                Err(files) => return Ok(files),
            }
        }
    };
    Ok(texts.into_iter().map(|(path, text)| File { path, bytes: text.replace(RUN, run).into_bytes() }).collect())
}

fn as_texts(files: Vec<File>) -> std::result::Result<Vec<(String, String)>, Vec<File>> {
    if files.iter().any(|file| std::str::from_utf8(&file.bytes).is_err()) {
        return Err(files);
    }
    let text = |file: File| (file.path, String::from_utf8_lossy(&file.bytes).into_owned());
    Ok(files.into_iter().map(text).collect())
}

#[cfg(test)]
mod tests {
    use super::{RUN, rendered_once};
    use wres_report::File;
    use wres_store::Cache;

    #[test]
    fn the_same_input_is_rendered_once_and_bears_the_name_of_each_run() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("cache"));
        let mut times = 0;
        let mut made = |run: &str, input: u32| {
            let files = rendered_once(&cache, run, ("page", &input), || {
                times += 1;
                Ok(vec![File { path: "a.html".to_owned(), bytes: format!("{input} of {RUN}").into_bytes() }])
            });
            String::from_utf8(files.unwrap().remove(0).bytes).unwrap()
        };
        assert_eq!(made("0000000000000001", 5), "5 of 0000000000000001");
        assert_eq!(made("0000000000000002", 5), "5 of 0000000000000002");
        assert_eq!(made("0000000000000002", 6), "6 of 0000000000000002");
        assert_eq!(times, 2);
    }
}
