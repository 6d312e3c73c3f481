#!/usr/bin/python3
"""The maghreb6x60 workload in OpenTURNS: samples of distributions, and a function of whole samples.

Six markets, sixty months, one distributor in each: the same model as
scenarios/bench/maghreb6x60.toml. The figures are made up for timing; they say nothing of these
countries.

Usage: openturns_sample.py [PATHS [SEED]]      prints one line of JSON; seconds are of the
simulation and its statistics, without the start of the interpreter.
"""

import json
import sys
import time

import numpy as np
import openturns as ot

MARKETS = 6
MONTHS = 60
DT = 1 / 12
BATCH = 1024  # paths; the shocks of a batch are 6 MB

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


def drawn_once():
    """Price, freight, then p, q, ceiling, elasticity and start of the agreement, six of each."""
    laws = [ot.Triangular(8, 10, 13), ot.Triangular(0.4, 0.6, 1.0)]
    laws += [ot.Triangular(0.01, 0.03, 0.06)] * MARKETS
    laws += [ot.Triangular(0.20, 0.38, 0.60)] * MARKETS
    laws += [ot.Triangular(0.01, 0.03, 0.08)] * MARKETS
    laws += [ot.Triangular(0.8, 1.4, 2.2)] * MARKETS
    laws += [ot.Exponential(rate) for rate in AGREEMENTS_PER_YEAR]
    return ot.ComposedDistribution(laws)


def monthly_moves():
    """Steps of the logarithms of six exchange rates, correlated, and of six demands."""
    correlation = ot.CorrelationMatrix(MARKETS)
    for row in range(MARKETS):
        for column in range(row):
            correlation[row, column] = 0.4
    fx = ot.Normal((FX_DRIFT - FX_VOLATILITY**2 / 2) * DT, FX_VOLATILITY * DT**0.5, correlation)
    demand = ot.Normal(
        (GROWTH - VOLATILITY**2 / 2) * DT, VOLATILITY * DT**0.5, ot.CorrelationMatrix(MARKETS)
    )
    return fx, demand


def outcomes(draws, fx_moves, demand_moves):
    """Discounted revenue and revenue by year [paths, 6] of samples, all paths at once."""
    draws = np.asarray(draws)
    paths = len(draws)
    price, freight = draws[:, 0], draws[:, 1]
    p, q, ceiling, elasticity, agreement = np.split(draws[:, 2:], 5, axis=1)
    fx_moves = np.asarray(fx_moves).reshape(MONTHS, paths, MARKETS)
    demand_moves = np.asarray(demand_moves).reshape(MONTHS, paths, MARKETS)

    log_price = np.log((price * 1.01 + freight)[:, None] * (1 + VAT) * 1.25 / REFERENCE)
    log_demand = np.zeros((paths, MARKETS))
    uptake = np.zeros((paths, MARKETS))
    result = np.zeros((paths, 1 + MONTHS // 12))
    for month in range(MONTHS):
        log_price += fx_moves[month]
        log_demand += demand_moves[month]
        uptake += (p + q * uptake) * (1 - uptake) * DT
        log_duty = np.where(month * DT >= agreement, np.log1p(PREFERENCE), np.log1p(DUTY))
        units = ceiling * uptake * np.exp(log_demand - elasticity * (log_price + log_duty))
        revenue = units @ (SIZE * DT * SEASON[month % 12]) * price
        result[:, 0] += revenue * 1.10 ** (-month * DT)
        result[:, 1 + month // 12] += revenue
    return result


def main():
    paths = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    ot.RandomGenerator.SetSeed(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    begin = time.perf_counter()
    once = drawn_once()
    fx, demand = monthly_moves()
    sample = ot.Sample(0, 1 + MONTHS // 12)
    for first in range(0, paths, BATCH):
        count = min(BATCH, paths - first)
        batch = outcomes(
            once.getSample(count), fx.getSample(count * MONTHS), demand.getSample(count * MONTHS)
        )
        sample.add(ot.Sample(batch))
    npv = sample.getMarginal(0)
    worst = np.sort(np.asarray(npv).ravel())[: paths // 20]
    result = {
        "program": "openturns_sample",
        "seconds": 0.0,
        "paths": paths,
        "mean": npv.computeMean()[0],
        "sd": npv.computeStandardDeviation()[0],
        "p5": npv.computeQuantilePerComponent(0.05)[0],
        "p50": npv.computeQuantilePerComponent(0.50)[0],
        "p95": npv.computeQuantilePerComponent(0.95)[0],
        "es5": float(worst.mean()),
        "years": list(sample.computeMean())[1:],
    }
    result["seconds"] = round(time.perf_counter() - begin, 6)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
