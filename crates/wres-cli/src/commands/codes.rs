//! `wres codes`.

use crate::{
    args::{CodesAction, CodesArgs, Global},
    exit::{Exit, Failure},
    output::{print, print_json},
};
use wres_ingest::codes::{self, CodeList};

pub(crate) fn run(args: &CodesArgs, global: &Global) -> Result<Exit, Failure> {
    match &args.action {
        CodesAction::List if global.json => print_json(&codes::lists())?,
        CodesAction::List => {
            for list in codes::lists() {
                print(format!("{:<28} {:>4} codes  {}", list.name, list.entries.len(), list.title))?;
            }
        }
        CodesAction::Show { list } => show(find(list)?, global)?,
        CodesAction::Diff { left, right } => {
            let differences = codes::diff(find(left)?, find(right)?);
            if global.json {
                print_json(&differences)?;
                return Ok(Exit::Done);
            }
            for difference in &differences {
                let side = |side: &Option<(String, String)>| {
                    side.as_ref()
                        .map_or_else(|| "(no such code)".to_owned(), |(label, means)| format!("{label} = {means}"))
                };
                print(format!(
                    "{:<6} {left}: {}; {right}: {}",
                    difference.code,
                    side(&difference.first),
                    side(&difference.second)
                ))?;
            }
            print(format!("{} codes differ", differences.len()))?;
        }
        CodesAction::Test => {
            let problems = codes::self_test();
            for problem in &problems {
                print(problem)?;
            }
            print(format!("{} lists, {} problems", codes::lists().len(), problems.len()))?;
            let collisions = codes::collisions();
            let moving = collisions.iter().filter(|collision| collision.moves_binary).count();
            print(format!(
                "{} codes mean different things in different lists, {moving} of them move people between White, BME and \
                 not known: that is why a list must always be declared",
                collisions.len()
            ))?;
            return Ok(if problems.is_empty() { Exit::Done } else { Exit::Gate });
        }
    }
    Ok(Exit::Done)
}

fn find(name: &str) -> Result<&'static CodeList, Failure> {
    codes::list(name).ok_or_else(|| {
        let names: Vec<&str> = codes::lists().iter().map(|list| list.name.as_str()).collect();
        Failure::usage(format!("there is no code list `{name}`; there are {}", names.join(", ")))
    })
}

fn show(list: &CodeList, global: &Global) -> anyhow::Result<()> {
    if global.json {
        return print_json(list);
    }
    print(format!("{}: {}", list.name, list.title))?;
    for entry in &list.entries {
        print(format!("  {:<8} {:<60} {}", entry.code, entry.label, entry.canonical))?;
    }
    Ok(())
}
