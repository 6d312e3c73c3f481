// A checked scenario: what the firm sells, where, how, and what is uncertain. Values only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/diagnostic.hpp"
#include "random/marginal.hpp"
#include "random/rank_measure.hpp"
#include "random/sip.hpp"
#include "scenario/access.hpp"
#include "scenario/channel.hpp"
#include "scenario/document.hpp"
#include "scenario/event.hpp"
#include "scenario/firm.hpp"
#include "scenario/product.hpp"
#include "scenario/response.hpp"
#include "scenario/route.hpp"
#include "scenario/tariff.hpp"

namespace landfall::scenario {

/// Where a number comes from: its own `source` or `assumption`, or that of the table above it.
struct Note {
  std::string source;
  std::string assumption;
  bool empty() const { return source.empty() && assumption.empty(); }
};

/// Another address's draw, scaled: times * x + plus.
struct Reference {
  std::string address;
  NumberId target = -1;
  double times = 1;
  double plus = 0;
};

/// A series with a value each period. Parameters are numbers of their own, drawn once a path.
struct Process {
  enum class Kind { fixed, gbm, mean_reverting, jump_diffusion, regime, basket };
  Kind kind = Kind::fixed;
  std::vector<int> years;            ///< of a fixed series: the calendar years, ascending
  std::vector<NumberId> parameters;  ///< fixed: a value a year; gbm: start drift volatility;
                                     ///< mean_reverting: start level speed volatility;
                                     ///< jump_diffusion: start drift volatility jumps_per_year
                                     ///< jump_mean jump_sd; regime: start, then drift volatility
                                     ///< of each; basket: the parity of each
  std::vector<std::string> names;    ///< of the regimes, or the currencies of the basket
  std::vector<double> rates;         ///< regime: changes a year, from row to column
  int begins = -1;                   ///< regime in the first period; -1: by the long-run shares
  std::string code, per;             ///< basket: the pegged currency, and the one it is quoted for
  std::vector<double> weights;       ///< basket: of each currency, 1 together
  double band = 0;       ///< basket: the rate stays within 1 - band .. 1 + band of parity
  bool clamps = false;   ///< at the edge of the band it stays, instead of turning back
  NumberId within = -1;  ///< basket: the rate over its parity
};

/// Any number of the file, known by its address. A default that the file does not give is one too.
struct Number {
  std::string address;
  Place place;
  std::string unit;
  std::string currency;  ///< of an amount; empty otherwise
  bool currency_stated = false;
  std::variant<double, random::Marginal, Reference, Process, random::Sip> is = 0.0;
  std::string typed;  ///< as the file has it: "triangular [4.2, 5.0, 6.1]"
  double range_low = -1e15, range_high = 1e15;  ///< what it may be on every path
  bool range_low_open = false;                  ///< it must stay above range_low
  Note note;
  bool given = false;
  std::string drawn_for;  ///< drawn anew for each of these ("prospect"); empty: once a path

