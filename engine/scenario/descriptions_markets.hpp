// What descriptions.cpp reads: of markets and their channels.
#pragma once

namespace landfall::scenario {

inline constexpr const char* kDescriptionsOfMarkets = R"(
[market]
*: A customs territory that may be entered.

[market.*]
name: What the market is called in reports.
products: Of several products those that the market sells; all where it is left out.
currency: The currency of shelf prices; that of the scenario where it is left out.
enter: The date of the entry; the start where it is left out.
inflation: The growth of reference prices, continuous.
pass_through: Of a change of the exchange rate since the start, what reaches the shelf price.
product: The terms on which this market is sold to, where they differ; of several products a table
  for each.
demand: All that the market buys of such products.
response: How units answer the shelf price; without it they do not.
tariff: What is charged at the border and inside.
logistics: Freight and what else it takes to bring the goods there.
route: Where goods must not pass, and the way around.
access: Registration: how long it takes, what it costs, whether it is granted.
payment: When invoices are paid, and what is lost of them.
tax: Tax that is withheld in the market.
channel: How goods reach buyers, one table for each way: [market.MA.channel.NAME].

[market.*.product]
*: The terms of one of several products in this market.
hs: The market's own tariff code.
currency: The currency of the invoices to this market, and of its amounts that state none.

[market.*.demand]
units_per_year: All that the market buys of such products in a year, at the reference price.
year: The calendar year of the figure; growth carries it to the start.
growth: The growth of demand, continuous: 0.03 is 3.05 % a year.
volatility: That of a random walk on the logarithm of demand.
seasonality: Twelve factors, January to December, with a mean of 1.

[market.*.response]
kind: By what the units answer: an elasticity, shares of origins (armington), duties alone (smart).
elasticity: The percent of units lost for one percent of price, written positive.
reference_price: The shelf price at which demand is as stated.
substitution: How easily buyers change between origins; with armington never below the elasticity.
base_flow: Imports from the firm's origin at the base duty, in the unit of the rivals' flows.
export_supply: The elasticity of export supply; without limit where it is left out.
rival: Other origins, one table for each.
home: Home supply, which pays no duty.

[market.*.response.home]
share: Its share of the market at the reference price.
price: How its price stands to that of the reference.

[market.*.response.rival]
*: Another origin.

[market.*.response.rival.*]
share: Its share of the market at the reference price; what all leave of 1 is the firm's.
price: How its price stands to that of the reference.
flow: Imports from it at base.
ad_valorem: Its duty at base.
change: How its duty may change, one table for each change.

[market.*.tariff]
ad_valorem: The duty on the customs value.
specific: The duty by the unit.
vat: Value added tax on the shelf price; a reduced rate is written as it is.
levies: Other charges: NAME = rate on the customs value, or a table with another base.
excise: Excise, on the customs value with duty and levies, and by the unit.
change: How the tariff may change, one table for each change.
extra: Duties on top of the one in force, such as safeguards, one table for each.
quota: How many units enter at a lower duty in a calendar year.

[market.*.tariff.levies]
*: A rate on the customs value, or a table with rate, base, creditable and in_vat_base.

[market.*.tariff.levies.*]
rate: The rate of the levy.
base: What it is a share of.
creditable: Whether it is set against the importer's income tax: cash, and no cost.
in_vat_base: Whether VAT at the border is charged on it too; not on a creditable one if left out.

[market.*.tariff.excise]
ad_valorem: The excise on the customs value with duty and levies.
specific: The excise by the unit.

[market.*.tariff.change]
*: A change of the tariff, on a date or at a random time.

[market.*.tariff.change.*]
ad_valorem: The new duty on the customs value.
specific: The new duty by the unit.
vat: The new rate of value added tax.
levies: New rates of levies that the tariff has.
excise: The new excise.
schedule: The duty from 1 January of each year on: { 2027 = 0.3, 2028 = 0.2 }.
phased_over_years: In so many equal steps, one a year, the first at the start of the change.
probability: Whether it happens at all.
starts: When it begins, if that is known.
starts_after_years: When it begins, from the start of the scenario, if that is random.
utilisation: The share of shipments to which the new rates apply.

[market.*.tariff.change.*.levies]
*: The new rate of this levy.

[market.*.tariff.change.*.schedule]
*: The duty from 1 January of this year on.

[market.*.tariff.extra]
*: A duty on top of the one in force.

[market.*.tariff.extra.*]
ad_valorem: What is added to the duty on the customs value.
specific: What is added to the duty by the unit.
from: When it begins; at the start where it is left out.
starts_after_years: When it begins, if that is random, from the start of the scenario.
until: From when on it is charged no more.
lasts_years: How long it is charged, instead of until.
probability: Whether it comes at all.

[market.*.tariff.quota]
units: How many units enter at the lower rate in a calendar year.
others_share: The share of the quota that others use.
ad_valorem: The duty within the quota.

[market.*.logistics]
freight: The main carriage.
insurance: The insurance of the goods under way, as a share of their value.
carriage: The carriage to the port of export.
inland: The carriage at destination; it counts under DAP, DPU and DDP only.
lead_time_days: From signing, or opening, to the first sale.
minimum_order_units: Orders of the market wait until they make up so many units.

[market.*.route]
via: Where the usual route passes: a name, or a list of names.
forbids_transit: Where goods for this market must not pass: a name, or a list of names.
since: From when on it is forbidden; always where it is left out.
alternative: The way around: what differs from the usual one.

[market.*.route.alternative]
freight: The freight of the way around.
carriage: The carriage to the port of the way around.
lead_time_days: The lead time of the way around.

[market.*.access]
registration_months: From the entry to the decision.
approval_chance: The chance of each attempt; refused for the last time, nothing is ever sold.
registration_fee: The fee of each attempt, when it begins; sunk if refused.
attempts: Applications in all.
retry_after_months: From a refusal to the next attempt.
renewal_years: How long a registration is valid; always where it is left out.
renewal_chance: The chance of each renewal.
renewal_fee: The fee of each renewal, whatever comes of it.
renewal_months: After a refusal the market is shut so long; for good where it is left out.
stage: Stages of registration one after the other, one table for each.

[market.*.access.stage]
*: A stage of registration; the next begins when it is passed.

[market.*.access.stage.*]
months: From its beginning to the decision.
approval_chance: The chance of each attempt.
fee: The fee of each attempt, when it begins; sunk if refused.
attempts: Applications in all.
retry_after_months: From a refusal to the next attempt.

[market.*.payment]
days: From the invoice to the receipt.
default_share: The share of the invoiced value that is never paid.
recovery: Of what is not paid, the share that comes in after all.
cover: Of the remaining loss, the share that insurance pays.
premium: The price of that insurance, as a share of the invoiced value.
default: Instead of default_share: buyers fail one by one, { by = "buyer", hazard = 0.02 }.
transfer_stop: Times in which receipts are held, one table for each cause.

[market.*.payment.default]
by: Who fails.
hazard: How many of them fail in a year, as a rate.

[market.*.payment.transfer_stop]
*: A time in which receipts that fall due are held.

[market.*.payment.transfer_stop.*]
months: How long it lasts.

[market.*.tax]
withholding_rate: The tax on the margin earned in the market in each twelve months, where positive.
creditable_share: Of what is withheld, the share that lowers the firm's own tax.
)";

