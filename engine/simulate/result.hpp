// What a run hands to the reports: values only, nothing to call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/warning.hpp"
#include "simulate/observed.hpp"
#include "summary/comparison.hpp"
#include "summary/effect.hpp"
#include "summary/results.hpp"

namespace landfall::simulate {

/// Where a number comes from, as its scenario says.
enum class Origin { source, assumption, unsourced };

/// One line of the assumption register.
struct Assumption {
  std::string address;
  std::string value;  ///< "0.4", "triangular [4.2, 5, 6.1]", "from shared.ocean_freight times 1.1"
  std::string unit;   ///< "EUR/kg", "share", "months"; may be empty
  Origin origin = Origin::unsourced;
  std::string text;  ///< the source, or the reason of the assumption
};

/// A file of data, and the fingerprint of all its bytes.
struct DataFile {
  std::string file;
  std::string sha256;
};

/// Everything needed to run it again.
struct Provenance {
  std::string file;  ///< as given on the command line
  std::string file_sha256;
  std::vector<DataFile> data;          ///< that the scenario draws from, each once
  std::vector<std::string> overrides;  ///< each `--set`, in order
  std::string strategy;                ///< its name, of a strategy alone; otherwise empty
  std::string name, sector, currency, unit;
  std::string start;  ///< "2026-01-01"
  int years = 0;
  int periods = 0;
  std::string step;  ///< "month"
  double discount = 0;
  std::vector<std::string> markets;                  ///< ids, in the order of the file
  std::vector<std::string> products, product_names;  ///< of several; empty of one without a name
  std::vector<std::string> market_names;
  std::uint64_t paths = 0;
  std::uint64_t seed = 0;
  std::string sampler;
  std::string version;
};

/// A pair of a group: the correlation asked for, the one used (another only where the group was
/// repaired), and the one that the first paths have.
struct PairDependence {
  std::string one, other;  ///< addresses
  double asked = 0, used = 0;
  summary::Estimate achieved;
};

struct GroupDependence {
  std::string name;
  std::string measure;               ///< "spearman", "kendall", "pearson"
  std::optional<double> student_df;  ///< of a t copula; none: Gaussian
  bool of_processes = false;         ///< shocks of one period; otherwise draws
  bool repaired = false;
  std::uint64_t trials = 0;  ///< rows of a table that keeps the margins exactly; 0: no table
  std::uint64_t paths = 0;   ///< behind what was achieved: the first so many
  std::vector<PairDependence> pairs;
};

/// What a run was to know, and how well it does.
struct Goal {
  std::string name;  ///< "npv.mean", "npv.probability_above 250000"
  std::string metric, statistic, unit;
  double asked = 0;       ///< largest half-width of the interval
  bool relative = false;  ///< `asked` is a share of the value
  double value = 0, half_width = 0;
  std::string missing;  ///< why there is no value; then value and half_width mean nothing
  bool reached = false;
  std::optional<std::uint64_t> paths_needed;  ///< to reach it, about; none where no number would do
};

/// How a run with a stop rule ended.
struct Stopping {
  bool converged = false;
  double confidence = 0.95;
  std::uint64_t min_paths = 0, max_paths = 0;
  std::vector<std::uint64_t> stages;  ///< paths at the end of each
  std::vector<Goal> goals;
};

/// How likely it is that no number is taken for a driver that is none, of all that are tried.
inline constexpr double kDriversConfidence = 0.95;

/// A number that the npv goes with.
struct DriverOfResult {
  std::string address;
  Seen seen = Seen::value;  ///< what of it
  std::string unit;         ///< of the bounds of its ends
  summary::Effect effect;   ///< on the npv
};

/// What drives the npv, as far as the first paths tell.
struct Drivers {
  std::uint64_t paths = 0;  ///< too few: nothing is told
  int tried = 0;            ///< numbers that differ from path to path
  summary::Estimate mean;   ///< npv of these paths
  /// Those whose rank correlation is told from none, with an allowance for all that were tried: the
  /// interval of each is at 1 - (1 - kDriversConfidence) / tried (Bonferroni). The one whose ends
  /// are farthest apart comes first.
  std::vector<DriverOfResult> told;
};

/// A number over paths: its mean, and where nine of ten paths lie.
struct Spread {
  summary::Estimate mean;
  double p5 = 0, p95 = 0;
  bool operator==(const Spread&) const = default;
};

/// A step on the way from the works to the shelf, or a total of all steps before it.
struct LadderStep {
  std::string name;  ///< "freight", "customs value"
  bool is_total = false;
  Spread amount;  ///< that it adds; of a total, the total
  Spread total;   ///< of all steps so far
  bool operator==(const LadderStep&) const = default;
};

/// The price of a unit in one channel of a market, step by step, over paths.
struct Ladder {
  std::string market, product, channel;  ///< ids; `product` of several only
  std::string currency, unit, incoterm;  ///< of the invoice: "EUR", "kg", "CIF"
  std::string period;                    ///< the first in which the market may sell: "2026-04"
  std::uint64_t paths = 0;               ///< behind it: the first so many
  std::vector<LadderStep> steps;         ///< those that are not 0 on every path
  bool operator==(const Ladder&) const = default;
};

struct Result {
  Result();  // these once, in result.cpp: they are long
  Result(const Result&);
  Result(Result&&) noexcept;
  Result& operator=(const Result&);
  Result& operator=(Result&&) noexcept;
  ~Result();

