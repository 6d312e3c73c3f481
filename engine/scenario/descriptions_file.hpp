// What descriptions.cpp reads: of the file as a whole, and of what belongs to no market.
#pragma once

namespace landfall::scenario {

inline constexpr const char* kDescriptionsOfFile = R"(
schema: The version of this format.
scenario: What is asked: the name, the currency of the results, the start and the length.
simulation: How many futures are simulated, and how they are drawn.
fx: Exchange rates, one table for each, named by the currency that it gives: [fx.MAD].
shared: Numbers that several places take up by { from = "shared.NAME" }.
product: What the firm sells: one product, or a table [product.NAME] for each of several.
market: The customs territories that may be entered, one table for each: [market.MA].
firm: Costs of the firm that belong to no market.
investment: What is paid once on a date, one table for each: [investment.NAME].
tax: Tax on the firm's margins.
terminal: What the business is worth at the end, by a multiple or by a growth.
event: What may come: shocks, closures, devaluations, one table for each: [event.NAME].
strategy: What the firm may decide, one table for each: [strategy.NAME]. All share their futures.
correlation: What moves together, one table for each group: [correlation.NAME].
report: What the report shows besides the usual.
study: What is compared, and what is the same for all.
gsim: The regions of a model of trade, and what they trade with each other.
elasticity: The elasticities of all regions.
region: Elasticities of single regions, one table for each.
change: Tariffs that change, one table for each.

[scenario]
name: What the scenario is called in reports.
sector: The sector, shown beside the name.
currency: The currency of every reported amount, as three capital letters.
start: The first day of the first month.
years: The length of the scenario.
step: The length of a period.
discount: The discount rate, effective: 0.12 is 12 % a year.

[simulation]
paths: The number of simulated futures.
seed: The seed of all random numbers.
sampler: How the futures are drawn.
stop: Ends the run once statistics are precise enough, in place of paths.

[simulation.stop]
*: A metric with its statistics, each with the largest half-width of its interval:
  npv = { mean = 10_000, p5 = "1 %" }.
min_paths: The paths of the first stage, the pilot.
max_paths: Where the run gives up.
confidence: The confidence of the intervals; 0.95 where it is left out.

[report]
thresholds: The probability of each being exceeded is reported: npv = [0, 250_000].

[report.thresholds]
*: A metric, and a number or a list of numbers that it may exceed.

[fx]
*: The exchange rate of this currency.

[fx.*]
per: The currency that one unit is of: with per = "EUR", [fx.MAD] is in dirhams for one euro.
process: The rate: a constant, a distribution or a process.

[shared]
*: A number that other places take up by its address; a currency makes it an amount.

[product]
*: One of several products.
name: What the product is called in reports.
hs: The code of the Harmonised System, in quotes, or it loses its zeros.
hs_vintage: The edition of that code.
unit: What is counted and priced, such as "kg".
currency: The currency of the invoice; that of the scenario where it is left out.
price: The invoice price at the incoterm.
cost: The cost of the goods.
incoterm: Which costs are in the price, by Incoterms 2020.
escalation: The growth of price and cost, continuous: 0.03 is 3.05 % a year.
capacity_units_per_year: The most that the firm delivers of it, shared pro rata over all channels.
stock_months: Goods are held for so many months of the latest sales.
supplier_days: The days from buying goods to paying for them.

[firm]
fixed_per_year: A cost of the firm, from the start to the end.

[investment]
*: Something that is paid once on a date.

[investment.*]
at: When it is paid.
amount: How much is paid.

[tax]
corporate_rate: The tax on the margin of each twelve months.
loss_years: How many years after a loss profits are set against it; without limit where left out.
months_after: From the last period of a year until its tax is paid.

[terminal]
multiple: What the business is worth at the end, in margins of the last twelve months after tax.
growth: Or how that margin grows for ever, continuous; below ln(1 + discount) on every path.
)";

inline constexpr const char* kDescriptionsOfOthers = R"(
[event]
*: Something that may come, when, for how long, and what it does to what.

