//! Reading and checking a mapping file.

use crate::values::Zone;
use crate::{
    codes::{self, ListKind},
    mapping::{
        check,
        model::{Guess, GuessKind, SiteMapping, Source},
        stated,
    },
};
use encoding_rs::Encoding;
use std::collections::BTreeMap;
use thiserror::Error;
use wres_domain::{ColumnKind, Ethnicity, Group, TomlFault, normalise, read_toml};

/// What is wrong with a mapping file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MappingError {
    /// It is not TOML, or a value has the wrong type.
    #[error("the mapping cannot be read: {0}")]
    Toml(TomlFault),
    /// It says things that cannot be. All of them are listed.
    #[error("the mapping is not right: {}", .0.join("; "))]
    Wrong(Vec<String>),
}

impl SiteMapping {
    /// Reads a mapping file and checks that every key, dataset, column, list, code, ladder and rung in it exists.
    ///
    /// # Errors
    /// [`MappingError`], with the nearest right word for each wrong one.
    pub fn from_toml(text: &str) -> Result<Self, MappingError> {
        let table: toml::Table = read_toml(text).map_err(MappingError::Toml)?;
        let unknown = check::unknown_words(&table);
        if !unknown.is_empty() {
            return Err(MappingError::Wrong(unknown));
        }
        let mapping: Self = read_toml(text).map_err(MappingError::Toml)?;
        let mut wrong = mapping.settled().0.problems();
        wrong.extend(mapping.guess_problems());
        if wrong.is_empty() { Ok(mapping) } else { Err(MappingError::Wrong(wrong)) }
    }

    /// The mapping as a file.
    ///
    /// # Errors
    /// [`MappingError::Toml`] if it cannot be written, which cannot happen for a mapping that was read.
    pub fn to_toml(&self) -> Result<String, MappingError> {
        toml::to_string_pretty(self).map_err(|error| MappingError::Toml(TomlFault::whole(error.to_string())))
    }

    /// What the mapping says once confirmed guesses are taken as written, and how many guesses wait for confirmation.
    #[must_use]
    pub(crate) fn settled(&self) -> (Self, usize) {
        let mut settled = self.clone();
        let mut waiting = 0;
        for guess in std::mem::take(&mut settled.guesses) {
            match (guess.confirmed, guess.kind) {
                (false, _) => waiting += 1,
                (true, GuessKind::Grade) => {
                    settled.grades.entry(guess.written).or_insert(guess.means);
                }
                (true, GuessKind::DateOrder) => {
                    settled.date_order = settled.date_order.or(check::date_order(&guess.means));
                }
                (true, GuessKind::TimeZone) => {
                    settled.time_zone.get_or_insert(guess.means);
                }
                (true, _) => {}
            }
        }
        for source in &mut settled.sources {
            for guess in std::mem::take(&mut source.guesses) {
                match (guess.confirmed, guess.kind) {
                    (false, _) => waiting += 1,
                    (true, GuessKind::Column) => {
                        source.columns.entry(guess.column).or_insert(guess.written);
                    }
                    (true, GuessKind::Codelist) => {
                        source.codelists.entry(guess.column).or_insert(guess.means);
                    }
                    (true, GuessKind::Value) => {
                        source.values.entry(guess.column).or_default().entry(guess.written).or_insert(guess.means);
                    }
                    (true, GuessKind::Grade) => {
                        settled.grades.entry(guess.written).or_insert(guess.means);
                    }
                    (true, GuessKind::Stated) => state(source, &guess),
                    (true, GuessKind::Unit) => {
                        source.units.entry(guess.column).or_insert(guess.means);
                    }
                    (true, GuessKind::CutOff) => {
                        if let Ok(least) = guess.means.trim().parse() {
                            source.cut_offs.entry(guess.column).or_insert(least);
                        }
                    }
                    (true, GuessKind::TimeZone) => {
                        source.time_zone.get_or_insert(guess.means);
                    }
                    (true, GuessKind::DateOrder) => {
                        source.date_order = source.date_order.or(check::date_order(&guess.means));
                    }
                }
            }
        }
        (settled, waiting)
    }

    /// Guesses that are confirmed and say nothing.
    fn guess_problems(&self) -> Vec<String> {
        let all = self.guesses.iter().chain(self.sources.iter().flat_map(|source| &source.guesses));
        all.filter(|guess| guess.confirmed)
            .filter(|guess| match guess.kind {
                GuessKind::Column => guess.column.is_empty() || guess.written.is_empty(),
                GuessKind::DateOrder => check::date_order(&guess.means).is_none(),
                GuessKind::CutOff => guess.means.trim().parse::<i64>().is_err(),
                _ => guess.means.is_empty(),
            })
            .map(|guess| {
                format!("the confirmed guess about `{}{}` does not say what it means", guess.column, guess.written)
            })
            .collect()
    }

