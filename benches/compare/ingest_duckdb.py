"""The same work in DuckDB: read a wide staff file, join the code lists, cast, hash identifiers, write Parquet.

    python ingest_duckdb.py staff.csv out.parquet THREADS

That is the mapping alone. With `whole` after it, also what the way to the lake does beyond mapping: identifiers under HMAC, the row of
the file, the hash of the file, rows that repeat another and posts that stand twice set aside, and the rules about single rows counted:

    python ingest_duckdb.py staff.csv out.parquet THREADS whole

With `everyday` in its place the mapping alone of a file of `staff_files FOLDER ROWS 1 everyday`, identifiers under HMAC:

    python ingest_duckdb.py staff.csv out.parquet THREADS everyday

With `lake` in place of the file it reads a lake instead and prints the rows of each dataset:

    python ingest_duckdb.py lake LAKE
"""

import glob
import hashlib
import os
import resource
import sys
import time

import duckdb

LISTS = {
    "ethnicity": {
        "WBRI": "white_british", "WOTH": "white_other", "AIND": "asian_indian", "APKN": "asian_pakistani",
        "BAFR": "black_african", "BCRB": "black_caribbean", "MWBC": "mixed_white_black_caribbean",
        "REFU": "unknown_refused", "NOBT": "unknown_not_asked", "CHNE": "asian_chinese",
    },
    "sex": {"F": "female", "M": "male"},
    "service": {"Adults": "adults", "Children": "children", "Corporate": "corporate"},
    "role": {role: role.lower().replace(" ", "_") for role in (
        "Social Worker", "Senior Social Worker", "Team Manager", "Support Worker", "Occupational Therapist", "Administrator")},
    "contract": {"Permanent": "permanent", "Fixed term": "fixed_term"},
    "rung": dict(zip([f"Grade {n}" for n in range(4, 12)], "11223456")),
}

# Everything but the identifiers, with the names of the lake.
COLUMNS = """
    coalesce(ethnicity.means, 'unknown_unmapped') as ethnicity, sex.means as sex,
    date_diff('year', strptime(f."Date of Birth", '%d/%m/%Y')::date, date '2025-03-31') // 5 as age_band,
    f."Disability" = 'Y' as disability, service.means as service, role.means as role, f."Grade" as grade, rung.means as rung,
    (f."Annual Salary"::decimal(12, 2) * 100)::bigint as salary_fte, (f."FTE"::decimal(6, 2) * 100)::int as hours_fte,
    contract.means as contract, f."Registered Professional" = 'Y' as regulated,
    strptime(f."Continuous Service Date", '%d/%m/%Y')::date as service_start,
    strptime(f."Post Start Date", '%d/%m/%Y')::date as grade_start
"""

JOINS = """
  left join ethnicity on ethnicity.code = f."Ethnic Origin" left join sex on sex.code = f."Gender"
  left join service on service.code = f."Directorate" left join role on role.code = f."Job Title"
  left join contract on contract.code = f."Contract Type" left join rung on rung.code = f."Grade"
"""

QUERY = f"""
copy (
  select substr(sha256('key' || f."Employee Number"), 1, 16) as person_id, substr(sha256('key' || f."Position Number"), 1, 16) as post_id,
  {COLUMNS}
  from read_csv('{{path}}', all_varchar = true, header = true) f {JOINS}
) to '{{out}}' (format parquet, compression zstd)
"""

# Sixty-four bytes of key, before the message and before its hash.
INNER, OUTER = "i" * 64, "o" * 64


def keyed(column):
    return f"""substr(sha256('{OUTER}' || sha256('{INNER}site/person/' || f."{column}")), 1, 16)"""


STAGE = f"""
create temp table staged as
  select {keyed("Employee Number")} as person_id, {keyed("Position Number")} as post_id, {COLUMNS},
    hash(f) as content, row_number() over () + 1 as _row
  from read_csv('{{path}}', all_varchar = true, header = true) f {JOINS}
"""

# Of the rules about single rows of staff those that fit in a line of SQL.
RULES = """
select count_if(ethnicity = 'unknown_unmapped'), count_if(salary_fte < 2000000), count_if(salary_fte > 30000000),
  count_if(hours_fte > 150), count_if(hours_fte = 0), count_if(age_band < 3 or age_band > 16), count_if(service_start > date '2025-03-31'),
  count_if(grade_start > date '2025-03-31'), count_if(grade_start < service_start), count_if(service is null), count_if(role is null),
  count_if(rung is null), count_if(contract is null), count_if(regulated and role = 'administrator')
from staged
"""

KEEP = """
copy (
  select * exclude content from staged
  semi join (select min(_row) as _row from staged group by person_id, post_id) using (_row)
) to '{out}' (format parquet, compression zstd)
"""


