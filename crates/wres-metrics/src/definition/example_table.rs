//! The small tables of worked examples: text that reads as a table on the page and as rows to count.

use super::{
    columns::{Holds, LakeColumn, lake_columns},
    reader::nearest,
};
use crate::plan::{Problem, UNMAPPED};
use wres_domain::{Dataset, Day, Group, Service};

/// One value of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ExampleValue {
    Null,
    Key(u64),
    Text(String),
    Flag(bool),
    Date(Day),
    /// A number in the unit of the lake: pence, hundredths, or whole ones.
    Number(i64),
    /// A number with decimals.
    Real(f64),
}

/// A table of one dataset.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ExampleTable {
    pub(crate) columns: Vec<LakeColumn>,
    pub(crate) rows: Vec<Vec<ExampleValue>>,
}

/// One line of what an example expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expected {
    /// Dimension and value; `None` for the whole.
    pub(crate) stratum: Option<(String, String)>,
    /// The service; `None` for all together.
    pub(crate) service: Option<Service>,
    /// A group of the binary grouping, or the unknown.
    pub(crate) group: Group,
    /// Cases, or people for pay.
    pub(crate) cases: u64,
    /// Base; for pay the pounds.
    pub(crate) base: u64,
}

impl ExampleTable {
    /// Reads a table of a dataset. Pounds are written in pounds and hours as decimals of full time; an empty cell is null.
    pub(crate) fn of_dataset(dataset: Dataset, text: &str) -> Result<Self, Problem> {
        let (header, lines) = cells(text)?;
        let known = lake_columns(dataset);
        let columns = header
            .iter()
            .map(|name| {
                known.iter().find(|column| column.name == *name).cloned().ok_or_else(|| {
                    Problem::here(format!("`{}` has no column `{name}`", dataset.name()))
                        .hint(nearest(name, known.iter().map(|column| column.name.as_str())))
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let rows = lines
            .iter()
            .map(|line| line.iter().zip(&columns).map(|(cell, column)| value(cell, column)).collect())
            .collect::<Result<Vec<Vec<_>>, Problem>>()?;
        Ok(Self { columns, rows })
    }

    /// Reads what an example expects: `group | cases | base`, with `stratum` (`rung=2`) and `service` where needed.
    pub(crate) fn expected(text: &str) -> Result<Vec<Expected>, Problem> {
        let (header, lines) = cells(text)?;
        let names = ["stratum", "service", "group", "cases", "base"];
        if let Some(name) = header.iter().find(|name| !names.contains(name)) {
            return Err(Problem::here(format!("there is no column `{name}` here")).hint(nearest(name, names)));
        }
        let at = |name: &str| header.iter().position(|known| *known == name);
        let needed = |name: &str| at(name).ok_or_else(|| Problem::here(format!("the column `{name}` is missing")));
        let (group, cases, base) = (needed("group")?, needed("cases")?, needed("base")?);
        lines
            .iter()
            .map(|line| {
                let cell = |name: &str| at(name).map(|column| line[column]).filter(|cell| !cell.is_empty());
                let stratum = match cell("stratum") {
                    None => None,
                    Some(cell) => Some(
                        cell.split_once('=')
                            .map(|(dimension, value)| (dimension.to_owned(), value.to_owned()))
                            .ok_or_else(|| Problem::here(format!("`{cell}` is not a stratum such as `rung=2`")))?,
                    ),
                };
                let service = match cell("service") {
                    None => None,
                    Some(cell) => Some(
                        Service::from_code(cell).ok_or_else(|| Problem::here(format!("`{cell}` is not a service")))?,
                    ),
                };
                let number =
                    |cell: &str| cell.parse().map_err(|_| Problem::here(format!("`{cell}` is not a whole number")));
                let group = Group::try_from(line[group].to_owned()).map_err(Problem::here)?;
                if !matches!(group, Group::White | Group::Bme | Group::Unknown) {
                    return Err(Problem::here(format!("`{}` is not white, bme or unknown", group.code())));
                }
                Ok(Expected { stratum, service, group, cases: number(line[cases])?, base: number(line[base])? })
            })
            .collect()
    }
}

/// Header and lines of a table.
pub(crate) fn cells(text: &str) -> Result<(Vec<&str>, Vec<Vec<&str>>), Problem> {
    let split = |line| str::split(line, '|').map(str::trim).collect::<Vec<&str>>();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).map(split);
    let header = lines.next().ok_or_else(|| Problem::here("the table is empty"))?;
    let lines: Vec<Vec<&str>> = lines.collect();
    match lines.iter().position(|line| line.len() != header.len()) {
        Some(at) => Err(Problem::here(format!(
            "row {} of the table has {} cells, its header has {}",
            at + 1,
            lines[at].len(),
            header.len()
        ))),
        None => Ok((header, lines)),
    }
}

fn value(cell: &str, column: &LakeColumn) -> Result<ExampleValue, Problem> {
    if cell.is_empty() {
        return Ok(ExampleValue::Null);
    }
    let wrong = |what: &str| Problem::here(format!("`{cell}` in `{}` is not {what}", column.name));
    match column.holds {
        Holds::Key => cell.parse().map(ExampleValue::Key).map_err(|_| wrong("a number that stands for an identifier")),
        Holds::Code(list) => match list.iter().any(|code| code.code == cell) {
            true => Ok(ExampleValue::Text(cell.to_owned())),
            false => Err(wrong("a code of its list").hint(nearest(cell, list.iter().map(|code| code.code.as_str())))),
        },
        Holds::Rung if cell == UNMAPPED => Ok(ExampleValue::Null),
        Holds::Rung | Holds::Text => Ok(ExampleValue::Text(cell.to_owned())),
        Holds::Date => cell.parse().map(ExampleValue::Date).map_err(|_| wrong("a date such as 2024-10-01")),
        Holds::Money | Holds::Integer => {
            let scale = if column.holds == Holds::Money { 100 } else { 1 };
            let number: i64 = cell.parse().map_err(|_| wrong("a whole number"))?;
            number.checked_mul(scale).map(ExampleValue::Number).ok_or_else(|| wrong("a number of that size"))
        }
        Holds::Fte => {
            let (whole, part) = cell.split_once('.').unwrap_or((cell, ""));
            let digits = format!("{whole}{part:0<2}");
            match digits.parse() {
                Ok(hundredths) if part.len() <= 2 => Ok(ExampleValue::Number(hundredths)),
                _ => Err(wrong("a decimal of full time such as 0.5")),
            }
        }
        Holds::Flag => match cell {
            "yes" => Ok(ExampleValue::Flag(true)),
            "no" => Ok(ExampleValue::Flag(false)),
            _ => Err(wrong("`yes` or `no`")),
        },
        Holds::Number => cell.parse().map(ExampleValue::Real).map_err(|_| wrong("a number such as 1.25")),
    }
}

#[cfg(test)]
mod tests {
    use super::{ExampleTable, ExampleValue};
    use wres_domain::{Dataset, Group};

    #[test]
    fn a_table_reads_as_it_is_written() {
        let text = "person_id | ethnicity | salary_fte | hours_fte | regulated\n1 | asian_indian | 30000 | 0.5 | yes\n2 | | | 1 |\n";
        let table = ExampleTable::of_dataset(Dataset::Staff, text).unwrap();
        assert_eq!(
            table.rows[0][2..],
            [ExampleValue::Number(3_000_000), ExampleValue::Number(50), ExampleValue::Flag(true)]
        );
        assert_eq!(table.rows[1][1], ExampleValue::Null);
        assert_eq!(table.rows[1][3], ExampleValue::Number(100));
    }

    #[test]
    fn a_mistake_in_a_table_is_named() {
        let of = |text| ExampleTable::of_dataset(Dataset::Staff, text).unwrap_err();
        assert!(of("person_id | etnicity\n1 | x\n").hint.is_some_and(|hint| hint.contains("ethnicity")));
        assert!(of("person_id | ethnicity\n1\n").message.contains("row 1"));
        assert!(of("person_id | ethnicity\n1 | asian_indien\n").hint.is_some_and(|hint| hint.contains("asian_indian")));
    }

    #[test]
    fn what_is_expected_names_its_stratum() {
        let rows =
            ExampleTable::expected("stratum | group | cases | base\nrung=2 | bme | 1 | 4\n | white | 2 | 6\n").unwrap();
        assert_eq!(rows[0].stratum, Some(("rung".into(), "2".into())));
        assert_eq!((rows[1].stratum.clone(), rows[1].group, rows[1].base), (None, Group::White, 6));
        assert!(ExampleTable::expected("group | cases\nbme | 1\n").is_err());
        assert!(ExampleTable::expected("group | cases | base\nasian | 1 | 2\n").is_err());
    }
}
