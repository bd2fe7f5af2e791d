//! What a cell may hold, for the drop-downs of a workbook of corrections.

use crate::{
    codes::{Coder, ListKind, list},
    mapping::{SiteMapping, Source, takes_ethnicity},
    schema::rung_column,
};
use std::collections::BTreeSet;
use wres_domain::{Column, ColumnKind, Ethnicity};

/// The words that a column may hold, in the order of its list; none if it may hold anything.
pub(super) fn allowed(mapping: &SiteMapping, source: &Source, column: &Column) -> Vec<String> {
    let own = source.values.get(&column.name);
    let mut words: Vec<String> = Vec::new();
    let mut reads: Box<dyn Fn(&str) -> bool> = Box::new(|_| true);
    if takes_ethnicity(source.dataset.name(), &column.name, &column.kind) {
        let Some(name) = source.codelists.get(&column.name) else { return Vec::new() };
        match list(name) {
            Some(list) => words.extend(list.entries.iter().map(|entry| entry.code.clone())),
            None => words.extend(Ethnicity::ALL.iter().map(|group| group.label().to_owned())),
        }
        let coder = if column.kind == ColumnKind::Text { Coder::group(name, own) } else { Coder::ethnicity(name, own) };
        reads = Box::new(move |word| coder.as_ref().is_some_and(|coder| coder.read(word).is_some()));
    } else {
        match &column.kind {
            ColumnKind::Code(name) => {
                let entries = list(name).filter(|list| list.kind == ListKind::Values).map(|list| &list.entries);
                words.extend(entries.into_iter().flatten().map(|entry| entry.code.clone()));
            }
            ColumnKind::Flag => words.extend(["yes".to_owned(), "no".to_owned()]),
            ColumnKind::Text if rung_column(column).is_some() => words.extend(mapping.grades.keys().cloned()),
            _ => {}
        }
    }
    if !words.is_empty() {
        words.extend(own.into_iter().flatten().map(|(word, _)| word.clone()));
    }
    let mut seen = BTreeSet::new();
    words.retain(|word| !word.is_empty() && reads(word) && seen.insert(word.clone()));
    words
}

#[cfg(test)]
mod tests {
    use super::allowed;
    use crate::{codes::Coder, mapping::SiteMapping};
    use wres_domain::Dataset;

    #[test]
    fn every_word_of_a_drop_down_is_one_that_the_reader_knows() {
        let mapping = SiteMapping::from_toml(
            "site = \"A1\"\n[grades]\n\"PO3\" = \"5\"\n[[source]]\ndataset = \"staff\"\nfile = \"s.csv\"\n\
             [source.codelists]\nethnicity = \"nhs_dd_ethnic_category\"\n\
             [source.values.contract]\n\"Perm\" = \"permanent\"\n",
        )
        .unwrap();
        let source = &mapping.sources[0];
        let of = |name: &str| allowed(&mapping, source, Dataset::Staff.schema().column(name).unwrap());
        let coder = Coder::ethnicity("nhs_dd_ethnic_category", None).unwrap();
        assert!(of("ethnicity").len() > 15 && of("ethnicity").iter().all(|word| coder.read(word).is_some()));
        assert!(of("contract").contains(&"Perm".to_owned()) && of("contract").contains(&"agency".to_owned()));
        assert_eq!(of("grade"), ["PO3"]);
        assert_eq!(of("regulated"), ["yes", "no"]);
        assert!(of("person_id").is_empty() && of("service_start").is_empty());
    }
}