inline constexpr const char* kDescriptionsOfChannels = R"(
[market.*.channel]
*: One way in which goods reach buyers.

[market.*.channel.*]
kind: What drives the channel; each kind has its own keys.
addressable: The most of demand that this channel can reach, whatever the price.
uptake: How sales grow to the ceiling: "immediate", or one of the curves.
markup: From landed cost to the price before VAT, as a share of cost.
margin_on_price: The same as a share of the price: a margin m is a markup of m / (1 - m).
markups: The same as a chain: { importer = 0.15, retailer = 0.25 }.
reference_price: The shelf price at which demand is as stated, instead of that of the response.
entry_cost: What is paid once, at entry.
marketing_per_year: Marketing, from opening on.
fixed_per_year: The fixed cost, from entry on, until a refusal.
prospects: How many distributors may sign.
sign_chance: The chance that each signs.
months_to_sign: From entry to signing; a distribution is drawn anew for each prospect.
ceiling_share: The share of demand with every prospect signed and fully ramped.
churn: The share of signed distributors that is lost in a year.
resign_chance: The chance that a place which its distributor has left is signed again.
months_to_resign: From leaving to signing again, drawn anew for each place and stay.
exclusive: An exclusive contract, and what it names differs from the channel's own.
chains: How many chains may list the product.
listing_chance: The chance that each lists it.
months_to_list: From entry to the listing, drawn for each chain.
listing_fee: What is paid as a chain lists the product.
stores: The stores of a chain, drawn for each.
units_per_store_per_month: What a store sells at the reference price, drawn for each chain.
rollout_months: How long until all stores of a chain sell.
delist_below: A chain gives up below so many units a store and month.
delist_months: For how long in a row it must be so little.
tenders_per_year: How many calls arrive in a year, at random.
units: What a contract brings, in units, drawn for each tender.
value: What a contract brings, in money, drawn for each tender.
supplier_list_chance: The chance that the firm gets on the list of suppliers at all.
list_months: From entry until it is on the list.
win_chance: The chance that a bid wins, whatever the price.
win: The chance that a bid wins, by price and quality, instead of win_chance.
award_months: From the call to the award.
delivery_months: Over how long a contract is delivered, evenly.
acceptance_days: From delivery to acceptance, added to the days of payment.
payment_days: The days of payment of contracts, instead of those of the market.
bid_cost: What a bid costs, won or not.
call: Calls on a date, one table for each, beside those that arrive at random.
share: Of what is bought for the stock, the share that is the firm's.
units_per_increment: The units that are sold for one durable.
life_years: The mean life of a durable; nothing is replaced where it is left out.
stock: How the stock of durables grows: by one of the curves.
reach: The share of buyers who hear of the offer.
reach_max: The share of buyers whom any amount of marketing reaches.
reach_scale: The marketing that reaches 63 % of those.
conversion: Of the buyers reached, the share that will ever try.
repeat_share: Of the later purchases of a buyer who has tried, the share that is made here.
purchases_per_year: How often a buyer buys.

