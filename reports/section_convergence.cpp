#include "reports/section_convergence.hpp"

#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"
#include "reports/decimal.hpp"
#include "reports/layout.hpp"
#include "reports/section_parts.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"
#include "summary/errors_aside.hpp"

namespace landfall::reports {
namespace {

using simulate::Result;
using simulate::Table;
using summary::Checkpoint;

constexpr std::size_t kPointsLeast = 3;

std::string count_of(std::uint64_t paths) {
  return Decimal(static_cast<double>(paths)).text(0, 0);
}

/// To two digits, with its unit: "1.3 k EUR".
std::string about(double value, const Scale& scale) {
  return figure(value, 0, scale, {.most = 2}).value + (kNoBreak + scale.unit);
}

/// The points that have a mean with an error.
std::vector<Checkpoint> points_of(const Result& result) {
  std::vector<Checkpoint> points;
  for (const Checkpoint& point : result.summary.convergence)
    if (point.mean.exists() && point.mean.error > 0 &&
        std::isfinite(std::fabs(point.mean.value) +
                      half_width(point.mean, result.summary.grouping)))
      points.push_back(point);
  return points.size() < kPointsLeast ? std::vector<Checkpoint>{} : points;
}

/// What stands in a chart's data of both sections.
Json chart_of(const Result& result, const char* kind, const Scale& scale) {
  Json stages = Json::array();
  if (result.stopping)
    for (const std::uint64_t paths : result.stopping->stages)
      if (paths >= result.summary.convergence.front().paths) stages.push_back(paths);
  return {{"kind", kind},
          {"unit", text(scale.unit)},
          {"along", text(say("paths"))},
          {"stages", stages}};
}

/// The point from which on three quarters of the paths are still to come, or the first.
std::size_t early(const std::vector<Checkpoint>& points) {
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i)
    if (4 * points[i].paths <= points.back().paths) at = i;
  return at;
}

Section running_mean(const Result& result, const std::vector<Checkpoint>& points,
                     const Scale& scale) {
  const summary::Grouping grouping = result.summary.grouping;
  const std::size_t from = early(points);
  const Checkpoint &first = points.front(), &last = points.back();
  double moved = 0;
  for (std::size_t i = from; i < points.size(); ++i)
    moved = std::max(moved, std::fabs(points[i].mean.value - last.mean.value));
  Section section{
      .id = "convergence",
      .heading = say("From {paths} paths on, the mean npv moved by no more than {amount}",
                     {{"paths", count_of(points[from].paths)}, {"amount", about(moved, scale)}}),
      .text = say("The line is the mean of the first so many paths, the band its 95 % interval; "
                  "the dashed line is the mean of all of them.")};
  if (result.stopping)
    section.text += " " + say("A dotted line is where the run looked at its results.");
  Json rows = Json::array();
  for (const Checkpoint& point : points) {
    const double half = half_width(point.mean, grouping);
    rows.push_back({{"paths", point.paths},
                    {"value", number(in_scale(point.mean.value, scale))},
                    {"low", number(in_scale(point.mean.value - half, scale))},
                    {"high", number(in_scale(point.mean.value + half, scale))}});
  }
  section.chart = chart_of(result, "convergence", scale);
  section.chart["alt"] = text(
      say("Mean npv of the first {few} paths: {first}; of all {paths}: {last}. Its 95 % interval "
          "narrows from ± {wide} to ± {narrow}.",
          {{"few", count_of(first.paths)},
           {"first", about(first.mean.value, scale)},
           {"paths", count_of(last.paths)},
           {"last", written(figure(last.mean, scale, {.most = 5}), scale, kPageText)},
           {"wide", about(half_width(first.mean, grouping), scale)},
           {"narrow", about(half_width(last.mean, grouping), scale)}}));
  section.chart["mean"] = number(in_scale(last.mean.value, scale));
  section.chart["rows"] = rows;
  section.table = convergence_table(result);
  section.table.title.clear();
  return section;
}

Section precision(const Result& result, const std::vector<Checkpoint>& points, const Scale& scale) {
  const summary::Grouping grouping = result.summary.grouping;
  const Checkpoint &first = points.front(), &last = points.back();
  const double half_of_first = half_width(first.mean, grouping);
  const std::string narrow = about(half_width(last.mean, grouping), scale);
  Section section{.id = "precision",
                  .heading = say("After {paths} paths the mean npv is known to ± {half}",
                                 {{"paths", count_of(last.paths)}, {"half", narrow}})};
  section.text =
      grouping == summary::Grouping::none
          ? say("Half the width of the 95 % interval. Four times as many independent paths halve "
                "it, as along the dashed line.")
          : say("Half the width of the 95 % interval. Independent paths would go down along the "
                "dashed line: four times as many halve it.");
  Json rows = Json::array();
  for (const Checkpoint& point : points) {
    const double expected = half_of_first * std::sqrt(static_cast<double>(first.paths) /
                                                      static_cast<double>(point.paths));
    rows.push_back({{"paths", point.paths},
                    {"half", number(in_scale(half_width(point.mean, grouping), scale))},
                    {"expected", number(in_scale(expected, scale))}});
  }
  section.chart = chart_of(result, "precision", scale);
  section.chart["alt"] =
      text(say("Half-width of the 95 % interval of the mean npv: {wide} after {few} paths, "
               "{narrow} after {paths}.",
               {{"wide", about(half_of_first, scale)},
                {"few", count_of(first.paths)},
                {"narrow", narrow},
                {"paths", count_of(last.paths)}}));
  section.chart["rows"] = rows;
  section.table.columns = {{say("paths"), ""}, {say("half-width"), scale.unit}};
  for (const Checkpoint& point : points)
    section.table.rows.push_back(
        {cell(count_of(point.paths)),
         cell(figure(half_width(point.mean, grouping), 0, scale, {.most = 3}).value)});
  return section;
}

std::vector<std::string> notes_of(const Result& result) {
  std::vector<std::string> notes;
  if (result.stopping) {
    std::string stages;
    for (const std::uint64_t paths : result.stopping->stages)
      stages += (stages.empty() ? "" : ", ") + count_of(paths);
    notes.push_back(
        say("The run looked at its results after {stages} paths.", {{"stages", stages}}));
  }
  if (result.summary.grouping != summary::Grouping::none)
    notes.push_back(
        say("Paths depend on each other in {n} groups: every interval comes from the "
            "spread between the means of these, by Student's t.",
            {{"n", std::to_string(summary::kGroups)}}));
  if (result.provenance.sampler == "latin-hypercube")
    notes.push_back(
        say("A part of a Latin hypercube is spread less evenly than the whole: only the last "
            "point has all of its gain."));
  return notes;
}

}  // namespace

