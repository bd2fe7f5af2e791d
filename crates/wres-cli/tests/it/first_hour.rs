//! The first hour: how many questions lie between the files of a council, as they come, and its first publication.

use assert_cmd::Command;
use rust_xlsxwriter::Workbook;
use std::{fs, path::Path};

const SITE: &str = "E06000008";
const PIPELINE: &str = "name = \"first\"\ntitle = \"A first hour\"\nstandards = [\"sc-wres-2024\"]\n[[period]]\nlabel = \"2024-25\"\n\
    [[site]]\nid = \"E06000008\"\nname = \"A council\"\n";
const LABELS: [&str; 6] = [
    "White: English, Welsh, Scottish, Northern Irish or British",
    "White: Irish",
    "Asian, Asian British or Asian Welsh: Indian",
    "Black, Black British, Black Welsh, Caribbean or African: African",
    "Mixed or Multiple ethnic groups: White and Asian",
    "Prefer not to say",
];

/// A council: its files, what is typed to the questions, and how many questions there may be.
struct Council {
    name: &'static str,
    lay_out: fn(&Path),
    typed: &'static str,
    most: usize,
}

const COUNCILS: [Council; 6] = [
    Council { name: "a tidy council", lay_out: tidy, typed: "y\ny\ny\ny\ny\ny\ny\ny\n", most: 8 },
    Council {
        name: "a workbook with titles and merged headers",
        lay_out: workbook,
        typed: "y\ny\ny\ny\ny\ny\ny\ny\n",
        most: 8,
    },
    Council { name: "an odd export", lay_out: odd, typed: "y\n= permanent\ny\ny\ny\ny\ny\ny\ny\n", most: 10 },
    Council { name: "codes of the staff record", lay_out: staff_record, typed: "y\ny\ny\ny\ny\ny\ny\ny\n", most: 8 },
    Council { name: "a payroll system", lay_out: payroll, typed: "y\ny\ny\ny\ny\ny\ny\ny\n", most: 8 },
    Council { name: "a system with instants", lay_out: instants, typed: "y\ny\ny\ny\ny\ny\ny\ny\n", most: 8 },
];

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).unwrap();
}

/// Rows of a table under its header, with a sign between cells.
fn table(header: &str, rows: usize, row: impl Fn(usize) -> String) -> String {
    (0..rows).fold(format!("{header}\n"), |text, n| text + &row(n) + "\n")
}

fn day(n: usize) -> String {
    format!("{:02}/{:02}/{}", n % 28 + 1, n % 12 + 1, 2008 + n % 14)
}

fn tidy(folder: &Path) {
    let staff = table(
        "Employee number,Ethnic group,Gender,Date of birth,Service area,Pay grade,Salary,FTE,Contract type,Start date",
        240,
        |n| {
            let grade = n % 9 + 1;
            let services = ["Adults", "Childrens", "Corporate"];
            format!(
                "{},\"{}\",{},{:02}/03/19{},{},Grade {grade},\"£{},{:03}.00\",1,{},{}",
                1000 + n,
                LABELS[n % 6],
                ["Female", "Male"][n % 2],
                n % 28 + 1,
                60 + n % 35,
                services[n % 3],
                20 + 4 * grade,
                n % 900,
                ["Permanent", "Fixed term"][usize::from(n % 7 == 0)],
                day(n)
            )
        },
    );
    write(folder, "staff in post.csv", staff.as_bytes());
    let leavers = table("Employee number,Ethnic group,Leaving date,Reason for leaving", 30, |n| {
        let reasons = ["Resignation", "Retirement", "Career break"];
        format!("{},\"{}\",{:02}/06/2024,{}", 5000 + n, LABELS[n % 6], n % 28 + 1, reasons[n % 3])
    });
    write(folder, "leavers.csv", leavers.as_bytes());
    let cases = table("Case number,Employee number,Case type,Date opened", 20, |n| {
        format!("C{n},{},{},{:02}/09/2024", 1000 + 7 * n, ["Disciplinary", "Grievance raised"][n % 2], n % 28 + 1)
    });
    write(folder, "cases.csv", cases.as_bytes());
    let applications = table("Application number,Ethnic group,Shortlisted,Appointed", 200, |n| {
        let (shortlisted, appointed) = (n % 3 == 0, n % 9 == 0);
        let word = |yes: bool| if yes { "Yes" } else { "No" };
        format!("A{n},\"{}\",{},{}", LABELS[n % 6], word(shortlisted), word(appointed))
    });
    write(folder, "applications.csv", applications.as_bytes());
}

fn workbook(folder: &Path) {
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("Read me").unwrap();
    notes.write(0, 0, "Prepared by HR from the establishment list").unwrap();
    let sheet = book.add_worksheet().set_name("Staff 31 March").unwrap();
    sheet.write(0, 0, "Workforce extract as at 31 March 2025").unwrap();
    let format = rust_xlsxwriter::Format::new();
    sheet.merge_range(2, 0, 2, 2, "Employee", &format).unwrap();
    sheet.merge_range(2, 3, 2, 7, "Post", &format).unwrap();
    let header = ["Number", "Ethnic origin", "Gender", "Service", "Grade", "Salary", "FTE", "Contract type"];
    for (column, cell) in (0..).zip(header.iter().chain(&["Start date"])) {
        sheet.write(3, column, *cell).unwrap();
    }
    let date = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    for n in 0..240_u32 {
        let (row, at) = (n + 4, n as usize);
        sheet.write(row, 0, 1000 + n).unwrap();
        sheet.write(row, 1, LABELS[at % 6]).unwrap();
        sheet.write(row, 2, ["Female", "Male"][at % 2]).unwrap();
        sheet.write(row, 3, ["Adults", "Childrens", "Corporate"][at % 3]).unwrap();
        sheet.write(row, 4, format!("Grade {}", at % 9 + 1)).unwrap();
        sheet.write(row, 5, 20_000 + 4_000 * (n % 9) + n).unwrap();
        sheet.write(row, 6, 1).unwrap();
        sheet.write(row, 7, "Permanent").unwrap();
        let started = rust_xlsxwriter::ExcelDateTime::from_ymd(2010 + (n % 12) as u16, 4, 1).unwrap();
        sheet.write_with_format(row, 8, started, &date).unwrap();
    }
    sheet.write(245, 0, "Source: HR system").unwrap();
    book.save(folder.join("Workforce.xlsx")).unwrap();
}

