//! The plan's SQL run on an embedded SQL engine: the third opinion on what a plan counts.

use crate::{
    naive::{Cells, PayCells},
    rows::{Sheet, Site, Value},
};
use rusqlite::{Connection, types::Value as Sql};
use wres_domain::{Dataset, Ethnicity, Period, Service};
use wres_metrics::{CountPlan, Shape};

/// Counts a site by the SQL of a plan.
pub(crate) fn counts(plan: &CountPlan, site: &Site, period: &Period) -> (Cells, PayCells) {
    let connection = Connection::open_in_memory().unwrap();
    for (&dataset, columns) in plan.scans() {
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        load(&connection, dataset.name(), &names, site.this.get(&dataset));
        if dataset == Dataset::Staff {
            let before = site.previous.as_ref().and_then(|before| before.get(&dataset));
            load(&connection, "staff_before", &names, before);
        }
    }
    let script = plan.sql(period, &Shape::of(&site.columns()));
    connection.execute_batch(&script).unwrap_or_else(|error| panic!("{error}\n{script}"));
    let mut cells = Cells::new();
    let mut pay = PayCells::new();
    let mut query = connection.prepare("SELECT * FROM counts").unwrap();
    let mut rows = query.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let text = |at: usize| row.get::<_, String>(at).unwrap();
        let number = |at: usize| u64::try_from(row.get::<_, i64>(at).unwrap()).unwrap();
        let service = text(3);
        let service = (service != "together").then(|| Service::from_code(&service).unwrap());
        let ethnicity = Ethnicity::from_code(&text(4)).unwrap();
        if text(1) == "pay" && text(2).parse::<i64>().is_ok() {
            pay.insert((text(0), service, ethnicity, text(2).parse().unwrap()), number(6));
        } else {
            cells.insert((text(0), (text(1), text(2)), service, ethnicity), (number(5), number(6)));
        }
    }
    (cells, pay)
}

fn load(connection: &Connection, table: &str, columns: &[&str], sheet: Option<&Sheet>) {
    let order = ["_file", "_row"].into_iter().filter(|name| !columns.contains(name));
    let columns: Vec<&str> = columns.iter().copied().chain(order).collect();
    let names: Vec<String> = columns.iter().map(|name| format!("\"{name}\"")).collect();
    connection.execute_batch(&format!("CREATE TABLE {table} ({})", names.join(", "))).unwrap();
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = connection.prepare(&format!("INSERT INTO {table} VALUES ({marks})")).unwrap();
    for (number, row) in sheet.iter().flat_map(|sheet| &sheet.rows).enumerate() {
        let cell = |name: &&str| match row.get(*name) {
            None if *name == "_row" => Sql::Integer(i64::try_from(number).unwrap()),
            None | Some(Value::Null) => Sql::Null,
            Some(Value::Key(key)) => Sql::Integer(i64::try_from(*key).unwrap()),
            Some(Value::Text(text)) => Sql::Text(text.clone()),
            Some(Value::Flag(flag)) => Sql::Integer(i64::from(*flag)),
            Some(Value::Day(day)) => Sql::Integer(day.number().into()),
            Some(Value::Number(number)) => Sql::Integer(*number),
            Some(Value::Real(number)) => Sql::Real(*number),
        };
        insert.execute(rusqlite::params_from_iter(columns.iter().map(cell))).unwrap();
    }
}
