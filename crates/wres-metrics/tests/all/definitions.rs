//! What is refused in a definition, and how that is said.

use wres_metrics::{CountPlan, DefinitionError, Standard};

const GOOD: &str = include_str!("every_word.toml");

fn parse(text: &str) -> Result<Standard, DefinitionError> {
    Standard::parse("my.toml", text, &|name| Standard::embedded_text(name).map(str::to_owned))
}

/// What is said of the definition with a part of it replaced; the part must be there.
fn refused(part: &str, with: &str) -> String {
    assert!(GOOD.contains(part), "{part}");
    parse(&GOOD.replacen(part, with, 1)).unwrap_err().to_string()
}

#[test]
fn a_definition_that_uses_every_word_is_accepted() {
    let standard = parse(GOOD).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(standard.indicators[0].id.0, "every-word-share");
}

#[test]
fn a_column_that_does_not_exist_is_named_with_indicator_key_and_line() {
    let said = refused(
        r#"{ column = "manager_level", one_of = ["senior", "director"] }"#,
        r#"{ column = "manger_level", is = "senior" }"#,
    );
    assert!(said.starts_with("my.toml, line "), "{said}");
    assert!(said.contains("`indicator.manager.case.where[0].column`: `staff` has no column `manger_level`"), "{said}");
    assert!(said.ends_with("(did you mean `manager_level`?)"), "{said}");
}