    fn problems(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        match codes::list(&self.ladder).filter(|list| list.kind == ListKind::Ladder) {
            None => {
                wrong.push(format!("there is no ladder `{}`{}", self.ladder, check::nearest(&self.ladder, &ladders())));
            }
            Some(ladder) => {
                let rungs: Vec<&str> = ladder.entries.iter().map(|entry| entry.code.as_str()).collect();
                for (grade, rung) in self.grades.iter().filter(|(_, rung)| !rungs.contains(&rung.as_str())) {
                    wrong.push(format!("grade `{grade}`: the ladder `{}` has no rung `{rung}`", self.ladder));
                }
            }
        }
        if self.two_digit_years_until.is_some_and(|year| !(1950..=2199).contains(&year)) {
            wrong.push("`two_digit_years_until` must be a year from 1950 to 2199".to_owned());
        }
        if let Some(zone) = self.time_zone.as_ref().filter(|zone| Zone::named(zone).is_none()) {
            wrong.push(stated::no_zone(zone));
        }
        wrong.extend(codes::contradicting_ranges(&self.grades));
        wrong.extend(twice(&self.grades).into_iter().map(|grade| format!("grade `{grade}` is on two rungs")));
        for (index, source) in self.sources.iter().enumerate() {
            let place = format!("source {} ({}, `{}`)", index + 1, source.dataset.name(), source.file);
            wrong.extend(source.problems().into_iter().map(|problem| format!("{place}: {problem}")));
        }
        wrong
    }
}

/// Takes over what a confirmed guess says of a column without a header.
fn state(source: &mut Source, guess: &Guess) {
    let (column, means) = (guess.column.clone(), guess.means.trim());
    if means == "#" {
        if !source.numbered.contains(&column) {
            source.numbered.push(column);
        }
    } else if let Some(value) = means.strip_prefix('=') {
        source.constants.entry(column).or_insert_with(|| value.trim().to_owned());
    } else {
        let headers = means.split(" + ").map(|header| header.trim().to_owned()).collect();
        source.together.entry(column).or_insert(headers);
    }
}

impl Source {
    fn problems(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let schema = self.dataset.schema();
        let names: Vec<String> = schema.columns.iter().map(|column| column.name.clone()).collect();
        let mut known = |column: &String| {
            let known = names.contains(column);
            if !known {
                let nearest = check::nearest(column, &names);
                wrong.push(format!("{} has no column `{column}`{nearest}", self.dataset.name()));
            }
            known
        };
        self.columns.keys().for_each(|column| {
            known(column);
        });
        let with_list: Vec<&String> = self.codelists.keys().filter(|column| known(column)).collect();
        let with_values: Vec<&String> = self.values.keys().filter(|column| known(column)).collect();
        for column in with_list {
            wrong.extend(self.list_problem(column));
        }
        for column in with_values {
            wrong.extend(self.value_problems(column));
        }
        wrong.extend(twice_meant(&self.columns).into_iter().map(|h| format!("header `{h}` is given to two columns")));
        wrong.extend(stated::problems(self));
        if let Some(label) = &self.encoding
            && Encoding::for_label(label.as_bytes()).is_none()
        {
            wrong.push(format!("there is no encoding `{label}`"));
        }
        if self.delimiter.is_some_and(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '"' | '\n' | '\r'))
        {
            wrong.push("the delimiter must be one sign of ASCII such as `,` or `;`".to_owned());
        }
        if self.file.is_empty() || self.file.contains(['/', '\\']) || self.file.contains("://") {
            wrong.push("`file` must be the name of a file, without folders".to_owned());
        }
        if self.header_row == Some(0) {
            wrong.push("`header_row` counts from 1".to_owned());
        }
        wrong
    }

    fn list_problem(&self, column: &str) -> Option<String> {
        let name = self.codelists.get(column)?;
        let schema = self.dataset.schema().column(column)?;
        if !takes_ethnicity(self.dataset.name(), column, &schema.kind) {
            return Some(format!("column `{column}` has its own list; only columns of ethnicity declare one"));
        }
        let lists: Vec<String> = codes::lists()
            .iter()
            .filter(|list| list.kind == ListKind::Ethnicity)
            .map(|list| list.name.clone())
            .chain(["labels".to_owned()])
            .collect();
        (!lists.contains(name))
            .then(|| format!("there is no list of ethnicity `{name}`{}", check::nearest(name, &lists)))
    }

    fn value_problems(&self, column: &str) -> Vec<String> {
        let Some(schema) = self.dataset.schema().column(column) else { return Vec::new() };
        let Some(values) = self.values.get(column) else { return Vec::new() };
        let codes: Vec<String> = match &schema.kind {
            kind if takes_ethnicity(self.dataset.name(), column, kind) => {
                let groups =
                    [Group::White, Group::Bme, Group::WhiteMinority, Group::OtherMinority, Group::Asian, Group::Black];
                let groups = groups.into_iter().chain([Group::Mixed, Group::Other, Group::Unknown]).map(Group::code);
                let groups: Vec<&str> = if *kind == ColumnKind::Text { groups.collect() } else { Vec::new() };
                Ethnicity::ALL.iter().map(|ethnicity| ethnicity.code()).chain(groups).map(str::to_owned).collect()
            }
            ColumnKind::Code(list) => codes::list(list)
                .map(|list| list.entries.iter().map(|entry| entry.code.clone()).collect())
                .unwrap_or_default(),
            ColumnKind::Flag => vec!["yes".to_owned(), "no".to_owned(), "unknown".to_owned()],
            _ => return vec![format!("column `{column}` has no codes that values could mean")],
        };
        let mut wrong: Vec<String> = values
            .iter()
            .filter(|(_, code)| !codes.contains(code))
            .map(|(written, code)| {
                format!(
                    "column `{column}`, value `{written}`: there is no code `{code}`{}",
                    check::nearest(code, &codes)
                )
            })
            .collect();
        wrong.extend(
            twice(values).into_iter().map(|value| format!("column `{column}`: value `{value}` means two things")),
        );
        wrong
    }
}

