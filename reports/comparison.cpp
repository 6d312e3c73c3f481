#include "reports/comparison.hpp"

#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/comparison_cells.hpp"
#include "reports/figure.hpp"
#include "reports/layout.hpp"
#include "reports/league.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;
using simulate::Table;

constexpr const char* kMainMetrics[] = {"revenue",      "margin",         "tax",
                                        "npv",          "terminal_value", "payback_months",
                                        "peak_funding", "market_share"};
const std::string kIndent = std::string(kNoBreak) + kNoBreak;

bool is_main(const std::string& name) {
  return std::find(std::begin(kMainMetrics), std::end(kMainMetrics), name) !=
         std::end(kMainMetrics);
}

/// A row of the first table: a statistic of a metric, one cell a way.
template <class Read>
std::vector<Table::Cell> row_of(const Comparison& comparison, const std::string& metric,
                                const std::string& label, const Scale& scale,
                                const TextStyle& style, const Read& read) {
  std::vector<Table::Cell> cells = {cell(label), cell(scale.unit)};
  for (const simulate::Way& way : comparison.ways) {
    const summary::MetricSummary* found = find_metric(way.result, metric);
    cells.push_back(cell(found == nullptr ? "" : shown(read(*found), style)));
  }
  return cells;
}

void add_npv_rows(const Comparison& comparison, const Scale& scale, const TextStyle& style,
                  Table& table) {
  const auto add = [&](const std::string& label, const Scale& in, const auto& read) {
    table.rows.push_back(row_of(comparison, "npv", label, in, style, read));
  };
  for (const double level : kShownLevels)
    add(level == 50 ? say("npv median") : say("npv") + " P" + shortest(level), scale,
        [&](const auto& metric) { return percentile_of(metric, level, scale); });
  add(say("npv worst 5 %"), scale, [&](const summary::MetricSummary& metric) {
    return figure(metric.expected_shortfall, scale, {.most = 5});
  });
  add(say("npv above 0"), kPercent, [&](const summary::MetricSummary& metric) {
    const auto* above = find_exceedance(metric, 0);
    return above == nullptr ? Figure{} : probability(*above, metric.paths);
  });
}

/// The metric of the first way that has it; null if none has.
const summary::MetricSummary* metric_of_any(const Comparison& comparison, const char* name) {
  for (const simulate::Way& way : comparison.ways)
    if (const auto* metric = find_metric(way.result, name)) return metric;
  return nullptr;
}

Table side_by_side(const Comparison& comparison, const TextStyle& style) {
  Table table{.title = say("Side by side"),
              .columns = {{"", ""}, {"", ""}},
              .rows = {},
              .notes = {say("means, but for payback and entry, where the median stands")}};
  std::vector<std::string> entries;
  for (std::size_t way = 0; way < comparison.ways.size(); ++way) {
    table.columns.push_back({way_name(comparison, static_cast<int>(way), style), ""});
    for (const summary::MetricSummary& metric : comparison.ways[way].result.summary.metrics)
      if (metric.name.starts_with("entry_months.") &&
          std::find(entries.begin(), entries.end(), metric.name) == entries.end())
        entries.push_back(metric.name);
  }
  for (const char* name : kMainMetrics) {
    const auto* metric = metric_of_any(comparison, name);
    if (metric == nullptr) continue;
    const Scale scale = scale_for(comparison, metric->unit);
    const bool has_mean = !metric->absent_is_never;
    table.rows.push_back(row_of(
        comparison, name, metric_label(name), scale, style, [&](const summary::MetricSummary& one) {
          return has_mean ? mean_of(one, scale) : percentile_of(one, 50, scale);
        }));
    if (std::string(name) == "npv") add_npv_rows(comparison, scale, style, table);
  }
  for (const std::string& name : entries) {
    const std::string market = name.substr(std::string("entry_months.").size());
    const Scale scale = scale_of("months", 0);
    table.rows.push_back(row_of(
        comparison, name, say("entry into {market}", {{"market", sanitise(market)}}), scale, style,
        [&](const summary::MetricSummary& one) { return percentile_of(one, 50, scale); }));
    table.rows.push_back(row_of(comparison, name,
                                say("never in {market}", {{"market", sanitise(market)}}), kPercent,
                                style, [&](const summary::MetricSummary& one) {
                                  return probability(one.absent_share, one.paths);
                                }));
  }
  return table;
}