fn odd(folder: &Path) {
    let staff = table("Pers. Ref;Heritage;Team area;Point;Monthly basic;Wkly hrs;Joined council", 240, |n| {
        let point = n % 40 + 3;
        let areas = ["Adults", "Childrens", "Corporate"];
        let label = ["White - British", "Asian - Indian", "Black - African", "White - Irish"][n % 4];
        format!(
            "{};{label};{};SCP {point};\u{A3}{}.50;{};{}",
            1000 + n,
            areas[n % 3],
            1_900 + 60 * point,
            ["37", "18.5"][n % 2],
            day(n)
        )
    });
    // In Windows-1252.
    let bytes: Vec<u8> = staff.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    write(folder, "EXPORT_0425.txt", &bytes);
}

fn staff_record(folder: &Path) {
    let staff = table(
        "Employee No;Ethnic Origin;Gender;Directorate;Payscale;Annual Salary;FTE;Employment Type;Latest Start Date",
        240,
        |n| {
            let (codes, bands) = (["A", "B", "H", "N", "Z", "C"], ["Band 5", "Band 6", "Band 7", "Band 8a"]);
            format!(
                "{};{};{};Adults;{};{};1;Permanent;{}",
                20_000 + n,
                codes[n % 6],
                ["Female", "Male"][n % 2],
                bands[n % 4],
                29_000 + 7_000 * (n % 4) + n,
                day(n)
            )
        },
    );
    write(folder, "esr staff.csv", staff.as_bytes());
}

fn payroll(folder: &Path) {
    let staff = table(
        "Pay Number\tEthnicity Description\tSex\tService Unit\tJob Grade\tFull Time Salary\tHours per week\tPost Basis\tContinuous Service Date",
        240,
        |n| {
            let grade = n % 8 + 4;
            format!(
                "{}\t{}\t{}\tAdults\tG{grade:02}\t{}\t{}\tPerm\t{}",
                30_000 + n,
                LABELS[n % 6],
                ["F", "M"][n % 2],
                18_000 + 3_000 * grade + n,
                ["36", "36", "18"][n % 3],
                day(n)
            )
        },
    );
    write(folder, "payroll.tsv", staff.as_bytes());
}

fn instants(folder: &Path) {
    let staff =
        table("personId,ethnicity,gender,serviceArea,grade,salary,fte,contractType,startDate,registered", 240, |n| {
            let day = format!("20{}-06-{:02}T23:00:00Z", 10 + n % 12, n % 28 + 1);
            format!(
                "{},\"{}\",{},Adults,Grade {},{},1,permanent,{day},{}",
                40_000 + n,
                LABELS[n % 6],
                ["female", "male"][n % 2],
                n % 9 + 1,
                24_000 + 3_000 * (n % 9),
                ["Registered", "Not registered"][n % 2]
            )
        });
    write(folder, "people.csv", staff.as_bytes());
}

/// Drafts and answers: how many questions were asked, how many are left, and the talk.
fn mapped(folder: &Path, typed: &str) -> (usize, usize, String) {
    let usual =
        ["init", &format!("inbox/2024-25/{SITE}"), "--site", SITE, "-o", &format!("mappings/{SITE}.toml"), "--ask"];
    let mut command = Command::cargo_bin("wres").unwrap();
    let output = command.current_dir(folder).args(usual).write_stdin(typed).output().unwrap();
    let talk = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let number = |before: &str| -> Option<usize> {
        let line = talk.lines().find(|line| line.contains(before))?;
        line[..line.find(before)?].split([' ', ':']).rfind(|word| !word.is_empty())?.parse().ok()
    };
    let asked = number(" questions were asked").or(number(" question was asked")).unwrap_or(usize::MAX);
    let open = if talk.contains("everything is confirmed") { 0 } else { number(" guess").unwrap_or(usize::MAX) };
    (asked, open, talk)
}

#[test]
fn a_council_is_mapped_with_few_questions_and_published_without_an_edit() {
    let mut said = String::new();
    for Council { name, lay_out, typed, most } in COUNCILS {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let inbox = at.join("inbox/2024-25").join(SITE);
        fs::create_dir_all(&inbox).unwrap();
        lay_out(&inbox);
        let (asked, open, talk) = mapped(at, typed);
        assert!(open == 0, "{name}: {open} questions are left:\n{talk}");
        assert!(asked <= most, "{name}: {asked} questions:\n{talk}");
        said.push_str(&format!("{name}: {asked}\n"));

        write(at, "p.toml", PIPELINE.as_bytes());
        write(at, "wres.key", b"3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b\n");
        crate::keep_private(&at.join("wres.key"));
        let run = ["run", "p.toml", "--key-file", "wres.key"];
        let output = Command::cargo_bin("wres").unwrap().current_dir(at).args(run).output().unwrap();
        let talk = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{name} is not published:\n{talk}");
        assert!(talk.contains("240 rows read: 240 in some figure") || !talk.contains("staff"), "{name}:\n{talk}");
    }
    println!("{said}");
}
