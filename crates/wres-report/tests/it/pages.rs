//! What a person sees.

use crate::ground::{Asked, rendered};
use std::collections::BTreeMap;

const FEW: Asked = Asked { sites: 20, indicators: 3, ratio: 1.6 };
const SYMBOLS: [&str; 10] =
    ["\u{25b2}", "\u{25bc}", "\u{25b3}", "\u{25bd}", "\u{25cb}", "[b]", "[c]", "[u]", "[x]", "[z]"];

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    decoded(&files[name])
}

/// A page as a reader of its source would write it: the template engine writes `/` as a character reference.
fn decoded(page: &[u8]) -> String {
    String::from_utf8(page.to_vec()).unwrap().replace("&#x2f;", "/")
}

fn pages(files: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&String, String)> {
    files.iter().filter(|(name, _)| name.ends_with(".html")).map(|(name, bytes)| (name, decoded(bytes)))
}

/// What stands between two marks, wherever it does.
fn between<'a>(text: &'a str, from: &'a str, to: &'a str) -> Vec<&'a str> {
    text.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

fn without_tags(html: &str) -> String {
    let mut inside = false;
    html.chars()
        .filter(|&c| {
            inside = (inside || c == '<') && c != '>';
            !inside && c != '>'
        })
        .collect()
}

/// Words, and numbers: runs of digits with points and commas between. The number in a place's name is part of the name.
fn words_and_numbers(sentence: &str) -> (usize, usize) {
    let named = |part: &str| part.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    let numbers = sentence.split("Place ").map(named).collect::<Vec<_>>().join("Place ");
    let numbers = numbers
        .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .filter(|part| part.chars().any(|c| c.is_ascii_digit()));
    (sentence.split_whitespace().count(), numbers.count())
}

#[test]
fn sentences_of_the_first_screen_have_at_most_thirty_words_and_few_numbers() {
    for ratio in [1.6, 1.0, 0.5] {
        let files = rendered(Asked { ratio, ..FEW });
        let mut sentences = Vec::new();
        for (_, page) in pages(&files) {
            sentences.extend(between(&page, "<p class=\"open\">", "</p>").iter().map(|one| without_tags(one)));
            sentences.extend(between(&page, "<p class=\"say\">", "</p>").iter().map(|one| without_tags(one)));
        }
        let index = text(&files, "index.html");
        let first = between(&index, "<ol class=\"first\">", "</ol>").join("");
        sentences.extend(between(&first, "</a>: ", "<details>").iter().map(|one| without_tags(one)));
        assert!(sentences.len() > 20, "{ratio}");
        for sentence in sentences {
            let (words, numbers) = words_and_numbers(&sentence);
            // The year is one number more: a label of two.
            assert!(words <= 30 && numbers <= 4, "{words} words, {numbers} numbers: {sentence}");
        }
    }
}

#[test]
fn what_to_see_first_is_what_an_interval_bears_out_and_nothing_else() {
    let index = text(&rendered(FEW), "index.html");
    let first = between(&index, "<ol class=\"first\">", "</ol>");
    assert!(first[0].matches("<li>").count() == 3 && !first[0].contains("cannot"), "{first:?}");
    let quiet = text(&rendered(Asked { ratio: 1.0, ..FEW }), "index.html");
    assert!(quiet.contains("Nothing stands out") && !quiet.contains("<ol class=\"first\">"), "{quiet}");
    assert!(quiet.contains("nothing stands out against"));
}

#[test]
fn every_symbol_is_explained_beneath_what_it_stands_in() {
    let files = rendered(FEW);
    let mut met = 0;
    for (name, page) in pages(&files) {
        let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        for symbol in SYMBOLS {
            let explained = format!("<b>{symbol}</b>");
            for (at, _) in main.match_indices(symbol) {
                if main[..at].ends_with("<b>") {
                    continue;
                }
                met += 1;
                let beneath = main[at..].split("<p class=\"key\">").nth(1).unwrap_or_default().split("</p>").next();
                let beside = main[at..].split("<p class=\"key\">").take(3).any(|part| part.contains(&explained));
                assert!(beneath.is_some() && beside, "{symbol} is not explained on {name}");
            }
        }
    }
    assert!(met > 100, "{met}");
}

#[test]
fn a_finder_leads_to_every_site_and_a_matrix_to_every_figure() {
    let files = rendered(FEW);
    let (index, matrix) = (text(&files, "index.html"), text(&files, "sites.html"));
    for site in 0..FEW.sites {
        let page = format!("sites/S{site:07}.html");
        assert!(files.contains_key(&page) && index.contains(&format!("href=\"{page}\"")), "{page}");
        let late = site % 17 == 16;
        for indicator in 0..FEW.indicators {
            assert_eq!(matrix.contains(&format!("{page}#test-{indicator}")), !late, "{page}");
            assert!(text(&files, &page).contains(&format!("id=\"test-{indicator}\"")));
        }
    }
    assert!(index.contains("Not included: no submission yet") && matrix.contains("Not included: no submission yet"));
}

#[test]
fn every_way_within_a_publication_leads_somewhere_and_none_leads_out() {
    let files = rendered(FEW);
    for (name, page) in pages(&files) {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        for href in between(&page, "href=\"", "\"") {
            let (path, anchor) = href.split_once('#').map_or((href, ""), |(path, anchor)| (path, anchor));
            let full = match (path, path.strip_prefix("../")) {
                ("", _) => name.clone(),
                (_, Some(path)) => path.to_owned(),
                _ if folder.is_empty() => path.to_owned(),
                _ => format!("{folder}/{path}"),
            };
            let target = files.get(&full).unwrap_or_else(|| panic!("{name} leads to {href}"));
            if !anchor.is_empty() {
                let id = format!("id=\"{anchor}\"");
                assert!(String::from_utf8_lossy(target).contains(&id), "{name} leads to {href}");
            }
        }
        assert!(!page.contains("src=") && !page.contains("@import") && !page.contains("url("), "{name}");
    }
}

#[test]
fn a_break_in_a_series_is_drawn_marked_and_said() {
    let page = text(&rendered(FEW), "indicators/test-1.html");
    assert!(page.contains("The series breaks at 2024-25: the question was worded anew."));
    assert!(page.contains("2024-25 [b]") && page.contains("<b>[b]</b>"));
    let trend = between(&page, "<svg class=\"trend\"", "</svg>")[0];
    assert!(!trend.contains("class=\"s\""), "no line leads over a break: {trend}");
    let other = text(&rendered(FEW), "indicators/test-0.html");
    assert!(between(&other, "<svg class=\"trend\"", "</svg>")[0].contains("class=\"s\""));
}

#[test]
fn pages_of_a_hundred_and_fifty_sites_stay_small_and_the_script_below_fifteen_kilobytes() {
    let files = rendered(Asked { sites: 150, indicators: 10, ratio: 1.4 });
    let most = |prefix: &str| {
        files
            .iter()
            .filter(|(name, _)| name.starts_with(prefix) && name.ends_with(".html"))
            .map(|(_, bytes)| bytes.len())
            .max()
    };
    let (index, site, indicator) = (most("index").unwrap(), most("sites/").unwrap(), most("indicators/").unwrap());
    println!(
        "index {index}, largest site {site}, largest indicator {indicator}, matrix and comparison {:?}",
        most("sites.html").zip(most("compare"))
    );
    assert!(index < 300_000 && site < 150_000 && indicator < 300_000, "{index} {site} {indicator}");
    let compare = text(&files, "compare.html");
    assert!(between(&compare, "<script>", "</script>")[0].len() < 15_000);
}
