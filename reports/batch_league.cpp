#include "reports/batch_league.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/comparison_cells.hpp"
#include "reports/layout.hpp"
#include "reports/study_tables.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

constexpr int kNameOfRow = 60;
constexpr Digits kDigits{.most = 5};

const BatchFigure* find_npv(const BatchWay& way) {
  for (const BatchFigure& figure : way.figures)
    if (figure.metric == "npv") return &figure;
  return nullptr;
}

bool has_mean(const BatchRow& row) {
  return row.npv != nullptr && row.npv->mean.exists();
}

double merit(const BatchRow& row) {
  return has_mean(row) ? row.npv->mean.value : -std::numeric_limits<double>::infinity();
}

/// Errors between groups of paths, where some have such: their intervals are the wider ones.
summary::Grouping grouping_of_errors(const BatchGroup& group) {
  for (const BatchRow& row : group.rows)
    if (const auto grouping = grouping_of(row.entry->sampler); grouping != summary::Grouping::none)
      return grouping;
  return summary::Grouping::none;
}

void find_ranks(BatchGroup& group) {
  const auto with_mean =
      static_cast<std::size_t>(std::count_if(group.rows.begin(), group.rows.end(), has_mean));
  if (with_mean == 0 || with_mean > kBatchRanksMost) return;
  std::vector<summary::DifferenceOfMeans> differences;
  for (std::size_t one = 0; one < with_mean; ++one)
    for (std::size_t other = one + 1; other < with_mean; ++other) {
      const summary::Estimate& first = group.rows[one].npv->mean;
      const summary::Estimate& second = group.rows[other].npv->mean;
      differences.push_back({static_cast<int>(one),
                             static_cast<int>(other),
                             {first.value - second.value, first.error + second.error}});
    }
  std::vector<summary::Ranks> ranks(with_mean);
  summary::rank_by_mean({.tail = summary::Tail::lower}, differences, grouping_of_errors(group),
                        ranks);
  for (std::size_t row = 0; row < with_mean; ++row) {
    group.rows[row].low = ranks[row].low;
    group.rows[row].high = ranks[row].high;
  }
  group.ranked = true;
}

Figure mean_of(const BatchRow& row, const Scale& scale) {
  return row.npv == nullptr ? Figure{} : figure(row.npv->mean, scale, kDigits);
}

std::string rank_of(const BatchRow& row, const TextStyle& style) {
  return places_by_mean({.low = row.low, .high = row.high}, style);
}

int periods_of(const BatchEntry& entry) {
  return entry.years * (entry.step == "year" ? 1 : entry.step == "quarter" ? 4 : 12);
}

}  // namespace

std::vector<BatchGroup> batch_groups(const Batch& batch) {
  using Key = std::tuple<const std::string&, const std::string&, int, const std::string&>;
  std::map<Key, std::size_t> places;
  std::vector<BatchGroup> groups;
  for (const BatchEntry& entry : batch.entries) {
    if (!entry.failure.empty() || entry.ways.empty()) continue;
    const auto [at, is_new] =
        places.try_emplace({entry.currency, entry.start, entry.years, entry.step}, groups.size());
    if (is_new) groups.emplace_back();
    for (const BatchWay& way : entry.ways)
      groups[at->second].rows.push_back({&entry, &way, find_npv(way)});
  }
  for (BatchGroup& group : groups) {
    std::stable_sort(
        group.rows.begin(), group.rows.end(), [](const BatchRow& one, const BatchRow& other) {
          return std::pair(has_mean(one), merit(one)) > std::pair(has_mean(other), merit(other));
        });
    find_ranks(group);
  }
  return groups;
}

std::string group_setting(const BatchGroup& group, const TextStyle& style) {
  const BatchEntry& entry = *group.rows.front().entry;
  return sanitise(entry.currency) + separator(style) +
         time_span({.start = entry.start, .periods = periods_of(entry), .step = entry.step});
}

std::string group_heading(const BatchGroup& group, bool is_alone, const TextStyle& style) {
  const std::string heading = say("League by mean {metric}", {{"metric", metric_label("npv")}});
  return is_alone ? heading : labelled(heading, group_setting(group, style));
}

std::vector<std::string> group_sentences(const BatchGroup& group, const TextStyle& style) {
  if (group.rows.size() < 2 || !has_mean(group.rows[1])) return {};
  const BatchRow& first = group.rows.front();
  const Scale scale = group_scale(group);
  std::vector<std::string> sentences = {
      say("{first} first: {metric} of {amount} on average.",
          {{"first", row_name(first, style)},
           {"metric", metric_label("npv")},
           {"amount", written(mean_of(first, scale), scale, style)}})};
  if (!group.ranked) return sentences;
  const auto others = std::count_if(group.rows.begin() + 1, group.rows.end(),
                                    [](const BatchRow& row) { return row.low == 1; });
  sentences.push_back(others == 0
                          ? say("No other may come before it, at 95~% confidence.")
                          : say_counted(static_cast<std::uint64_t>(others),
                                        "{n}~other may come before it: more paths may tell.",
                                        "{n}~others may come before it: more paths may tell."));
  return sentences;
}