Table differences(const Comparison& comparison, const TextStyle& style) {
  Table table{.title = say("Differences on the same futures"),
              .columns = {{say("first - second"), ""},
                          {say("difference"), ""},
                          {say("better"), "%"},
                          {say("equal"), "%"},
                          {say("dominates"), ""}},
              .rows = {},
              .notes = {}};
  bool ordered = false;
  std::string last;
  for (const summary::PairOfMetric& pair : comparison.figures.pairs) {
    const summary::ComparedMetric& metric = comparison.figures.metrics[pair.metric];
    if (!is_main(metric.name)) continue;
    const Scale scale = scale_for(comparison, metric.unit);
    const auto share = [&](const summary::Estimate& of) {
      return cell(shown(probability(of, pair.paired.paths), style));
    };
    if (metric.name != last)
      table.rows.push_back(
          {cell(metric_label(metric.name) + (scale.unit.empty() ? "" : ", " + scale.unit))});
    last = metric.name;
    table.rows.push_back(
        {cell(kIndent + way_name(comparison, pair.first, style) + " - " +
              way_name(comparison, pair.second, style)),
         cell(shown(figure(pair.paired.mean_difference, scale, {.most = 5}), style)),
         share(pair.paired.probability_better), share(pair.paired.probability_equal),
         cell(verdict_of(comparison, pair, style))});
    ordered = ordered || pair.dominance.has_value();
  }
  if (ordered)
    table.notes.push_back(
        say("dominates: better for everyone who likes more (1st order), or likes more and dislikes "
            "risk (2nd order), at 95 % confidence; neither: each is better somewhere; undecided: "
            "more paths may tell"));
  return table;
}

/// In how many futures each way is the best of all.
std::vector<Table::Cell> best_row(const Comparison& comparison, std::size_t metric,
                                  const TextStyle& style) {
  std::vector<Table::Cell> row = {
      cell(say("{metric} best of all",
               {{"metric", metric_label(comparison.figures.metrics[metric].name)}})),
      cell(kPercent.unit)};
  for (const summary::Ranks& way : ranks_of(comparison, metric))
    row.push_back(cell(best_share(comparison, way, style)));
  return row;
}

Table regrets(const Comparison& comparison, const TextStyle& style) {
  Table table{.title = say("Regret: what is lost against the best of them on each path"),
              .columns = {{"", ""}, {"", ""}},
              .rows = {},
              .notes = {}};
  for (std::size_t way = 0; way < comparison.ways.size(); ++way)
    table.columns.push_back({way_name(comparison, static_cast<int>(way), style), ""});
  for (const summary::RegretsOfMetric& of : comparison.figures.regrets) {
    const summary::ComparedMetric& metric = comparison.figures.metrics[of.metric];
    if (metric.name != "npv" && metric.name != "margin" && metric.name != "peak_funding") continue;
    const Scale scale = scale_for(comparison, metric.unit);
    const std::string label = metric_label(metric.name);
    std::vector<Table::Cell> mean = {cell(say("{metric} mean", {{"metric", label}})),
                                     cell(scale.unit)};
    std::vector<Table::Cell> most = {cell(say("{metric} most", {{"metric", label}})),
                                     cell(scale.unit)};
    for (const summary::Regret& regret : of.regrets) {
      const bool exists = regret.expected.exists();
      mean.push_back(cell(shown(figure(regret.expected, scale, {.most = 5}), style)));
      most.push_back(cell(exists ? figure(regret.most, 0, scale, {.most = 4}).value : ""));
    }
    table.rows.push_back(std::move(mean));
    table.rows.push_back(std::move(most));
    if (metric.name == "npv") table.rows.push_back(best_row(comparison, of.metric, style));
  }
  return table;
}

/// Which ways have a value at the end, so that npv is not read as that of the years alone.
std::string beyond_sentence(const Comparison& comparison, const TextStyle& style) {
  std::vector<std::string> names;
  for (std::size_t way = 0; way < comparison.ways.size(); ++way)
    if (find_metric(comparison.ways[way].result, "terminal_value") != nullptr)
      names.push_back(way_name(comparison, static_cast<int>(way), style));
  const std::string year = std::to_string(comparison.ways.front().result.provenance.years);
  if (names.empty()) return say("Nothing is counted beyond year~{n}.", {{"n", year}});
  if (names.size() == comparison.ways.size())
    return say("npv includes a value for what comes after year~{n}.", {{"n", year}});
  return say("npv of {names} includes a value for what comes after year~{n}.",
             {{"names", listed(names)}, {"n", year}});
}

std::string sentence(const Comparison& comparison, int best, int other, const TextStyle& style) {
  const summary::PairOfMetric* pair = pair_of(comparison, "npv", best, other);
  if (pair == nullptr || !pair->paired.mean_difference.exists()) return "";
  const Scale scale = money_of(comparison);
  const Advantage advantage = advantage_of(*pair, best);
  const summary::Estimate &by = advantage.by, &better = advantage.better;
  const std::string first = way_name(comparison, best, style);
  const std::string second = way_name(comparison, other, style);
  const std::string amount = written(figure(by, scale, {.most = 5}), scale, style);
  if (by.value == 0 && by.error == 0)
    return say("{first} and {second} have the same npv.", {{"first", first}, {"second", second}});
  if (pair->paired.paths_to_tell)
    return say(
        "These paths cannot tell whether {first} or {second} has the higher mean npv: {amount}; "
        "about {paths} paths would.",
        {{"first", first},
         {"second", second},
         {"amount", amount},
         {"paths", localised(grouped(static_cast<double>(*pair->paired.paths_to_tell), 0))}});
  if (better.value == 1)
    return say(
        "{first} has a higher npv than {second}: {amount} on average, and more in every "
        "future.",
        {{"first", first}, {"second", second}, {"amount", amount}});
  return say(
      "{first} has a higher npv than {second}: {amount} on average, and more in {share} of "
      "futures.",
      {{"first", first},
       {"second", second},
       {"amount", amount},
       {"share", share_in_words(better, pair->paired.paths, style)}});
}

}  // namespace

