"""Scenarios that take milliseconds, for tests of how runs are shared."""

SCENARIO = """\
schema = 1
[scenario]
name = "Small"
currency = "EUR"
start = 2026-01-01
years = 2
step = "quarter"
discount = 0.1
assumption = "made up for a test"
[report]
thresholds = { npv = [0, 1000] }
[product]
unit = "kg"
currency = "EUR"
incoterm = "CIF"
price = { triangular = [4, 5, 6] }
cost = { triangular = [2, 3, 4] }
assumption = "made up for a test"
[fx.MAD]
per = "EUR"
process = { gbm = { start = 10.8, drift = 0.0, volatility = 0.05 } }
assumption = "made up for a test"
[market.MA]
name = "Morocco"
currency = "MAD"
assumption = "made up for a test"
demand = { units_per_year = 40_000, volatility = 0.1 }
tariff = { ad_valorem = 0.25, vat = 0.2 }
[market.MA.channel.office]
kind = "distributor"
prospects = 3
sign_chance = 0.5
ceiling_share = { triangular = [0.05, 0.1, 0.2] }
uptake.bass = { p = 0.05, q = 0.4 }
"""

STRATEGIES = """
[strategy.now]
[strategy.late.enter.MA]
at = 2026-10-01
"""

DATA = '{ empirical = { file = "prices.csv", column = "price" } }'

# Of one.toml and other.toml.
STUDY = """\
schema = 1
[study]
title = "Two small ones"
paths = 1000
[study.scenario.one]
file = "one.toml"
[study.scenario.other]
file = "other.toml"
set.product.price = 5.2
[study.sweep.discount]
address = "scenario.discount"
values = [0.08, 0.12]
"""