  bool repeated() const { return !drawn_for.empty(); }
  bool is_fixed() const { return is.index() == 0; }
  bool is_drawn() const { return is.index() == 1; }
  bool is_reference() const { return is.index() == 2; }
  bool is_process() const { return is.index() == 3; }
  bool is_sip() const { return is.index() == 4; }
  double fixed() const { return std::get<double>(is); }
  const random::Marginal& marginal() const { return std::get<random::Marginal>(is); }
  const Reference& reference() const { return std::get<Reference>(is); }
  const Process& process() const { return std::get<Process>(is); }
  const random::Sip& sip() const { return std::get<random::Sip>(is); }
};

/// One line of the assumption register: every number that the file states, as typed.
struct Stated {
  std::string address;
  std::string value;
  std::string unit;
  Note note;
};

/// Limits of a run.
inline constexpr long long kPathsMax = 1'000'000'000'000;
inline constexpr int kPeriodsMax = 1200;
inline constexpr int kProspectsMax = 1000;
inline constexpr int kChainsMax = 100;
inline constexpr double kStaysMax = 2000;  ///< of a channel, with those of re-signed places
inline constexpr std::size_t kCallsMax = 256;
inline constexpr double kTendersMax = 2000;  ///< expected over the years, on any path
inline constexpr std::size_t kGroupSizeMax = 256;
inline constexpr std::size_t kTariffChangesMax = 64;

enum class Step { month, quarter, year };

/// Local units for one unit of `per`.
struct Fx {
  std::string code;
  std::string per;
  NumberId rate = -1;
  Place place;
};

struct Demand {
  std::string address;  ///< of its table
  bool given = false;   ///< without it a market has channels that need none
  NumberId units_per_year = -1;
  double carried_years = 0;  ///< from the year of the figure to the start
  NumberId growth = -1, volatility = -1;
  std::vector<double> seasonality = std::vector<double>(12, 1.0);  ///< by calendar month
};

struct Logistics {
  NumberId freight = -1, insurance = -1, carriage = -1, inland = -1, lead_time_days = -1;
  NumberId minimum_order_units = -1;  ///< -1: none
};

struct Payment {
  NumberId days = -1, default_share = -1, recovery = -1, cover = -1, premium = -1;
  std::vector<Event> stops;  ///< of transfers: what falls due meanwhile is held until its end
  NumberId hazard = -1;      ///< of each buyer to fail, a year; -1: `default_share` is lost instead
};

/// A market as one of its products sees it. Further products are further markets with the same id,
/// one after the other: channels, registration and terms of payment are those of the first, to the
/// number, so that they fall out alike, and what is paid once is paid by the first.
struct Market {
  std::string id, name, currency;
  Place place;
  Product product;        ///< as it is sold here
  int product_index = 0;  ///< among those of the firm
  int line = 0;           ///< how many products of this market stand before this one
  int enter_period = 0;   ///< first period that starts on or after `enter`
  std::string enter;      ///< as a date, or "never" where a strategy leaves it out
  NumberId inflation = -1;
  NumberId pass_through = -1;  ///< share of a change of the rate that reaches the shelf; -1: all
  Demand demand;
  Response response;
  Tariff tariff;
  Logistics logistics;
  Route route;
  Access access;
  Payment payment;
  WithholdingTax withholding;
  std::vector<Channel> channels;
};

/// Draws, or processes, joined by a copula. `scores` is the correlation of the scores: the normal
/// ones of a Gaussian copula, those that a t copula divides.
struct Group {
  std::string name;
  std::vector<std::string> of;  ///< addresses, in the order given
  std::vector<NumberId> draws;  ///< of a group of draws
  bool of_processes = false;
  random::Measure measure = random::Measure::spearman;
  std::optional<double> student_df;  ///< of a t copula; none: Gaussian
  std::vector<double> asked;         ///< as stated, row by row
  std::vector<double> used;          ///< in the same measure; another only where repaired
  std::vector<double> scores;        ///< size x size, positive semidefinite
  bool repaired = false;
  std::uint64_t trials = 0;  ///< rows of a table of the members' own values; 0: no table
};

/// "spearman", "kendall", "pearson".
const char* in_words(random::Measure measure);

struct Threshold {
  std::string metric;
  std::vector<double> values;
};

/// A file of data that the scenario draws from.
struct DataFile {
  std::string file;    ///< as it was opened
  std::string sha256;  ///< of all its bytes
};

/// A statistic of a metric that should become precise enough to end a run.
struct StopCriterion {
  enum class Statistic { mean, sd, skewness, percentile, expected_shortfall, probability, never };
  std::string metric;
  std::string statistic;  ///< as written: "mean", "p5", "probability_above"
  Statistic is = Statistic::mean;
  double level = 0;           ///< of a percentile, in percent
  double width = 0;           ///< largest half-width of its interval, above 0
  bool relative = false;      ///< `width` is a share of the statistic's value
  std::string first, second;  ///< of the difference of two strategies; else empty
  Place place;                ///< of the statistic's key
  Place metric_place;
};

/// When a run ends: [simulation.stop]. Without criteria it ends after Scenario::paths.
struct Stop {
  std::vector<StopCriterion> criteria;
  std::uint64_t min_paths = 10'000, max_paths = 10'000'000;
  double confidence = 0.95;
  bool given() const { return !criteria.empty(); }
};

/// What a rule looks at: the ledger of the periods before, never that of its own period.
struct Watch {
  enum class Of { revenue, margin, units, cash };
  Of of = Of::revenue;
  std::string metric;             ///< as written: "revenue.MA"
  int market = -1, channel = -1;  ///< index of the market, and of its channel; -1: all of them
  int window_periods = 1;         ///< flows of so many periods are added up; cash is a level
  bool above = true;              ///< or below
  NumberId bound = -1;
  int for_periods = 1;  ///< so many periods one after the other
};

/// When a market, or one of its channels, is entered or left: from a period on, once what it
/// watches says so and the firm can pay for it.
struct Decision {
  int market = 0;
  int channel = -1;  ///< -1: the whole market
  bool is_exit = false;
  int first_period = 0;
  std::optional<Watch> when;
  NumberId cash_at_least = -1;  ///< of an entry: what must be left in cash; -1: no matter
  NumberId cost = -1;           ///< of an exit, paid once
  Place place;                  ///< of its table, or of the strategy's
};

/// A way to go about it: what [strategy.NAME] changes in the scenario, and what it decides on the
/// way. Entries on a fixed date are dates of the markets, and no decisions.
struct Strategy {
  std::string name, title;
  Place place;
  std::vector<std::string> sets;    ///< what it changes: "market.MA.tariff.ad_valorem = 0"
  std::vector<Decision> decisions;  ///< exits, then entries; by market, its channels after it
};

/// Strategies of a file.
inline constexpr std::size_t kStrategiesMax = 8;

struct Scenario {
  Scenario();  // these once, in scenario.cpp: they are long
  Scenario(const Scenario&);
  Scenario(Scenario&&) noexcept;
  Scenario& operator=(const Scenario&);
  Scenario& operator=(Scenario&&) noexcept;
  ~Scenario();

