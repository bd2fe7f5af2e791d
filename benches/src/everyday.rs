//! A staff file as it comes on most days: all fields in quotation marks, pounds with commas, long labels, CRLF.

use crate::staff::{SITE, mixed};
use std::io::{self, Write};

/// How the file is mapped. Name, line manager and cost centre are not used.
pub const MAPPING: &str = r#"
site = "E06000008"
date_order = "dmy"
[[source]]
dataset = "staff"
file = "staff.csv"
[source.codelists]
ethnicity = "labels"
[source.columns]
person_id = "Personal Reference"
post_id = "Post Reference"
ethnicity = "Ethnic Origin Description"
sex = "Gender (as recorded)"
disability = "Disability Declared"
service = "Directorate / Service Area"
role = "Post Title Group"
grade = "Grade and Spinal Column Range"
salary_fte = "Full Time Annual Salary"
hours_fte = "Contract FTE"
contract = "Contract Basis"
service_start = "Continuous Service Start"
grade_start = "Start Date In Grade"
[source.values.service]
"Adult Social Care and Health" = "adults"
"Children, Young People and Families" = "children"
"Corporate Services (including Finance)" = "corporate"
[source.values.role]
"Social Worker (Qualified)" = "social_worker"
"Senior Practitioner - Social Work" = "social_worker"
"Social Work Team Manager" = "manager"
"Reablement Support Worker" = "care_worker"
"Occupational Therapist (Qualified)" = "occupational_therapist"
"Business Support and Administration" = "other"
[source.values.contract]
"Permanent - NJC Green Book" = "permanent"
"Fixed Term - NJC Green Book" = "fixed_term"
[grades]
"Grade 04 (SCP 5 to 8)" = "1"
"Grade 05 (SCP 9 to 13)" = "1"
"Grade 06 (SCP 14 to 19)" = "2"
"Grade 07 (SCP 20 to 25)" = "2"
"Grade 08 (SCP 26 to 30)" = "3"
"Grade 09 (SCP 31 to 35)" = "4"
"Grade 10 (SCP 36 to 40)" = "5"
"Grade 11 (SCP 41 to 45)" = "6"
"#;

const HEADER: [&str; 17] = [
    "Personal Reference",
    "Post Reference",
    "Employee Name",
    "Ethnic Origin Description",
    "Gender (as recorded)",
    "Date of Birth",
    "Disability Declared",
    "Directorate / Service Area",
    "Post Title Group",
    "Grade and Spinal Column Range",
    "Full Time Annual Salary",
    "Contract FTE",
    "Contract Basis",
    "Continuous Service Start",
    "Start Date In Grade",
    "Line Manager",
    "Cost Centre Description",
];
const ETHNICITIES: [&str; 14] = [
    "White: English, Welsh, Scottish, Northern Irish or British",
    "White: English, Welsh, Scottish, Northern Irish or British",
    "White: English, Welsh, Scottish, Northern Irish or British",
    "White: Irish",
    "White: Any other White background",
    "Mixed or Multiple ethnic groups: White and Black Caribbean",
    "Mixed or Multiple ethnic groups: Any other Mixed or Multiple background",
    "Asian, Asian British or Asian Welsh: Indian",
    "Asian, Asian British or Asian Welsh: Pakistani",
    "Asian, Asian British or Asian Welsh: Bangladeshi",
    "Black, Black British, Black Welsh, Caribbean or African: African",
    "Black, Black British, Black Welsh, Caribbean or African: Caribbean",
    "Other ethnic group: Arab",
    "Prefer not to say",
];
const SERVICES: [&str; 3] =
    ["Adult Social Care and Health", "Children, Young People and Families", "Corporate Services (including Finance)"];
const ROLES: [&str; 6] = [
    "Social Worker (Qualified)",
    "Senior Practitioner - Social Work",
    "Social Work Team Manager",
    "Reablement Support Worker",
    "Occupational Therapist (Qualified)",
    "Business Support and Administration",
];
const GRADES: [&str; 8] = [
    "Grade 04 (SCP 5 to 8)",
    "Grade 05 (SCP 9 to 13)",
    "Grade 06 (SCP 14 to 19)",
    "Grade 07 (SCP 20 to 25)",
    "Grade 08 (SCP 26 to 30)",
    "Grade 09 (SCP 31 to 35)",
    "Grade 10 (SCP 36 to 40)",
    "Grade 11 (SCP 41 to 45)",
];

/// Writes the header and rows `from..to`. The same numbers give the same rows, each of about 420 bytes.
///
/// # Errors
/// What the writer returns.
pub fn write_everyday(out: &mut impl Write, from: u64, to: u64) -> io::Result<()> {
    write!(out, "\"{}\"\r\n", HEADER.join("\",\""))?;
    for n in from..to {
        let mut state = mixed(n ^ 0x0E7E_4DA7);
        let mut pick = |of: u64| {
            state = mixed(state);
            state % of
        };
        let (born, began, grade) = (1960 + pick(25), 2004 + pick(18), pick(8) as usize);
        let pounds = 23_000 + grade as u64 * 4_900 + pick(4_500);
        write!(
            out,
            "\"{:07}\",\"POST-{n:07}\",\"Surname{}, Forename{}\",\"{}\",\"{}\",\"{:02}/{:02}/{born}\",\"{}\",\"{}\",\"{}\",\"{}\",\
             \"\u{A3}{},{:03}.00\",\"{}\",\"{}\",\"{:02}/{:02}/{began}\",\"{:02}/{:02}/{}\",\"Manager{}, Given{}\",\"Cost centre {} of {SITE}\"\r\n",
            1_000_000 + n,
            pick(5000),
            pick(3000),
            ETHNICITIES[pick(14) as usize],
            ["Female", "Male"][pick(2) as usize],
            pick(28) + 1,
            pick(12) + 1,
            ["Yes", "No", "No"][pick(3) as usize],
            SERVICES[pick(3) as usize],
            ROLES[pick(6) as usize],
            GRADES[grade],
            pounds / 1000,
            pounds % 1000,
            ["1.0000", "1.0000", "0.8108", "0.5946"][pick(4) as usize],
            ["Permanent - NJC Green Book", "Fixed Term - NJC Green Book"][pick(2) as usize],
            pick(28) + 1,
            pick(12) + 1,
            pick(28) + 1,
            pick(12) + 1,
            began + 1 + pick(2),
            pick(400),
            pick(400),
            pick(90),
        )?;
    }
    Ok(())
}