#[test]
fn a_code_that_is_not_in_its_list_is_named() {
    let said =
        refused(r#"[{ column = "kind", is = "disciplinary" }]"#, r#"[{ column = "kind", is = "disciplinery" }]"#);
    assert!(
        said.contains("`indicator.twice.at_risk.where[0].is`") && said.contains("did you mean `disciplinary`?"),
        "{said}"
    );
}

#[test]
fn a_dataset_that_does_not_exist_is_named() {
    let said = refused(r#"dataset = "applications""#, r#"dataset = "aplications""#);
    assert!(
        said.contains("`population.applications.dataset`") && said.contains("did you mean `applications`?"),
        "{said}"
    );
    let said = refused(r#"{ dataset = "moves", "#, r#"{ dataset = "survey", "#);
    assert!(said.contains("`indicator.promoted.case.dataset`: `survey` has no `person_id` to link by"), "{said}");
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest() {
    let said = refused("adverse = \"lower_rate\"", "advers = \"lower_rate\"");
    assert!(said.contains("there is no key `advers` here (did you mean `adverse`?)"), "{said}");
    let said = refused("kind = \"share\"", "kind = \"shares\"");
    assert!(said.contains("`shares` is not one of") && said.contains("did you mean `share`?"), "{said}");
}

#[test]
fn tests_that_do_not_fit_their_column_are_refused() {
    let part = r#"{ column = "rung", known = false }"#;
    for (with, why) in [
        (r#"{ column = "rung" }"#, "says nothing"),
        (r#"{ column = "rung", known = false, is = "1" }"#, "one condition, not `is` and `known`"),
        (r#"{ column = "rung", is = "7" }"#, "`7` is not a code of this column"),
        (r#"{ column = "rung", is = 7 }"#, "write a code in quotes"),
        (r#"{ column = "regulated", is = "yes" }"#, "write `true` or `false`"),
        (r#"{ column = "service_start", is = "2020-01-01" }"#, "`in_period` and `known`"),
        (r#"{ column = "sex", in_period = true }"#, "only a column of dates"),
        (r#"{ column = "sex", at_least = "male" }"#, "only numbers and rungs have an order"),
        (r#"{ column = "sex", nature = "x" }"#, "has the nature `x`"),
        (r#"{ column = "person_id", is = 1 }"#, "no test but `known`"),
        (r#"{ column = "sex", one_of = [] }"#, "the list is empty"),
        (r#"{ column = "sex", above = "rung" }"#, "both columns must hold rungs"),
        (r#"{ column = "service_start", within_days = 3 }"#, "the column `of` is missing"),
        (r#"{ column = "service_start", within_days = 3, of = "rung" }"#, "both columns must hold dates"),
        (r#"{ column = "service_start", known = true, of = "grade_start" }"#, "only days within others"),
        (r#"{ column = "salary_fte", at_least = 92233720368547759 }"#, "too large"),
    ] {
        let said = refused(part, with);
        assert!(said.contains(why), "{with}: {said}");
        assert!(said.contains("dimension"), "{said}");
    }
}

#[test]
fn conditions_that_cannot_be_are_refused() {
    for (part, with, why) in [
        (r#"when = "snapshot""#, r#"when = "rows""#, "say `snapshot`"),
        (r#"dataset = "applications""#, "dataset = \"applications\"\nwhen = \"snapshot\"", "only people in `staff`"),
        (r#"case = { fate = "left" }"#, r#"case = {}"#, "the condition has no test"),
        (r#"case = { fate = "left" }"#, r#"case = { where = [], at_least = 1 }"#, "only rows of another dataset"),
        (r#"at_least = 2 }"#, r#"at_least = 0 }"#, "at least one row must pass"),
        (r#"population = "before""#, r#"population = "befor""#, "did you mean `before`?"),
        (r#"by = ["rung", "pay", "hours""#, r#"by = ["rung", "pai", "hours""#, "did you mean `pay`?"),
        (r#"by = ["rung", "pay", "hours""#, r#"by = ["rung", "rung", "hours""#, "is named twice"),
        (r#"by = ["rung", "pay", "hours""#, r#"by = ["reason", "pay", "hours""#, "does not fit this indicator"),
        (r#"by = ["perpetrator", "response"]"#, r#"by = ["reason"]"#, "`incidents` has no column `reason`"),
    ] {
        let said = refused(part, with);
        assert!(said.contains(why), "{with}: {said}");
    }
}

#[test]
fn pay_is_counted_by_a_column_of_money() {
    let text = Standard::embedded_text("pay-gap").unwrap();
    let refused = |part: &str, with: &str| {
        assert!(text.contains(part), "{part}");
        parse(&text.replacen(part, with, 1)).unwrap_err().to_string()
    };
    let said = refused("\ncolumn = \"bonus\"", "\ncolumn = \"hours_fte\"");
    assert!(said.contains("`hours_fte` holds no money"), "{said}");
    let said = refused("\ncolumn = \"bonus\"", "\ncolumn = \"bonuss\"");
    assert!(said.contains("did you mean `bonus`?"), "{said}");
    let said = refused(r#"kind = "share""#, "kind = \"share\"\ncolumn = \"bonus\"");
    assert!(said.contains("`indicator.band.column`: only pay is counted by the amounts in a column"), "{said}");
    let said = refused(r#"of = "bonus_gap""#, r#"of = "pay_gap""#);
    assert!(said.contains("`bonus_gap` of another `column` of money"), "{said}");
}

#[test]
fn a_proportion_of_questionnaires_is_weighted_by_a_column_of_numbers() {
    let text = Standard::embedded_text("experience").unwrap();
    let refused = |part: &str, with: &str| {
        assert!(text.contains(part), "{part}");
        parse(&text.replacen(part, with, 1)).unwrap_err().to_string()
    };
    let said = refused("weight = \"weight\"", "weight = \"wieght\"");
    assert!(
        said.contains("`indicator.harassed-by-public.weight`") && said.contains("did you mean `weight`?"),
        "{said}"
    );
    let said = refused("weight = \"weight\"", "weight = \"service\"");
    assert!(said.contains("`service` holds no weights"), "{said}");
    let said = refused("weight = \"weight\"\n", "");
    assert!(said.contains("the indicator has no `weight`"), "{said}");
    let staff = "population = \"staff\"\ncase = { where = [{ column = \"person_id\", known = true }] }";
    let said = refused(staff, &format!("{staff}\nweight = \"hours_fte\""));
    assert!(said.contains("rows that say themselves who is a case"), "{said}");
}

#[test]
fn a_fate_outside_a_cohort_is_refused() {
    let said =
        refused("population = \"before\"\ncase = { fate = \"up\" }", "population = \"now\"\ncase = { fate = \"up\" }");
    assert!(said.contains("`indicator.up.case.fate`: only a cohort has a fate"), "{said}");
}

#[test]
fn bands_must_meet_and_codes_be_unique() {
    let said = refused(r#"from = 30000 }"#, r#"from = 30001 }"#);
    assert!(said.contains("`dimension.pay.bands[1].from`: a band begins where the one before it ends"), "{said}");
    let said = refused(r#"{ code = "2", label = "2" }"#, r#"{ code = "1", label = "2" }"#);
    assert!(said.contains("the code `1` stands twice"), "{said}");
    let said = refused(r#"{ code = "2", label = "2" }"#, r#"{ code = "unmapped", label = "2" }"#);
    assert!(said.contains("cannot be the code of a stratum"), "{said}");
}

#[test]
fn a_sentence_with_a_placeholder_that_nothing_fills_is_refused() {
    let with = "[sentences]\nalone = \"{grup}: {numbers}\"\n\n[indicator.share]";
    let said = refused("[indicator.share]", with);
    assert!(said.contains("nothing fills `{grup}`"), "{said}");
}

#[test]
fn an_example_is_read_when_the_definition_is() {
    let example = "\n[indicator.pay.example]\nsays = \"x\"\nexpect = \"group | cases | base\"\nrows.staff = \"\"\"\nperson_id | etnicity\n1 | x\n\"\"\"\n";
    let said = parse(&format!("{GOOD}{example}")).unwrap_err().to_string();
    assert!(
        said.contains("`indicator.pay.example.rows.staff`") && said.contains("did you mean `ethnicity`?"),
        "{said}"
    );
}

#[test]
fn a_year_points_into_the_file_that_is_wrong() {
    let delta =
        "id = \"sc-wres-2030\"\nextends = \"sc-wres-2024\"\nyear = 2030\n\n[indicator.3.case]\ndataset = \"casess\"\n";
    let said = parse(delta).unwrap_err().to_string();
    assert_eq!(
        said,
        "my.toml, line 6, `indicator.3.case.dataset`: there is no dataset `casess` (did you mean `cases`?)"
    );
    let said = parse(&delta.replace("sc-wres-2024", "sc-wres-2025")).unwrap_err().to_string();
    assert!(said.contains("line 2, `extends`: there is no standard `sc-wres-2025` to extend"), "{said}");
}

#[test]
fn a_year_may_remove_an_indicator_and_says_what_changed() {
    let delta = "id = \"sc-wres-2030\"\nextends = \"sc-wres-2024\"\nyear = 2030\nchanged = \"Fewer.\"\n\n[indicator.7b]\nremoved = true\n\n[indicator.8]\ntitle = \"Leavers\"\nchanged = \"A new title.\"\n";
    let standard = parse(delta).unwrap_or_else(|error| panic!("{error}"));
    assert!(standard.indicator("7b").is_none() && standard.indicator("7a").is_some());
    let leavers = standard.indicator("sc-wres-8").unwrap();
    assert_eq!(leavers.title, "Leavers");
    assert_eq!(
        leavers.history.last().map(|entry| (entry.year, entry.changed.as_str())),
        Some((Some(2030), "A new title."))
    );
    assert_eq!(standard.history.last().map(|entry| entry.changed.as_str()), Some("Fewer."));
}

#[test]
fn a_standard_that_extends_itself_ends_in_an_error() {
    let text = "id = \"x\"\nextends = \"x\"\n";
    let error = Standard::parse("x.toml", text, &|_| Some(text.to_owned())).unwrap_err().to_string();
    assert!(error.contains("is `x` among its own?"), "{error}");
}

#[test]
fn two_years_of_one_standard_do_not_fit_into_one_plan() {
    let (old, new) = (Standard::embedded("sc-wres-2023").unwrap(), Standard::embedded("sc-wres-2024").unwrap());
    let error = CountPlan::compile(&[&old, &new]).unwrap_err().to_string();
    assert!(error.contains("`sc-wres-1` is already defined otherwise"), "{error}");
    assert!(CountPlan::compile(&[&new, &new]).is_ok());
}

#[test]
fn a_plan_prints_what_determines_the_counts() {
    let standard = Standard::embedded("sc-wres-2024").unwrap();
    let text = CountPlan::compile(&[&standard]).unwrap().to_string();
    for part in [
        "scan cases: entered_on, kind, person_id",
        "persons of staff on the snapshot date where contract not in (agency, secondee)",
        "count sc-wres-3 of p2, together and adults, children",
        "case: at least 1 row of cases where from <= entered_on < until and kind in (disciplinary)",
        "by pay_band (base and cases): salary_fte under_30k [..3000000) | 30k_to_69k [3000000..7000000) | 70k_and_over [7000000..)",
        "voluntary: at least 1 row of leavers where from <= left_on < until and reason in (other_employer, relocation, resignation)",
    ] {
        assert!(text.contains(part), "{part}\n---\n{text}");
    }
    // Populations that are the same are one.
    assert_eq!(text.matches("\npopulation p").count(), 4, "{text}");
}

#[test]
fn figures_that_an_indicator_has_not_the_counts_for_are_refused() {
    let survival = r#"measures = [{ of = "survival", at = [1, 12] }]"#;
    let said = refused(survival, r#"measures = [{ of = "ladder" }]"#);
    assert!(
        said.contains("`indicator.survival.measures[0].of`: an indicator of this kind has not the counts"),
        "{said}"
    );
    let said = refused(survival, r#"measures = [{ of = "survival", at = [12, 24] }]"#);
    assert!(said.contains("`indicator.survival.measures[0].at`: it takes numbers that rise, none above 12"), "{said}");
    let said = refused(survival, r#"measures = [{ of = "survivl", at = [12] }]"#);
    assert!(said.contains("did you mean `survival`?"), "{said}");
    let said = refused(survival, r#"measures = [{ of = "incidence", at = [12], with = ["surviva"] }]"#);
    assert!(said.contains("there is no indicator `surviva`") && said.contains("did you mean `survival`?"), "{said}");
    let said = refused(survival, r#"measures = [{ of = "incidence", at = [12], with = ["up"] }]"#);
    assert!(said.contains("reasons that compete are other indicators of the same people in the same bands"), "{said}");
    let said = refused("time_bands = [0, 1, 6, 12]", "time_bands = [1, 6, 12]");
    assert!(said.contains("`indicator.survival.time_bands`: bands of time begin at 0 and rise"), "{said}");
}
