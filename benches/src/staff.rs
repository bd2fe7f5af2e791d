//! A wide staff file of any length, as an HR system exports it, and the mapping it is read with.

use std::io::{self, Write};

/// The site of the file.
pub const SITE: &str = "E06000008";
/// The period of the file.
pub const PERIOD: &str = "2024-25";

/// How the file is mapped. Surname, forename, team and location are not used.
pub const MAPPING: &str = r#"
site = "E06000008"
date_order = "dmy"
[[source]]
dataset = "staff"
file = "staff.csv"
[source.codelists]
ethnicity = "dfe_csww"
[grades]
"Grade 4" = "1"
"Grade 5" = "1"
"Grade 6" = "2"
"Grade 7" = "2"
"Grade 8" = "3"
"Grade 9" = "4"
"Grade 10" = "5"
"Grade 11" = "6"
"#;

/// The header: nineteen columns.
pub const HEADER: [&str; 19] = [
    "Employee Number",
    "Position Number",
    "Surname",
    "Forename",
    "Ethnic Origin",
    "Gender",
    "Date of Birth",
    "Disability",
    "Directorate",
    "Job Title",
    "Grade",
    "Annual Salary",
    "FTE",
    "Contract Type",
    "Registered Professional",
    "Continuous Service Date",
    "Post Start Date",
    "Team",
    "Location",
];

const ETHNICITIES: [&str; 12] =
    ["WBRI", "WBRI", "WBRI", "WOTH", "AIND", "APKN", "BAFR", "BCRB", "MWBC", "REFU", "NOBT", "CHNE"];
const ROLES: [(&str, &str); 6] = [
    ("Social Worker", "Y"),
    ("Senior Social Worker", "Y"),
    ("Team Manager", "Y"),
    ("Support Worker", "N"),
    ("Occupational Therapist", "Y"),
    ("Administrator", "N"),
];

/// Writes the header and rows `from..to`. The same numbers give the same rows, each of about 190 bytes.
///
/// # Errors
/// What the writer returns.
pub fn write_staff(out: &mut impl Write, from: u64, to: u64) -> io::Result<()> {
    writeln!(out, "{}", HEADER.join(","))?;
    for n in from..to {
        let mut state = mixed(n);
        let mut pick = |of: u64| {
            state = mixed(state);
            state % of
        };
        let (role, registered) = ROLES[pick(6) as usize];
        let (born, began, grade) = (1960 + pick(25), 2004 + pick(18), pick(8));
        writeln!(
            out,
            "{n:08},P{n:08},Surname{},Forename{},{},{},{:02}/{:02}/{born},{},{},{role},Grade {},{}.00,{},{},{registered},{:02}/{:02}/{began},{:02}/{:02}/{},Team {},\"Civic Centre, floor {}\"",
            pick(5000),
            pick(3000),
            ETHNICITIES[pick(12) as usize],
            ["F", "M"][pick(2) as usize],
            pick(28) + 1,
            pick(12) + 1,
            ["Y", "N"][pick(2) as usize],
            ["Adults", "Children", "Corporate"][pick(3) as usize],
            grade + 4,
            24_000 + grade * 5_000 + pick(4_000),
            ["1.00", "1.00", "0.80", "0.60"][pick(4) as usize],
            ["Permanent", "Fixed term"][pick(2) as usize],
            pick(28) + 1,
            pick(12) + 1,
            pick(28) + 1,
            pick(12) + 1,
            began + 1 + pick(2),
            pick(90),
            pick(5)
        )?;
    }
    Ok(())
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
pub(crate) fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
