#!/usr/bin/env python3
"""The maghreb6x60 workload in NumPy: every operation on all paths of a batch at once.

Six markets, sixty months, one distributor in each: the same model as
scenarios/bench/maghreb6x60.toml. The figures are made up for timing; they say nothing of these
countries.

Usage: numpy_vectorised.py [PATHS [SEED]]      prints one line of JSON; seconds are of the simulation
and its statistics, without the start of the interpreter.
"""

import json
import sys
import time

import numpy as np

MONTHS = 60
DT = 1 / 12
BATCH = 1024  # paths; arrays of [markets, BATCH] then stay in the second-level cache

#                        MA     DZ     TN     EG      MR     LY
SIZE = np.array([42e6, 55e6, 14e6, 120e6, 3e6, 9e6])
FX_DRIFT = np.array([0.00, 0.03, 0.04, 0.10, 0.03, 0.02])
FX_VOLATILITY = np.array([0.05, 0.07, 0.07, 0.20, 0.08, 0.12])
GROWTH = np.array([0.03, 0.02, 0.02, 0.04, 0.05, 0.01])
VOLATILITY = np.array([0.10, 0.15, 0.12, 0.18, 0.20, 0.30])
DUTY = np.array([0.40, 0.30, 0.36, 0.20, 0.20, 0.05])
PREFERENCE = np.array([0.00, 0.15, 0.10, 0.05, 0.10, 0.05])
VAT = np.array([0.20, 0.19, 0.19, 0.14, 0.16, 0.00])
AGREEMENTS_PER_YEAR = np.array([0.10, 0.03, 0.08, 0.12, 0.05, 0.01])
REFERENCE = np.array([19, 19, 19, 16, 16, 14.0])
SEASON = np.array([0.9, 0.9, 1.0, 1.1, 1.0, 1.0, 1.1, 1.2, 1.0, 0.9, 0.9, 1.0])
MARKETS = len(SIZE)


def column(values):
    """[markets] as [markets, 1], to stand beside [markets, paths]."""
    return values[:, None]


def simulate(paths, random):
    """Discounted revenue [paths] and the sum of revenue by year [5]."""
    correlation = np.full((MARKETS, MARKETS), 0.4)
    np.fill_diagonal(correlation, 1)
    factor = np.linalg.cholesky(correlation)
    fx_step = column(FX_VOLATILITY * np.sqrt(DT)) * factor
    fx_drift = column((FX_DRIFT - FX_VOLATILITY**2 / 2) * DT)
    demand_step = column(VOLATILITY * np.sqrt(DT))
    demand_drift = column((GROWTH - VOLATILITY**2 / 2) * DT)

    shape = (MARKETS, paths)
    price = random.triangular(8, 10, 13, paths)
    freight = random.triangular(0.4, 0.6, 1.0, paths)
    p = random.triangular(0.01, 0.03, 0.06, shape)
    q = random.triangular(0.20, 0.38, 0.60, shape)
    ceiling = random.triangular(0.01, 0.03, 0.08, shape)
    elasticity = random.triangular(0.8, 1.4, 2.2, shape)
    agreement = random.exponential(column(1 / AGREEMENTS_PER_YEAR), shape)

    log_ratio = np.log((price * 1.01 + freight) * column((1 + VAT) * 1.25 / REFERENCE))
    log_mfn = log_ratio + column(np.log1p(DUTY))
    log_preferred = log_ratio + column(np.log1p(PREFERENCE))
    log_fx = np.zeros(shape)
    log_demand = np.zeros(shape)
    uptake = np.zeros(shape)
    npv = np.zeros(paths)
    by_year = np.zeros(MONTHS // 12)
    for month in range(MONTHS):
        log_fx += fx_drift + fx_step @ random.standard_normal(shape)
        log_demand += demand_drift + demand_step * random.standard_normal(shape)
        uptake += (p + q * uptake) * (1 - uptake) * DT
        log_price = np.where(month * DT >= agreement, log_preferred, log_mfn) + log_fx
        units = ceiling * uptake * np.exp(log_demand - elasticity * log_price)
        revenue = (SIZE * DT * SEASON[month % 12]) @ units * price
        npv += revenue * 1.10 ** (-month * DT)
        by_year[month // 12] += revenue.sum()
    return npv, by_year


def main():
    paths = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    random = np.random.Generator(np.random.SFC64(int(sys.argv[2]) if len(sys.argv) > 2 else 1))
    begin = time.perf_counter()
    npv = np.empty(paths)
    by_year = np.zeros(MONTHS // 12)
    for first in range(0, paths, BATCH):
        last = min(first + BATCH, paths)
        npv[first:last], years = simulate(last - first, random)
        by_year += years
    npv.sort()
    p5, p50, p95 = np.quantile(npv, [0.05, 0.50, 0.95])
    result = {
        "program": "numpy_vectorised",
        "seconds": 0.0,
        "paths": paths,
        "mean": float(npv.mean()),
        "sd": float(npv.std(ddof=1)),
        "p5": float(p5),
        "p50": float(p50),
        "p95": float(p95),
        "es5": float(npv[: paths // 20].mean()),
        "years": [float(total / paths) for total in by_year],
    }
    result["seconds"] = round(time.perf_counter() - begin, 6)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