Scale group_scale(const BatchGroup& group) {
  constexpr double kRoom = 20;  // as in the reports of one scenario
  double largest = 0;
  for (const BatchRow& row : group.rows) {
    if (row.npv == nullptr) continue;
    const bool has_median = row.npv->p50.exists();
    if (has_median || row.npv->mean.exists())
      largest = std::max(largest, std::fabs(has_median ? row.npv->p50.value : row.npv->mean.value));
  }
  Scale scale = scale_of(group.rows.front().entry->currency, largest / kRoom);
  scale.unit = sanitise(scale.unit);
  return scale;
}

std::string row_name(const BatchRow& row, const TextStyle& style) {
  const BatchEntry& entry = *row.entry;
  const std::string& own = entry.name.empty() ? entry.title : entry.name;
  const std::string name =
      name_within(row.way->name.empty() ? own : own + "/" + row.way->name, kNameOfRow, style);
  return entry.converged ? name : say("{name} (not converged)", {{"name", name}});
}

std::string failed_name(const BatchEntry& entry) {
  const std::string name = sanitise(entry.name), file = sanitise(entry.file);
  return name.empty() || name == file ? file : file.empty() ? name : name + " (" + file + ")";
}

std::vector<std::string> reason_lines(const BatchEntry& entry) {
  std::vector<std::string> lines;
  std::string reason = entry.failure;
  std::replace(reason.begin(), reason.end(), '\t', ' ');
  for (std::size_t at = 0; at < reason.size();) {
    const std::size_t end = std::min(reason.find('\n', at), reason.size());
    lines.push_back(sanitise(std::string_view(reason).substr(at, end - at)));
    at = end + 1;
  }
  return lines;
}

simulate::Table group_table(const BatchGroup& group, std::size_t most, const TextStyle& style) {
  const Scale scale = group_scale(group);
  simulate::Table table;
  table.columns = {{"", ""}};
  if (group.ranked) table.columns.push_back({say("rank"), ""});
  table.columns.push_back({say("mean"), scale.unit});
  for (const double level : kShownLevels)
    table.columns.push_back({level == 50 ? say("median") : "P" + shortest(level), scale.unit});
  table.columns.push_back({say("above 0"), kPercent.unit});
  for (std::size_t i = 0; i < std::min(most, group.rows.size()); ++i) {
    const BatchRow& row = group.rows[i];
    std::vector<simulate::Table::Cell> cells = {cell(row_name(row, style))};
    if (group.ranked) cells.push_back(cell(rank_of(row, style)));
    cells.push_back(cell(shown(mean_of(row, scale), style)));
    for (const summary::Interval BatchFigure::*quantile :
         {&BatchFigure::p5, &BatchFigure::p50, &BatchFigure::p95})
      cells.push_back(cell(shown(
          row.npv == nullptr ? Figure{} : figure(row.npv->*quantile, scale, kDigits), style)));
    const bool has_chance = row.npv != nullptr && row.npv->above_zero;
    cells.push_back(cell(
        shown(has_chance ? probability(*row.npv->above_zero, row.entry->paths) : Figure{}, style)));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::vector<std::string> league_notes(const std::vector<BatchGroup>& groups,
                                      const TextStyle& style) {
  bool ranked = false, too_many = false, converged = true;
  for (const BatchGroup& group : groups) {
    ranked = ranked || group.ranked;
    too_many = too_many || group.rows.size() > kBatchRanksMost;
    for (const BatchRow& row : group.rows) converged = converged && row.entry->converged;
  }
  std::vector<std::string> notes;
  if (!groups.empty())
    notes.push_back(labelled(style.unicode ? "±" : "+/-", say("Monte Carlo error")));
  if (ranked)
    notes.push_back(
        say("rank: the ranks that each may have by its mean; all hold together at 95~% confidence, "
            "as far as the number of paths goes. Two scenarios may or may not share their futures: "
            "the error of a difference is taken as the sum of both errors, the most that it can "
            "be"));
  if (too_many)
    notes.push_back(say("no ranks of more than {n}: each pair would have to be looked at",
                        {{"n", std::to_string(kBatchRanksMost)}}));
  if (groups.size() > 1)
    notes.push_back(
        say("scenarios with another currency, start, number of years or step stand apart: their "
            "amounts cannot be compared"));
  if (!converged)
    notes.push_back(say("not converged: the paths allowed did not do for what its stop rule asks"));
  return notes;
}

std::string batch_title(const Batch& batch) {
  return batch.title.empty() ? say("Many scenarios") : sanitise(batch.title);
}

std::string batch_setting(const Batch& batch, const TextStyle& style) {
  std::uint64_t failed = 0, open = 0;
  for (const BatchEntry& entry : batch.entries) {
    failed += entry.failure.empty() ? 0 : 1;
    open += entry.failure.empty() && !entry.converged ? 1 : 0;
  }
  std::string text = say_counted(batch.entries.size(), "{n}~scenario", "{n}~scenarios");
  if (failed > 0) text += separator(style) + say_counted(failed, "{n}~failed", "{n}~failed");
  if (open > 0)
    text += separator(style) + say_counted(open, "{n}~not converged", "{n}~not converged");
  return text + separator(style) + "landfall " + sanitise(batch.version);
}

}  // namespace landfall::reports