/// Whether a column holds ethnic groups, whose list must be declared: ethnicity itself, and the groups of returns.
pub(crate) fn takes_ethnicity(dataset: &str, column: &str, kind: &ColumnKind) -> bool {
    matches!(kind, ColumnKind::Code(list) if list == "ethnicity") || (dataset == "returns" && column == "group")
}

fn ladders() -> Vec<String> {
    codes::lists().iter().filter(|list| list.kind == ListKind::Ladder).map(|list| list.name.clone()).collect()
}

/// Keys that are the same after normalisation and mean different things.
fn twice(map: &BTreeMap<String, String>) -> Vec<String> {
    let mut seen = BTreeMap::new();
    map.iter()
        .filter(|(key, meaning)| {
            seen.insert(normalise(key), (*meaning).clone()).is_some_and(|other| other != **meaning)
        })
        .map(|(key, _)| key.clone())
        .collect()
}

/// Values that are the same after normalisation under different keys.
fn twice_meant(map: &BTreeMap<String, String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    map.values().filter(|value| !seen.insert(normalise(value))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::MappingError;
    use crate::mapping::{DateOrder, SiteMapping};

    const GOOD: &str = r#"
        site = "E06000008"
        date_order = "dmy"
        [[source]]
        dataset = "staff"
        file = "staff*.csv"
        [source.columns]
        ethnicity = "Eth. Code"
        [source.codelists]
        ethnicity = "nhs_dd_ethnic_category"
        [source.values.contract]
        "Perm - Grn Book" = "permanent"
        [grades]
        "Grade 9" = "2"
    "#;

    fn wrong(text: &str) -> String {
        match SiteMapping::from_toml(text) {
            Err(MappingError::Wrong(list)) => list.join("\n"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_mapping_is_read_and_written_back_the_same() {
        let mapping = SiteMapping::from_toml(GOOD).unwrap();
        assert_eq!(mapping.date_order, Some(DateOrder::Dmy));
        assert!(mapping.sources[0].confirmed);
        assert_eq!(SiteMapping::from_toml(&mapping.to_toml().unwrap()).unwrap(), mapping);
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_nearest_right_one() {
        assert!(wrong(&GOOD.replace("date_order", "dateorder")).contains("`date_order`"));
        assert!(wrong(&GOOD.replace("[source.codelists]", "[source.codelist]")).contains("`codelists`"));
        assert!(wrong(&GOOD.replace("\"staff\"", "\"staf\"")).contains("`staff`"));
        assert!(wrong(&GOOD.replace("ethnicity = \"Eth. Code\"", "ethnicty = \"x\"")).contains("`ethnicity`"));
        assert!(wrong(&GOOD.replace("nhs_dd_ethnic_category", "nhs_dd_ethnic")).contains("`nhs_dd_ethnic_category`"));
        assert!(wrong(&GOOD.replace("\"permanent\"", "\"perm\"")).contains("no code `perm`"));
        assert!(wrong(&GOOD.replace("= \"2\"", "= \"12\"")).contains("no rung `12`"));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let text =
            GOOD.replace("= \"2\"", "= \"12\"").replace("\"permanent\"", "\"perm\"").replace("staff*.csv", "../x.csv");
        assert_eq!(wrong(&text).lines().count(), 3);
    }

    #[test]
    fn a_guess_has_no_effect_until_it_is_confirmed() {
        let guess = |confirmed: bool| {
            format!(
                "site = \"A\"\n[[source]]\ndataset = \"staff\"\nfile = \"a.csv\"\n[[source.guess]]\nkind = \"codelist\"\n\
                 column = \"ethnicity\"\nmeans = \"labels\"\nscore = 80\nwhy = \"80% of values fit\"\nconfirmed = {confirmed}\n"
            )
        };
        let (settled, waiting) = SiteMapping::from_toml(&guess(false)).unwrap().settled();
        assert!(settled.sources[0].codelists.is_empty() && waiting == 1);
        let (settled, waiting) = SiteMapping::from_toml(&guess(true)).unwrap().settled();
        assert_eq!((settled.sources[0].codelists["ethnicity"].as_str(), waiting), ("labels", 0));
    }
}