  Provenance provenance;
  summary::Summary summary;
  std::vector<GroupDependence> dependence;
  std::vector<Assumption> assumptions;
  std::vector<Warning> warnings;
  std::optional<Stopping> stopping;  ///< of a run with a stop rule
  std::optional<Drivers> drivers;    ///< where they were asked for
  std::vector<Ladder> ladders;       ///< where a report asks for them (ladders.hpp)
};

/// One of several ways on the same futures: a strategy of a file, or a file.
struct Way {
  std::string name, title;
  Result result;  ///< as if it had been run alone
};

/// How the ways of a study stand where one number has another value.
struct SweepPoint {
  std::string sweep, address, value;
  std::vector<summary::Estimate> means = {};  ///< of the study's first metric, one a way
  std::vector<summary::Ranks> ranks = {};     ///< in it; empty where not every way has it
};

/// What several scenarios are compared for.
struct Study {
  std::string file, sha256;
  std::string title;
  std::vector<std::string> metrics;    ///< that are shown; the ways are ranked by the first
  std::vector<std::string> overrides;  ///< each `--set` of the command line, in order
  std::vector<SweepPoint> points;      ///< sweep by sweep
};

/// Several ways on the same futures, compared path by path.
struct Comparison {
  std::vector<Way> ways;
  summary::Comparison figures;
  std::optional<Stopping> stopping;  ///< of a run with a stop rule
  std::optional<Study> study;        ///< of the scenarios of a study file
};

/// A table of text and numbers, for `explain` and `replay`.
struct Table {
  std::string title;
  struct Column {
    std::string name;
    std::string unit;
  };
  std::vector<Column> columns;
  /// A cell is a text or, where `is_number`, a number to print with `decimals` digits after the
  /// point.
  struct Cell {
    std::string text;
    double number = 0;
    bool is_number = false;
    int decimals = 2;
  };
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> notes;  ///< sentences below the table
};

/// The compiled plan in words: `landfall explain`.
struct Explanation {
  Provenance provenance;
  std::vector<std::string> summary;  ///< sentences: what is simulated, from when, how
  std::vector<Table> tables;  ///< markets, a ladder for each market and channel, drivers, groups
  std::vector<Assumption> assumptions;
  std::vector<Warning> warnings;
};

/// One path, period by period: `landfall replay`.
struct Trace {
  Provenance provenance;
  std::uint64_t path = 0;
  Table drawn;                ///< what was drawn once: address, value
  std::vector<Table> tables;  ///< one for each market and channel, one for the firm's cash
  Table outcomes;             ///< the path's metrics
};

}  // namespace landfall::simulate