[event.*]
on: What it acts on: an address, a pattern with *, or a list of them.
factor: What that is multiplied by meanwhile: 0.6 for 40 % less.
add: What is added to it meanwhile; not to demand.
rate: How often it comes, by chance.
rates: The same by the regimes of a process: { calm = 0.1, crisis = 1 }.
regime: The address of the process whose regimes the rates are by.
at: When it comes, if that is known.
probability: Beside at: whether it comes at all.
months: How long it lasts; for good where it is left out.

[event.*.rates]
*: How often it comes in this regime.

[correlation]
*: A group of numbers that move together.

[correlation.*]
of: The addresses of what moves together.
common: One correlation for all pairs.
pairs: Correlations by pair; pairs that are not listed have 0.
matrix: All correlations, rows and columns in the order of the addresses.
measure: What the values are: of ranks, or of the normal scores (pearson).
copula: How extremes come together: "gaussian", or { t = { df = 4 } }.
margin: With "exact" each value of a sample comes equally often.
repair: Whether correlations that contradict each other are replaced by the nearest that do not.

[strategy]
*: Something that the firm may decide.

[strategy.*]
title: What the strategy is called in reports.
set: What it changes in the file; tables are merged, values replaced whole.
enter: When which market is entered; those that are not named never are.
exit: When which market is left.

[strategy.*.set]
*: What stands here instead.

[strategy.*.enter]
*: When this market is entered.

[strategy.*.exit]
*: When this market is left.

[strategy.*.enter.*]
at: From this date on.
when: Instead of a date: once the ledger says so.
not_before: Beside when: no earlier than this.
cash_at_least: Only while the firm's cash, less the entry costs, does not fall below it.
channel: The same of single channels of the market, one table for each.

[strategy.*.enter.*.channel]
*: When this channel is entered or left.

[strategy.*.exit.*]
cost: What leaving costs, paid once.

[strategy.*.exit.*.channel.*]
cost: What leaving costs, paid once.

[strategy.*.enter.*.when]
metric: What is looked at: revenue, margin, cash, revenue.MARKET, revenue.MARKET.CHANNEL or
  units.MARKET.
window_months: Flows are added up over so many months; not of cash, which is a level.
for_months: How long it must have been so, without a break.
above: It must be above this.
below: It must be below this.

[study]
title: What the study is called in reports.
metrics: The metrics that are shown; the scenarios are ranked by the first.
files: Scenarios that need no table of their own: names and patterns, from the study's folder.
scenario: The scenarios that are compared, one table for each.
sweep: Questions of what changes with one number, one table for each.
set: What is changed in all scenarios.

[study.scenario]
*: One of the scenarios.

[study.scenario.*]
file: The scenario file, from the study's folder.
title: What it is called in the study.
strategy: The strategy of the file that is compared; its first where it is left out.
set: What is changed in this scenario.

[study.scenario.*.set]
*: What stands here instead.

[study.set]
*: What stands here instead.

[study.sweep]
*: Each value of a number in turn, all else as it stands.

[study.sweep.*]
address: The address of the number.
values: Its values.

[gsim]
name: What the question is called in reports.
unit: What the flows are counted in.
order: The names of all regions, in the order of rows and columns.
flows: Trade at base: a row for each exporter, a column for each importer.
tariffs: Tariffs at base, in the same order, as rates.
new_tariffs: Tariffs afterwards, in the same order, instead of changes.

[elasticity]
import_demand: The elasticity of import demand, written positive.
substitution: The elasticity of substitution between origins.
export_supply: The elasticity of export supply; without limit where it is left out.

[region]
*: The elasticities of a region of its own.

[region.*]
import_demand: The elasticity of import demand, written positive.
substitution: The elasticity of substitution between origins.
export_supply: The elasticity of export supply; without limit where it is left out.

[change]
*: A tariff that changes.

[change.*]
exporter: Whose goods it is charged on.
importer: Who charges it.
tariff: The new rate.
both_ways: Whether the other one charges the same.
)";

}  // namespace landfall::scenario
