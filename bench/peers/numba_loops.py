#!/usr/bin/python3
"""The maghreb6x60 workload in Numba: plain loops over paths, months and markets, compiled.

Six markets, sixty months, one distributor in each: the same model as
scenarios/bench/maghreb6x60.toml. The figures are made up for timing; they say nothing of these
countries.

Usage: numba_loops.py [PATHS [SEED]]      prints one line of JSON; seconds are of the simulation and
its statistics, without the start of the interpreter and without compiling.
"""

import json
import math
import sys
import time

import numpy as np
from numba import njit

MARKETS = 6
MONTHS = 60
DT = 1 / 12

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

FX_FACTOR = np.linalg.cholesky(0.4 + 0.6 * np.eye(MARKETS))
FX_STEP = FX_VOLATILITY[:, None] * math.sqrt(DT) * FX_FACTOR
FX_MOVE = (FX_DRIFT - FX_VOLATILITY**2 / 2) * DT
DEMAND_STEP = VOLATILITY * math.sqrt(DT)
DEMAND_MOVE = (GROWTH - VOLATILITY**2 / 2) * DT
LOG_DUTY = np.log1p(DUTY)
LOG_PREFERENCE = np.log1p(PREFERENCE)
DISCOUNT = 1.10 ** (-DT * np.arange(MONTHS))


@njit
def seed_generator(seed):
    """Numba's generator is its own, apart from NumPy's."""
    np.random.seed(seed)


@njit(fastmath=True)
def simulate(paths, npv, by_year):
    """Discounted revenue of each path into npv; sums of revenue by year into by_year."""
    p, q = np.empty(MARKETS), np.empty(MARKETS)
    ceiling, elasticity, agreement = np.empty(MARKETS), np.empty(MARKETS), np.empty(MARKETS)
    log_price, log_demand, uptake = np.empty(MARKETS), np.empty(MARKETS), np.empty(MARKETS)
    shock = np.empty(MARKETS)
    for path in range(paths):
        price = np.random.triangular(8, 10, 13)
        freight = np.random.triangular(0.4, 0.6, 1.0)
        for m in range(MARKETS):
            p[m] = np.random.triangular(0.01, 0.03, 0.06)
            q[m] = np.random.triangular(0.20, 0.38, 0.60)
            ceiling[m] = np.random.triangular(0.01, 0.03, 0.08) * SIZE[m] * DT
            elasticity[m] = np.random.triangular(0.8, 1.4, 2.2)
            agreement[m] = np.random.exponential(1 / AGREEMENTS_PER_YEAR[m])
            shelf = (price * 1.01 + freight) * (1 + VAT[m]) * 1.25
            log_price[m] = math.log(shelf / REFERENCE[m])
            log_demand[m] = 0.0
            uptake[m] = 0.0
        total = 0.0
        for month in range(MONTHS):
            for m in range(MARKETS):
                shock[m] = np.random.standard_normal()
            units = 0.0
            for m in range(MARKETS):
                log_price[m] += FX_MOVE[m]
                for k in range(m + 1):
                    log_price[m] += FX_STEP[m, k] * shock[k]
                log_demand[m] += DEMAND_MOVE[m] + DEMAND_STEP[m] * np.random.standard_normal()
                uptake[m] += (p[m] + q[m] * uptake[m]) * (1 - uptake[m]) * DT
                log_duty = LOG_PREFERENCE[m] if month * DT >= agreement[m] else LOG_DUTY[m]
                response = log_demand[m] - elasticity[m] * (log_price[m] + log_duty)
                units += ceiling[m] * uptake[m] * math.exp(response)
            revenue = SEASON[month % 12] * units * price
            total += revenue * DISCOUNT[month]
            by_year[month // 12] += revenue
        npv[path] = total


def main():
    paths = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed_generator(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    simulate(0, np.empty(0), np.zeros(MONTHS // 12))  # compiles

    begin = time.perf_counter()
    npv = np.empty(paths)
    by_year = np.zeros(MONTHS // 12)
    simulate(paths, npv, by_year)
    npv.sort()
    p5, p50, p95 = np.quantile(npv, [0.05, 0.50, 0.95])
    result = {
        "program": "numba_loops",
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
