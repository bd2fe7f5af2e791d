//! Plans that are ready to use.

use crate::{
    plan::{Fate, Plan, SiteOutline},
    planted::Planted,
    style::{Codes, Container, Dates, Encoding, EthnicityList, Flags, Fte, Grades, Headers, Money, Style},
};
use wres_domain::{Dataset, Period};

/// What most sites of the demonstration send.
const USUAL: [Dataset; 7] = [
    Dataset::Staff,
    Dataset::Leavers,
    Dataset::Applications,
    Dataset::Cases,
    Dataset::Training,
    Dataset::Survey,
    Dataset::Moves,
];

const REGIONS: [&str; 3] = ["Northmarch", "Midvale", "Southreach"];

fn years() -> Vec<Period> {
    // Two labels that are years: neither can fail.
    ["2023-24", "2024-25"].into_iter().filter_map(|label| Period::financial_year(label).ok()).collect()
}

impl Plan {
    /// Twelve fictitious authorities and two years, with the mess of real files: text and workbooks, four code lists in
    /// five spellings, four encodings, three delimiters, titles and totals, two posts for one person, agency workers,
    /// unknown ethnicities. In the second year one site is late, and one sends a file that must be rejected.
    #[must_use]
    pub fn demo() -> Self {
        Self { periods: years(), sites: demo_sites(), planted: Planted::default() }
    }

    /// `sites` clean sites that write canonical text, together with about `rows` rows of staff in the last of two years.
    #[must_use]
    pub fn clean(sites: usize, rows: usize) -> Self {
        let people = u32::try_from(rows / sites.max(1)).unwrap_or(u32::MAX);
        let datasets = [USUAL.as_slice(), &[Dataset::Appraisals, Dataset::Incidents]].concat();
        let site = |index: usize| {
            let code = format!("D{:07}", index + 1);
            let region = REGIONS[index % REGIONS.len()];
            let bme = 0.06 + 0.04 * (index % 10) as f64;
            SiteOutline {
                slips: false,
                unknown: 0.02,
                datasets: datasets.clone(),
                ..outline(&code, &format!("Clean {}", index + 1), region, people, bme)
            }
        };
        Self { periods: years(), sites: (0..sites).map(site).collect(), planted: Planted::default() }
    }
}

/// A site with nothing peculiar about it.
fn outline(code: &str, name: &str, region: &str, people: u32, bme: f64) -> SiteOutline {
    SiteOutline {
        code: code.to_owned(),
        name: name.to_owned(),
        region: region.to_owned(),
        people,
        bme,
        children: 0.42,
        corporate: 0.05,
        unknown: 0.05,
        second_posts: 0.02,
        agency: 0.03,
        datasets: USUAL.to_vec(),
        style: Style::CLEAN,
        slips: true,
        fates: Vec::new(),
    }
}

fn text(delimiter: char, encoding: Encoding, carriage_return: bool) -> Container {
    Container::Text { delimiter, encoding, carriage_return }
}

fn demo_sites() -> Vec<SiteOutline> {
    let [north, mid, south] = REGIONS;
    let clean = Style::CLEAN;
    vec![
        SiteOutline {
            style: Style { headers: Headers::Familiar, codes: Codes::Familiar, ..clean },
            ..outline("D0000001", "Ambermoor", mid, 2_480, 0.22)
        },
        SiteOutline {
            style: Style {
                container: Container::OneWorkbook,
                headers: Headers::Familiar,
                ethnicity: EthnicityList::AscWds,
                money: Money::Pounds,
                codes: Codes::Familiar,
                grades: Grades::Council,
                title: true,
                ..clean
            },
            ..outline("D0000002", "Brackenfold", north, 1_450, 0.09)
        },
        SiteOutline {
            second_posts: 0.04,
            style: Style {
                container: text(',', Encoding::Windows1252, true),
                headers: Headers::Own,
                ethnicity: EthnicityList::NhsLabels,
                dates: Dates::Slashes,
                flags: Flags::Letters,
                money: Money::Pounds,
                codes: Codes::Familiar,
                grades: Grades::Letters,
                title: true,
                ..clean
            },
            ..outline("D0000003", "Coldharrow", south, 620, 0.48)
        },
        SiteOutline {
            style: Style {
                container: text(';', Encoding::Utf8, true),
                headers: Headers::Familiar,
                ethnicity: EthnicityList::Dfe,
                dates: Dates::Dots,
                flags: Flags::Digits,
                fte: Fte::Short,
                totals: true,
                ..clean
            },
            ..outline("D0000004", "Dunmarsh", north, 310, 0.12)
        },
        SiteOutline {
            style: Style {
                headers: Headers::Familiar,
                ethnicity: EthnicityList::Nhs,
                flags: Flags::Letters,
                money: Money::Decimal,
                totals: true,
                extra_columns: true,
                ..clean
            },
            ..outline("D0000005", "Eldermere", mid, 900, 0.31)
        },
        SiteOutline {
            style: Style {
                container: Container::Workbooks,
                headers: Headers::Familiar,
                dates: Dates::Slashes,
                codes: Codes::Familiar,
                ..clean
            },
            ..outline("D0000006", "Fallowbeck", north, 150, 0.06)
        },
        SiteOutline {
            second_posts: 0.07,
            agency: 0.09,
            style: Style {
                container: text(',', Encoding::Utf8Mark, true),
                headers: Headers::Own,
                ethnicity: EthnicityList::Dfe,
                dates: Dates::Slashes,
                money: Money::Pounds,
                codes: Codes::Own,
                grades: Grades::Council,
                extra_columns: true,
                ..clean
            },
            ..outline("D0000007", "Greywick-on-Fen", south, 760, 0.17)
        },
        SiteOutline {
            unknown: 0.16,
            style: Style { headers: Headers::Familiar, flags: Flags::Logical, ..clean },
            ..outline("D0000008", "Hollowdene", mid, 1_100, 0.26)
        },
        SiteOutline {
            fates: vec![Fate::Sent, Fate::Late],
            style: Style {
                container: Container::Workbooks,
                headers: Headers::Familiar,
                ethnicity: EthnicityList::Nhs,
                title: true,
                totals: true,
                ..clean
            },
            ..outline("D0000009", "Ironsedge", north, 430, 0.38)
        },
        SiteOutline {
            fates: vec![Fate::Sent, Fate::WithoutEthnicity],
            style: Style { headers: Headers::Familiar, ethnicity: EthnicityList::Nhs, ..clean },
            ..outline("D0000010", "Juniper Sound", south, 540, 0.14)
        },
        SiteOutline {
            style: Style {
                container: text('\t', Encoding::Utf16, true),
                headers: Headers::Familiar,
                ethnicity: EthnicityList::Dfe,
                fte: Fte::Percent,
                codes: Codes::Familiar,
                ..clean
            },
            ..outline("D0000011", "Kestrelham", south, 1_900, 0.41)
        },
        SiteOutline {
            datasets: vec![Dataset::Staff, Dataset::Leavers, Dataset::Applications, Dataset::Survey],
            style: Style {
                container: Container::OneWorkbook,
                headers: Headers::Own,
                codes: Codes::Own,
                grades: Grades::Letters,
                title: true,
                ..clean
            },
            ..outline("D0000012", "Larkwater", mid, 240, 0.04)
        },
    ]
}
