#!/usr/bin/env python3
"""Some counts of the social care standard by hand, in DuckDB and in Polars, over a lake of `counting_data.py`.

pip install duckdb polars; python3 benches/compare/counting.py LAKE THREADS duckdb|polars

Six indicators, by site, service and ethnicity: staff on each rung, appointed among shortlisted, people in a disciplinary process,
people trained, people who left, people harassed by the public. Each person counts once, at the most senior post; people in the period
are those of this snapshot, of the one before, and the leavers. What the program does beside these: the other indicators of the
standard, cases outside their population, absent columns, and every count for each site apart so that it can be cached.
"""
import os
import resource
import sys
import time

DUCKDB = """
create temp table now as
select site, person_id, arg_max({{e: ethnicity, s: service, r: rung}}, (rung::int, hours_fte, -post_id::bigint)) as x
from staff where contract <> 'agency' group by site, person_id;
create temp table before as
select site, person_id, arg_max({{e: ethnicity, s: service, r: rung}}, (rung::int, hours_fte, -post_id::bigint)) as x
from staff_before where contract <> 'agency' group by site, person_id;
create temp table people as
select site, person_id, x.e as ethnicity, x.s as service from now
union all select b.site, b.person_id, b.x.e, b.x.s from before b anti join now using (site, person_id)
union all select l.site, l.person_id, l.ethnicity, l.service from leavers l
  anti join now using (site, person_id) anti join before using (site, person_id) where reason <> 'internal_move';
create temp table counts as
select 'rung ' || x.r as indicator, site, x.s as service, x.e as ethnicity, count(*) as cases, count(*) as base from now group by all
union all select 'appointed', site, service, ethnicity, count(*) filter (appointed), count(*) from applications
  where shortlisted group by all
union all select 'disciplined', p.site, service, ethnicity, count(c.person_id), count(*) from people p
  left join (select distinct site, person_id from cases where kind = 'disciplinary' and entered_on >= date '2024-04-01'
    and entered_on < date '2025-04-01') c using (site, person_id) group by all
union all select 'trained', p.site, service, ethnicity, count(t.person_id), count(*) from people p
  left join (select distinct site, person_id from training where kind = 'cpd' and funded) t using (site, person_id) group by all
union all select 'left', p.site, p.service, p.ethnicity, count(l.person_id), count(*) from people p
  left join (select distinct site, person_id from leavers where reason <> 'internal_move') l using (site, person_id) group by all
union all select 'harassed', site, service, ethnicity, count(*) filter (harassed_by_public = 'yes'), count(*) from survey
  where harassed_by_public in ('yes', 'no') group by all;
"""


def by_duckdb(lake, threads):
    import duckdb

    db = duckdb.connect()
    db.execute(f"set threads = {threads}")
    tables = [(name, "2024-25", name) for name in ("staff", "leavers", "cases", "training", "applications", "survey")]
    for view, year, name in [*tables, ("staff_before", "2023-24", "staff")]:
        db.execute(
            f"create view {view} as select *, split_part(filename, '/', -2) as site "
            f"from read_parquet('{lake}/{year}/*/{name}.parquet', filename = true)"
        )
    db.execute(DUCKDB.replace("{{", "{").replace("}}", "}"))
    return db.execute("select count(*), sum(cases), sum(base) from counts").fetchone()


def by_polars(lake, _threads):
    import polars as pl

    c = pl.col

    def scan(name, year="2024-25"):
        frame = pl.scan_parquet(f"{lake}/{year}/*/{name}.parquet", include_file_paths="path")
        return frame.with_columns(c("path").str.split("/").list.get(-2).alias("site")).drop("path")

    def snapshot(year):
        senior = ["site", "person_id", "rung", "hours_fte", "post_id"]
        posts = scan("staff", year).filter(c("contract") != "agency").with_columns(c("rung").cast(pl.String).cast(pl.Int32))
        ordered = posts.sort(senior, descending=[False, False, True, True, False])
        return ordered.unique(["site", "person_id"], keep="first", maintain_order=True)

    key = ["site", "person_id"]
    now, before = snapshot("2024-25"), snapshot("2023-24")
    leavers = scan("leavers").filter(c("reason") != "internal_move")
    columns = [*key, c("ethnicity").cast(pl.String), c("service").cast(pl.String)]
    people = pl.concat([
        now.select(columns),
        before.join(now, on=key, how="anti").select(columns),
        leavers.join(now, on=key, how="anti").join(before, on=key, how="anti").select(columns),
    ])

    def linked(name, events):
        events = events.select(key).unique().with_columns(pl.lit(True).alias("case"))
        return people.join(events, on=key, how="left").group_by("site", "service", "ethnicity").agg(
            c("case").count().alias("cases"), pl.len().alias("base")).with_columns(pl.lit(name).alias("indicator"))

    def plain(name, frame, case):
        groups = frame.with_columns(c("ethnicity").cast(pl.String), c("service").cast(pl.String))
        return groups.group_by("site", "service", "ethnicity").agg(
            case.sum().cast(pl.UInt32).alias("cases"), pl.len().alias("base")).with_columns(pl.lit(name).alias("indicator"))

    cases = scan("cases").filter((c("kind") == "disciplinary") & c("entered_on").is_between(
        pl.date(2024, 4, 1), pl.date(2025, 4, 1), closed="left"))
    training = scan("training").filter((c("kind") == "cpd") & c("funded"))
    survey = scan("survey").filter(c("harassed_by_public").cast(pl.String).is_in(["yes", "no"]))
    rungs = now.with_columns(c("ethnicity").cast(pl.String), c("service").cast(pl.String)).group_by(
        "site", "service", "ethnicity", "rung").agg(pl.len().alias("cases"), pl.len().alias("base")).with_columns(
        pl.concat_str(pl.lit("rung "), c("rung").cast(pl.String)).alias("indicator")).drop("rung")
    parts = [
        plain("appointed", scan("applications").filter(c("shortlisted")), c("appointed")), linked("disciplined", cases),
        linked("trained", training), linked("left", leavers), plain("harassed", survey, c("harassed_by_public") == "yes"), rungs,
    ]
    order = ["indicator", "site", "service", "ethnicity", "cases", "base"]
    counts = pl.concat([part.select(order) for part in parts]).collect()
    return counts.height, counts["cases"].sum(), counts["base"].sum()


def main():
    lake, threads, engine = sys.argv[1], sys.argv[2], sys.argv[3]
    os.environ["POLARS_MAX_THREADS"] = threads
    start = time.time()
    rows, cases, base = {"duckdb": by_duckdb, "polars": by_polars}[engine](lake, threads)
    seconds = time.time() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{engine}: {seconds:.2f} s, {used.ru_utime + used.ru_stime:.1f} s of processor, {used.ru_maxrss / 1024:.0f} MiB; "
          f"{rows} rows, {cases} cases of {base}")


main()
