// The overall files of a batch, which runs many scenarios and has a folder of reports of each: an
// index page, a league, and a CSV file of every scenario. No date and no duration stands in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/style.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// A metric of one way, as the overall files of a batch show it.
struct BatchFigure {
  std::string metric, unit;
  summary::Estimate mean;
  summary::Interval p5, p50, p95;
  bool absent_is_never = false;
  summary::Estimate absent_share;               ///< of paths without a value
  std::optional<summary::Estimate> above_zero;  ///< P(X > 0), where that threshold was asked for
  bool operator==(const BatchFigure&) const = default;
};

/// A strategy of a scenario, or the scenario itself: then without a name.
struct BatchWay {
  std::string name, title;
  std::vector<BatchFigure> figures;
  bool operator==(const BatchWay&) const = default;
};

/// One scenario of a batch.
struct BatchEntry {
  std::string name, title;           ///< name: of its folder
  std::string file;                  ///< as given
  std::vector<std::string> reports;  ///< as the batch's folder has them: "canned-fish/report.html"
  std::string failure;               ///< why there is no result; empty: done
  bool converged = true;             ///< false: a stop rule was not met
  std::uint64_t paths = 0, seed = 0;
  std::string sampler, currency, start, step;
  int years = 0;
  std::vector<BatchWay> ways;
  bool operator==(const BatchEntry&) const = default;
};

struct Batch {
  std::string title;                ///< empty: that of any batch
  std::string version;              ///< of Landfall
  std::vector<BatchEntry> entries;  ///< in the order asked for
  /// Of the study itself, compared on the same futures; empty without one.
  std::vector<std::string> study_reports;
};

/// All but its name and its reports; of metrics those of the whole: without a point in their names.
BatchEntry batch_entry(const simulate::Result& result);
/// A way each.
BatchEntry batch_entry(const simulate::Comparison& comparison);

/// One line without its end, in which every number reads back as it was; bytes that are not UTF-8
/// become U+FFFD. No report: it has no reader but the one below, and no language.
std::string batch_entry_json(const BatchEntry& entry);

/// What batch_entry_json wrote. Throws std::runtime_error where it is anything else, byte by byte.
BatchEntry read_batch_entry(const std::string& json);

/// For a terminal: the league, then what failed.
std::string batch_text(const Batch& batch, const TextStyle& style);

/// A line a scenario, way and metric, with all digits and the reason of what is missing; a line a
/// failure. RFC 4180, lines end in CR LF.
std::string batch_csv(const Batch& batch);

/// index.html: a page that stands by itself, without a script.
std::string batch_page(const Batch& batch);

}  // namespace landfall::reports
