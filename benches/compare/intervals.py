#!/usr/bin/env python3
"""The same cells as benches/intervals.rs and bootstrap.rs, in SciPy, statsmodels and NumPy: processor time per interval.

pip install numpy scipy statsmodels; python3 benches/compare/intervals.py
"""
import time

import numpy as np
import scipy
import statsmodels
from scipy.stats import binomtest, fisher_exact
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint


def national(cells):
    """As wres_benches::cells::national."""
    out = []
    for cell in range(cells):
        mixed = ((cell * 0x9E3779B97F4A7C15) & (2**64 - 1)) >> 40
        n1, n2 = 20 + mixed % 400, 100 + mixed // 7 % 4000
        out.append((-(-n1 * (1 + mixed % 12) // 100), n1, -(-n2 * (1 + mixed % 9) // 100), n2))
    return out


def per_call(name, cells, call):
    failed = 0
    start = time.process_time()
    for cell in cells:
        try:
            call(*cell)
        except ValueError:
            failed += 1
    each = (time.process_time() - start) / len(cells)
    print(f"{name:45s} {each * 1e6:12.2f} microseconds" + (f", {failed} of {len(cells)} without an answer" if failed else ""))


def bootstrap(cells, replicates=10_000):
    """Percentile limits of every cell's ratio from binomial draws, as vectorised as NumPy allows."""
    generator = np.random.default_rng(1)
    start = time.process_time()
    for x1, n1, x2, n2 in cells:
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = generator.binomial(n1, x1 / n1, replicates) / n1 / (generator.binomial(n2, x2 / n2, replicates) / n2)
        np.percentile(ratios, [2.5, 97.5])
    each = (time.process_time() - start) / len(cells)
    print(f"{'bootstrap of a ratio, 10 000 draws (numpy)':45s} {each * 1e6:12.2f} microseconds")


def main():
    print(f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}")
    cells = national(1000)
    few = cells[:100]
    per_call("ratio, score (statsmodels)", few,
             lambda x1, n1, x2, n2: confint_proportions_2indep(x1, n1, x2, n2, compare="ratio", method="score", correction=False))
    per_call("ratio, Katz log (statsmodels)", cells,
             lambda x1, n1, x2, n2: confint_proportions_2indep(x1, n1, x2, n2, compare="ratio", method="log"))
    per_call("difference, Newcombe (statsmodels)", cells,
             lambda x1, n1, x2, n2: confint_proportions_2indep(x1, n1, x2, n2, compare="diff", method="newcomb"))
    per_call("difference, score (statsmodels)", few,
             lambda x1, n1, x2, n2: confint_proportions_2indep(x1, n1, x2, n2, compare="diff", method="score"))
    per_call("odds ratio, score (statsmodels)", few,
             lambda x1, n1, x2, n2: confint_proportions_2indep(x1, n1, x2, n2, compare="odds-ratio", method="score"))
    per_call("proportion, Wilson (statsmodels)", cells, lambda x1, n1, x2, n2: proportion_confint(x1, n1, method="wilson"))
    per_call("proportion, Clopper-Pearson (statsmodels)", cells, lambda x1, n1, x2, n2: proportion_confint(x1, n1, method="beta"))
    per_call("proportion, Clopper-Pearson (scipy)", few, lambda x1, n1, x2, n2: binomtest(x1, n1).proportion_ci(method="exact"))
    per_call("Fisher (scipy)", cells, lambda x1, n1, x2, n2: fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]))
    bootstrap(few)


if __name__ == "__main__":
    main()