double half_width(const summary::Estimate& mean, summary::Grouping grouping) {
  return summary::interval_errors(0.95, grouping) * mean.error;
}

Table convergence_table(const Result& result) {
  const Scale scale = money_scale(result);
  Table table{.title = say("How the mean npv settled"),
              .columns = {{say("paths"), ""},
                          {say("mean npv"), scale.unit},
                          {say("interval from"), scale.unit},
                          {say("interval to"), scale.unit}},
              .rows = {},
              .notes = {}};
  for (const Checkpoint& point : points_of(result)) {
    const double half = half_width(point.mean, result.summary.grouping);
    std::vector<Table::Cell> row = {cell(count_of(point.paths)),
                                    cell(shown(figure(point.mean, scale, {.most = 5}), kPageText))};
    for (const double edge : {point.mean.value - half, point.mean.value + half})
      row.push_back(cell(figure(edge, point.mean.error, scale, {.most = 5}).value));
    table.rows.push_back(std::move(row));
  }
  if (!table.rows.empty()) table.notes = notes_of(result);
  return table;
}

std::vector<Section> convergence_sections(const Result& result, const std::string& prefix) {
  const std::vector<Checkpoint> points = points_of(result);
  if (points.empty()) return {};
  const Scale scale = money_scale(result);
  std::vector<Section> sections = {running_mean(result, points, scale),
                                   precision(result, points, scale)};
  for (Section& section : sections) section.id = prefix + section.id;
  return sections;
}

}  // namespace landfall::reports
