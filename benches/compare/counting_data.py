#!/usr/bin/env python3
"""A lake of synthetic staff and events for measuring: one Parquet file a dataset, site and year, in the types of the lake.

pip install numpy polars; python3 benches/compare/counting_data.py LAKE --sites 150 --staff 1000000
"""
import argparse
import datetime
import pathlib

import numpy as np
import polars as pl

ETHNICITY = ["white_british"] * 60 + ["white_irish"] * 2 + ["white_other"] * 6 + [
    "asian_indian", "asian_pakistani", "asian_bangladeshi", "asian_chinese", "asian_other", "black_african", "black_african",
    "black_african", "black_caribbean", "black_caribbean", "black_other", "mixed_wbc", "mixed_wba", "mixed_wa", "mixed_other",
    "other_arab", "other_any", "unknown_refused", "unknown_blank", "unknown_not_asked"]
REASONS = ["resignation", "other_employer", "relocation", "retirement", "redundancy", "dismissal_conduct", "internal_move"]


def day(text):
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


class Site:
    def __init__(self, seed, people):
        self.rng = np.random.default_rng(seed)
        self.people = people
        self.first = (seed + 1) * 10_000_000

    def code(self, values, n, p=None):
        return pl.Series(self.rng.choice(values, n, p=p)).cast(pl.Categorical)

    def date(self, first, last, n):
        return pl.Series(self.rng.integers(day(first), day(last), n).astype("int32")).cast(pl.Date)

    def flag(self, p, n):
        return pl.Series(self.rng.random(n) < p)

    def staff(self, keys, ethnicity, rung):
        n = len(keys)
        grade = pl.Series([f"Grade {r}" for r in rung]).cast(pl.Categorical)
        return pl.DataFrame({
            "person_id": keys, "post_id": np.arange(n, dtype="uint64"), "ethnicity": pl.Series(ethnicity).cast(pl.Categorical),
            "sex": self.code(["female", "male"], n), "age_band": self.code(["25-29", "30-34", "35-39", "50-54"], n),
            "disability": self.flag(0.1, n), "service": self.code(["adults", "children", "corporate", "other"], n),
            "role": self.code(["social_worker", "manager", "nurse", "care_worker", "other"], n), "grade": grade,
            "rung": pl.Series([str(r) for r in rung]).cast(pl.Categorical),
            "salary_fte": (20_000 + 6_000 * rung + self.rng.integers(0, 12, n) * 500) * 100,
            "hours_fte": self.rng.choice([50, 80, 100], n).astype("int32"),
            "contract": self.code(["permanent", "fixed_term", "casual", "agency"], n, [0.8, 0.1, 0.05, 0.05]),
            "regulated": self.flag(0.5, n), "manager_level": self.code(["none", "team", "service", "senior", "director"], n),
            "board": pl.Series([None] * n, dtype=pl.String).cast(pl.Categorical), "service_start": self.date("1995-04-01", "2025-03-01", n),
            "grade_start": self.date("2010-04-01", "2025-03-01", n), "recruited_abroad": self.flag(0.05, n),
            "_file": np.zeros(n, dtype="uint16"), "_row": np.arange(n, dtype="uint32"),
        })

    def write(self, root, name):
        n = self.people
        people = int(n * 0.95)  # one person in twenty has a second post
        keys = np.arange(self.first, self.first + people, dtype="uint64")
        ethnicity = self.rng.choice(ETHNICITY, people)
        rung = self.rng.integers(1, 10, people)
        second = self.rng.integers(0, people, n - people)
        posts = (np.concatenate([keys, keys[second]]), np.concatenate([ethnicity, ethnicity[second]]),
                 np.concatenate([rung, rung[second]]))
        gone = np.arange(self.first + people, self.first + people + people // 9, dtype="uint64")
        before = (np.concatenate([keys[people // 9:], gone]),
                  np.concatenate([ethnicity[people // 9:], self.rng.choice(ETHNICITY, len(gone))]),
                  np.concatenate([rung[people // 9:], self.rng.integers(1, 10, len(gone))]))
        year, last = "2024-04-01", "2025-04-01"
        pick = lambda k: self.rng.choice(np.concatenate([keys, gone]), k)
        leavers, cases, training, moves, appraisals = len(gone), n // 30, n // 2, n // 15, n
        applications, survey, incidents = n, n // 2, n // 200
        answer = lambda k: self.code(["yes", "no", "dont_know", "not_answered"], k, [0.2, 0.7, 0.05, 0.05])
        reported = self.rng.integers(day(year), day(last), incidents)
        tables = {
            "staff": self.staff(*posts),
            "leavers": pl.DataFrame({"person_id": gone, "left_on": self.date(year, last, leavers), "reason": self.code(REASONS, leavers),
                                     "ethnicity": self.code(ETHNICITY, leavers), "service": self.code(["adults", "children"], leavers)}),
            "cases": pl.DataFrame({"case_id": np.arange(cases, dtype="uint64"), "person_id": pick(cases),
                                   "kind": self.code(["disciplinary", "capability", "grievance_raised", "fitness_to_practise"], cases),
                                   "entered_on": self.date(year, last, cases)}),
            "training": pl.DataFrame({"person_id": pick(training), "kind": self.code(["mandatory", "cpd"], training),
                                      "funded": self.flag(0.6, training), "requested_on": self.date(year, last, training),
                                      "approved": self.flag(0.9, training), "attended_on": self.date(year, last, training)}),
            "moves": pl.DataFrame({"person_id": pick(moves), "moved_on": self.date(year, last, moves),
                                   "from_grade": self.code(["G1", "G2"], moves), "to_grade": self.code(["G2", "G3"], moves),
                                   "from_rung": self.code(["1", "2", "3"], moves), "to_rung": self.code(["2", "3", "4"], moves),
                                   "kind": self.code(["permanent", "acting_up"], moves), "applied": self.flag(0.8, moves)}),
            "appraisals": pl.DataFrame({"person_id": pick(appraisals), "held_on": self.date(year, last, appraisals),
                                        "rating": self.code(["exceeds", "meets"], appraisals), "detriment": self.flag(0.05, appraisals),
                                        "benefit": self.flag(0.1, appraisals)}),
            "applications": pl.DataFrame({"vacancy_id": self.code(["V1", "V2", "V3"], applications),
                                          "application_id": np.arange(applications, dtype="uint64"), "ethnicity": self.code(ETHNICITY, applications),
                                          "service": self.code(["adults", "children"], applications), "grade": self.code(["G1"], applications),
                                          "rung": self.code(["1", "2"], applications), "internal": self.flag(0.3, applications),
                                          "recruited_abroad": self.flag(0.05, applications), "shortlisted": self.flag(0.4, applications),
                                          "interviewed": self.flag(0.3, applications), "offered": self.flag(0.1, applications),
                                          "appointed": self.flag(0.1, applications), "withdrew": self.flag(0.05, applications)}),
            "survey": pl.DataFrame({"respondent_id": np.arange(survey, dtype="uint64"), "ethnicity": self.code(ETHNICITY, survey),
                                    "service": self.code(["adults", "children"], survey), **{q: answer(survey) for q in [
                                        "harassed_by_public", "harassed_by_colleague", "harassed_by_manager", "equal_opportunity",
                                        "discriminated", "reported_it", "considering_leaving"]}}),
            "incidents": pl.DataFrame({"case_id": np.arange(incidents, dtype="uint64"), "person_id": pick(incidents),
                                       "reported_on": pl.Series(reported.astype("int32")).cast(pl.Date),
                                       "perceived_by": self.code(["victim"], incidents), "group": self.code(ETHNICITY, incidents),
                                       "perpetrator": self.code(["public", "colleague", "manager"], incidents),
                                       "form": self.code(["verbal", "physical"], incidents),
                                       "first_response_at": pl.Series((reported + self.rng.integers(0, 9, incidents)).astype("int32")).cast(pl.Date).cast(pl.Datetime("ms")),
                                       "agencies": self.rng.integers(0, 3, incidents), "plan_agreed": self.flag(0.5, incidents),
                                       "closed_on": pl.Series((reported + self.rng.integers(0, 150, incidents)).astype("int32")).cast(pl.Date),
                                       "satisfied": self.code(["yes", "no", "not_asked"], incidents), "aftercare_offered": self.flag(0.5, incidents),
                                       "withdrawn_reason": pl.Series([None] * incidents, dtype=pl.String).cast(pl.Categorical)}),
        }
        this, earlier = pathlib.Path(root, "2024-25", name), pathlib.Path(root, "2023-24", name)
        this.mkdir(parents=True, exist_ok=True)
        earlier.mkdir(parents=True, exist_ok=True)
        for dataset, table in tables.items():
            table.write_parquet(this / f"{dataset}.parquet")
        self.staff(*before).write_parquet(earlier / "staff.parquet")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lake")
    parser.add_argument("--sites", type=int, default=150)
    parser.add_argument("--staff", type=int, default=1_000_000)
    given = parser.parse_args()
    for number in range(given.sites):
        Site(number, given.staff // given.sites).write(given.lake, f"S{number:03d}")


if __name__ == "__main__":
    main()