ROLES = {
    "Social Worker (Qualified)": "social_worker", "Senior Practitioner - Social Work": "social_worker",
    "Social Work Team Manager": "manager", "Reablement Support Worker": "care_worker",
    "Occupational Therapist (Qualified)": "occupational_therapist", "Business Support and Administration": "other",
}
EVERYDAY_LISTS = {
    "ethnicity": {
        "White: English, Welsh, Scottish, Northern Irish or British": "white_british", "White: Irish": "white_irish",
        "White: Any other White background": "white_other",
        "Mixed or Multiple ethnic groups: White and Black Caribbean": "mixed_white_black_caribbean",
        "Mixed or Multiple ethnic groups: Any other Mixed or Multiple background": "mixed_other",
        "Asian, Asian British or Asian Welsh: Indian": "asian_indian",
        "Asian, Asian British or Asian Welsh: Pakistani": "asian_pakistani",
        "Asian, Asian British or Asian Welsh: Bangladeshi": "asian_bangladeshi",
        "Black, Black British, Black Welsh, Caribbean or African: African": "black_african",
        "Black, Black British, Black Welsh, Caribbean or African: Caribbean": "black_caribbean",
        "Other ethnic group: Arab": "other_arab", "Prefer not to say": "unknown_refused",
    },
    "sex": {"Female": "female", "Male": "male"},
    "service": {
        "Adult Social Care and Health": "adults", "Children, Young People and Families": "children",
        "Corporate Services (including Finance)": "corporate",
    },
    "role": ROLES,
    "contract": {"Permanent - NJC Green Book": "permanent", "Fixed Term - NJC Green Book": "fixed_term"},
    "rung": {
        "Grade 04 (SCP 5 to 8)": "1", "Grade 05 (SCP 9 to 13)": "1", "Grade 06 (SCP 14 to 19)": "2", "Grade 07 (SCP 20 to 25)": "2",
        "Grade 08 (SCP 26 to 30)": "3", "Grade 09 (SCP 31 to 35)": "4", "Grade 10 (SCP 36 to 40)": "5", "Grade 11 (SCP 41 to 45)": "6",
    },
}

EVERYDAY = f"""
copy (
  select {keyed("Personal Reference")} as person_id, {keyed("Post Reference")} as post_id,
    coalesce(ethnicity.means, 'unknown_unmapped') as ethnicity, sex.means as sex,
    date_diff('year', strptime(f."Date of Birth", '%d/%m/%Y')::date, date '2025-03-31') // 5 as age_band,
    f."Disability Declared" = 'Yes' as disability, service.means as service, role.means as role,
    f."Grade and Spinal Column Range" as grade, rung.means as rung,
    (replace(replace(f."Full Time Annual Salary", '£', ''), ',', '')::decimal(12, 2) * 100)::bigint as salary_fte,
    round(f."Contract FTE"::decimal(8, 4) * 100)::int as hours_fte, contract.means as contract,
    strptime(f."Continuous Service Start", '%d/%m/%Y')::date as service_start,
    strptime(f."Start Date In Grade", '%d/%m/%Y')::date as grade_start
  from read_csv('{{path}}', all_varchar = true, header = true) f
  left join ethnicity on ethnicity.code = f."Ethnic Origin Description" left join sex on sex.code = f."Gender (as recorded)"
  left join service on service.code = f."Directorate / Service Area" left join role on role.code = f."Post Title Group"
  left join contract on contract.code = f."Contract Basis" left join rung on rung.code = f."Grade and Spinal Column Range"
) to '{{out}}' (format parquet, compression zstd)
"""


def whole(db, path, out):
    with open(path, "rb") as file:
        hashlib.file_digest(file, "sha256")
    db.execute(STAGE.format(path=path))
    db.execute("select count(*) - count(distinct content) from staged")
    db.execute(RULES).fetchall()
    db.execute(KEEP.format(out=out))


def read_lake(lake):
    db = duckdb.connect()
    for folder in sorted(glob.glob(os.path.join(lake, "*", "period=*"))):
        dataset = os.path.basename(os.path.dirname(folder))
        pattern = os.path.join(folder, "*", "*.parquet")
        rows = db.execute(f"select period, site, count(*) from read_parquet('{pattern}', hive_partitioning = true) group by all")
        for period, site, count in rows.fetchall():
            print(dataset, period, site, count)


def main():
    if sys.argv[1] == "lake":
        return read_lake(sys.argv[2])
    path, out, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    db = duckdb.connect()
    db.execute(f"set threads = {threads}")
    everyday = sys.argv[4:] == ["everyday"]
    for name, codes in (EVERYDAY_LISTS if everyday else LISTS).items():
        db.execute(f"create table {name}(code varchar, means varchar)")
        db.executemany(f"insert into {name} values (?, ?)", list(codes.items()))
    start = time.time()
    if sys.argv[4:] == ["whole"]:
        whole(db, path, out)
    else:
        db.execute((EVERYDAY if everyday else QUERY).format(path=path, out=out))
    seconds = time.time() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"DuckDB {duckdb.__version__}: {os.path.getsize(path) / 1e6 / seconds:.0f} MB/s, {used.ru_utime + used.ru_stime:.1f} s "
          f"of processor, {used.ru_maxrss / 1024:.0f} MiB")


main()