const char* in_words(summary::Verdict verdict) {
  switch (verdict) {
    case summary::Verdict::first:
      return noted("first");
    case summary::Verdict::second:
      return noted("second");
    case summary::Verdict::neither:
      return noted("neither");
    case summary::Verdict::same:
      return noted("same");
    case summary::Verdict::undecided:
      break;
  }
  return noted("undecided");
}

std::vector<std::string> comparison_sentences(const Comparison& comparison,
                                              const TextStyle& style) {
  if (comparison.study) {
    std::vector<std::string> sentences = league_sentences(comparison, style);
    if (metric_of_any(comparison, "terminal_value") != nullptr)
      sentences.push_back(beyond_sentence(comparison, style));
    return sentences;
  }
  int best = -1;
  double most = 0;
  for (std::size_t way = 0; way < comparison.ways.size(); ++way) {
    const auto* npv = find_metric(comparison.ways[way].result, "npv");
    if (npv == nullptr || !npv->mean.exists()) continue;
    if (best < 0 || npv->mean.value > most) {
      best = static_cast<int>(way);
      most = npv->mean.value;
    }
  }
  std::vector<std::string> sentences;
  for (int other = 0; best >= 0 && other < static_cast<int>(comparison.ways.size()); ++other) {
    if (other == best) continue;
    const std::string one = sentence(comparison, best, other, style);
    if (!one.empty()) sentences.push_back(one);
  }
  sentences.push_back(beyond_sentence(comparison, style));
  return sentences;
}

std::vector<std::pair<std::string, std::string>> way_titles(const Comparison& comparison) {
  std::vector<std::pair<std::string, std::string>> titles;
  for (const simulate::Way& way : comparison.ways) {
    const std::string& strategy = way.result.provenance.strategy;
    if (!comparison.study && (strategy.empty() || way.title == strategy)) continue;
    titles.emplace_back(sanitise(way.name), sanitise(way.title));
    if (comparison.study && !strategy.empty())
      titles.back().second = say("{title}, strategy {strategy} of {file}",
                                 {{"title", titles.back().second},
                                  {"strategy", sanitise(strategy)},
                                  {"file", sanitise(way.result.provenance.file)}});
  }
  return titles;
}

std::vector<Table> comparison_tables(const Comparison& comparison, const TextStyle& style) {
  if (comparison.study) return league_tables(comparison, style);
  std::vector<Table> tables = {side_by_side(comparison, style), differences(comparison, style),
                               regrets(comparison, style)};
  std::erase_if(tables, [](const Table& table) { return table.rows.empty(); });
  return tables;
}

bool is_of_one_file(const Comparison& comparison) {
  const simulate::Provenance& first = comparison.ways.front().result.provenance;
  return !comparison.study && !first.strategy.empty() &&
         std::all_of(comparison.ways.begin(), comparison.ways.end(),
                     [&](const auto& way) { return way.result.provenance.file == first.file; });
}

simulate::Provenance compared_provenance(const Comparison& comparison) {
  simulate::Provenance provenance = comparison.ways.front().result.provenance;
  if (comparison.study) {
    provenance.file = comparison.study->file;
    provenance.file_sha256 = comparison.study->sha256;
    provenance.overrides = comparison.study->overrides;
    provenance.name = comparison.study->title;
    provenance.sector.clear();
  } else if (!is_of_one_file(comparison)) {
    std::vector<std::string> names;
    for (const simulate::Way& way : comparison.ways)
      if (const std::string& name = way.result.provenance.name;
          std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
    provenance.name = listed(names);
  }
  provenance.strategy.clear();
  return provenance;
}

std::string compared_setting(const Comparison& comparison, const TextStyle& style) {
  const simulate::Provenance& provenance = comparison.ways.front().result.provenance;
  if (!comparison.study) return setting(provenance, style);
  return say_counted(comparison.ways.size(), "{n}~scenario", "{n}~scenarios") + separator(style) +
         time_span(provenance);
}

std::vector<std::string> comparison_command(const Comparison& comparison) {
  simulate::Result first;
  first.provenance = compared_provenance(comparison);
  std::vector<std::string> words = run_command(first);
  if (is_of_one_file(comparison)) return words;
  words[1] = "compare";
  std::size_t at = 3;
  for (const simulate::Way& way : comparison.ways) {
    simulate::Result other;
    other.provenance = way.result.provenance;
    const std::string file = run_command(other)[2];
    if (comparison.study || file == words[at - 1]) continue;  // the next strategy of a file
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(at++), file);
  }
  return words;
}

std::vector<std::string> comparison_warnings(const Comparison& comparison) {
  std::vector<std::string> all;
  for (const simulate::Way& way : comparison.ways)
    for (const std::string& warning : said(way.result.warnings))
      if (std::find(all.begin(), all.end(), warning) == all.end()) all.push_back(warning);
  return all;
}

}  // namespace landfall::reports