  std::string file, sha256;
  std::vector<DataFile> data;  ///< in the order in which the scenario names them, each once
  std::vector<std::string> overrides;
  std::string name, sector, currency;
  Date start;
  int years = 5;
  Step step = Step::month;
  int periods = 60;
  NumberId discount = -1;
  std::uint64_t paths = 100'000, seed = 1;
  std::string sampler = "sobol";
  Stop stop;
  std::vector<Threshold> thresholds;
  std::vector<Fx> fx;
  std::vector<Product> products;
  Firm firm;
  std::vector<Market> markets;  ///< in the order of the file, and of the products
  std::vector<Event> events;
  std::vector<Group> groups;
  std::vector<Number> numbers;
  std::vector<Stated> stated;
  std::vector<SourceText> sources;
  std::vector<Diagnostic> warnings;
  std::optional<Strategy> strategy;  ///< of a scenario as one of its strategies has it
  std::vector<Scenario> strategies;  ///< the scenario as each strategy has it, in their order

  const Number& number(NumberId id) const { return numbers[static_cast<std::size_t>(id)]; }
  double dt_years() const { return 1.0 / periods_per_year(); }
  int periods_per_year() const { return step == Step::month ? 12 : step == Step::quarter ? 4 : 1; }
  int months_per_period() const { return 12 / periods_per_year(); }
};

/// Whether the products of the firm have names of their own: [product.NAME].
bool has_named_products(const Scenario& scenario);

/// What all products are counted in; "unit" where they differ.
std::string common_unit(const std::vector<Product>& products);

/// How many products a market sells, of which `first` is the first.
int lines_of(const Scenario& scenario, std::size_t first);

/// "MA.chains", of one product of several "MA.chains, mackerel".
std::string name_of(const Market& market, const Channel& channel);
/// Whether any tax is charged, by the firm's own state or by that of a market.
bool has_taxes(const Scenario& scenario);

/// The number with this address, or -1.
NumberId find_number(const Scenario& scenario, std::string_view address);

/// The values that a number can take on some path, at most.
random::Support reach(const Scenario& scenario, NumberId id);

/// What is asked of one run besides the file.
struct Request {
  std::string file;
  std::vector<std::string> overrides;  ///< `--set ADDRESS=VALUE`, in order
};

/// Read and check a scenario. Throws ScenarioError with every mistake of the file, WorldError if
/// the file cannot be read. Warnings are left in Scenario::warnings.
Scenario read_scenario(const Request& request);

/// The same from a text in memory; `name` is the file's name in messages.
Scenario read_scenario(const std::string& name, const std::string& text,
                       const std::vector<std::string>& overrides = {});

}  // namespace landfall::scenario