[market.*.channel.*.markups]
*: The markup of this step of the chain, as a share of its cost.

[market.*.channel.*.exclusive]
prospects: Takes the place of the channel's prospects.
markup: Takes the place of the channel's markup.
minimum_units: What must be taken in each year of sales.
on_breach: What follows if less is taken: the distributor pays for it, or the contract ends.

[market.*.channel.*.uptake]
immediate: All of the ceiling from the first sale on.
bass: Bass diffusion: { p = 0.03, q = 0.38 }.
logistic: A logistic curve: { midpoint_years = 2, rate_per_year = 1.5 }.
gompertz: A Gompertz curve: { inflection_years = 2, rate_per_year = 0.9 }.
ramp: Linear from 0 to 1: { months = 18 }.

[market.*.channel.*.uptake.bass]
p: Innovation: uptake unprompted.
q: Imitation: uptake by those who have it.
method: The exact curve, or Euler's steps of it.

[market.*.channel.*.uptake.logistic]
midpoint_years: When half of the ceiling is reached.
rate_per_year: How steep the curve is.

[market.*.channel.*.uptake.gompertz]
inflection_years: When 1/e of the ceiling is reached.
rate_per_year: How steep the curve is.

[market.*.channel.*.uptake.ramp]
months: How long it takes to the ceiling.

[market.*.channel.*.call]
*: A call on a date.

[market.*.channel.*.call.*]
at: When the call comes.
units: What its contract brings, in units.
value: What its contract brings, in money.

[market.*.channel.*.win]
price_weight: How much the price counts: percent of the odds lost for one percent of price.
field_price: What rivals ask, before VAT; it rises with the market's inflation.
quality_weight: How much quality counts.
quality: The firm's quality above that of the field, in points.
intercept: All else that counts.
rivals: The bidders besides the firm.

[market.*.channel.*.stock]
logistic: A logistic curve, by its ceiling, its rate, and its start or its midpoint.
gompertz: A Gompertz curve, by its ceiling, its rate, and its start or its inflection.
fixed: The stock on 1 January of every year, straight lines between.

[market.*.channel.*.stock.logistic]
ceiling: The stock in the end.
rate_per_year: How steep the curve is.
start: The stock at the start of the scenario.
midpoint_years: When half of the ceiling is reached, from the start of the scenario.

[market.*.channel.*.stock.gompertz]
ceiling: The stock in the end.
rate_per_year: How steep the curve is.
start: The stock at the start of the scenario.
inflection_years: When 1/e of the ceiling is reached, from the start of the scenario.

[market.*.channel.*.stock.fixed]
*: The stock on 1 January of this year.
)";

}  // namespace landfall::scenario
