#include "reports/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "maths/exp.hpp"
#include "maths/expm1.hpp"
#include "reports/grid.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {
namespace {

using random::Candidate;
using random::DataFit;
using random::Family;

constexpr std::size_t kBest = 3, kSmall = 30;

std::string name_of(Family family) {
  switch (family) {
    case Family::normal:
      return "normal";
    case Family::lognormal:
      return "lognormal";
    case Family::uniform:
      return "uniform";
    case Family::beta:
      return "beta";
    case Family::exponential:
      return "exponential";
    case Family::gamma:
      return "gamma";
    case Family::student_t:
      return "student_t";
    case Family::logistic:
      return "logistic";
    case Family::gumbel:
      return "gumbel";
    case Family::weibull:
      return "weibull";
    case Family::pareto:
      return "pareto";
    case Family::log_uniform:
      return "log_uniform";
    case Family::poisson:
      return "poisson";
    case Family::binomial:
      return "binomial";
    default:
      return "";
  }
}

/// Parameters as a scenario names them.
std::vector<std::pair<std::string, double>> parameters(const random::Marginal& m) {
  switch (m.family) {
    case Family::normal:
      return {{"mean", m.a}, {"sd", m.b}};
    case Family::lognormal: {
      const double mean = maths::exp(m.a + 0.5 * m.b * m.b);
      return {{"mean", mean}, {"sd", mean * std::sqrt(maths::expm1(m.b * m.b))}};
    }
    case Family::logistic:
      return {{"mean", m.a}, {"scale", m.b}};
    case Family::gumbel:
      return {{"mode", m.a}, {"scale", m.b}};
    case Family::weibull:
      return {{"shape", m.a}, {"scale", m.b}};
    case Family::pareto:
      return {{"minimum", m.a}, {"shape", m.b}};
    case Family::uniform:
    case Family::log_uniform:
      return {{"low", m.a}, {"high", m.b}};
    case Family::beta:
      return {{"a", m.a}, {"b", m.b}};
    case Family::exponential:
    case Family::poisson:
      return {{"mean", m.a}};
    case Family::binomial:
      return {{"n", m.a}, {"p", m.b}};
    case Family::gamma:
      return {{"shape", m.a}, {"scale", m.b}};
    case Family::student_t:
      return {{"df", m.c}, {"mean", m.a}, {"scale", m.b}};
    default:
      return {};
  }
}

bool is_end(const std::string& parameter) {
  return parameter == "low" || parameter == "high" || parameter == "minimum" || parameter == "n";
}

/// "{ mean = 4.1, sd = 0.32 }": six digits, the last of which no sample settles. Ends are values of
/// the data, and whole.
std::string in_braces(const random::Marginal& m) {
  std::string text;
  for (const auto& [name, value] : parameters(m))
    text += (text.empty() ? "" : ", ") + name + " = " +
            (is_end(name) ? shortest(value) : fmt::format("{:.6g}", value));
  return "{ " + text + " }";
}

/// A string as TOML takes it.
std::string toml_string(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : sanitise(text)) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

/// The line for a scenario.
std::string as_toml(const FitReport& report, const Candidate& candidate) {
  const random::Marginal& m = candidate.fitted.marginal;
  const std::string source = fmt::format("{}, column '{}', n = {}, fitted by maximum likelihood",
                                         report.file, report.column, report.fit.count);
  return "{ " + name_of(m.family) + " = " + in_braces(m) + ", source = " + toml_string(source) +
         " }";
}

/// A number of the data to so many digits.
std::string rounded(double value) {
  return localised(fmt::format("{:.4g}", value == 0 ? 0.0 : value));
}

std::string with_decimals(double value, int decimals) {
  return localised(fmt::format("{:.{}f}", value, decimals));
}

std::string lag_warning(double lag_one, double bound) {
  const std::string lag = with_decimals(lag_one, 2), beyond = with_decimals(bound, 2);
  const Values values = {{"lag", lag}, {"bound", beyond}};
  if (lag_one > 0.5)
    return say(
        "each value resembles the one before it (lag-1 autocorrelation {lag}, beyond {bound} in "
        "one independent column of twenty): likelihoods and p-values take them as independent; a "
        "series over time is rather a process (gbm, mean_reverting)",
        values);
  return say(
      "each value resembles the one before it (lag-1 autocorrelation {lag}, beyond {bound} in one "
      "independent column of twenty): likelihoods and p-values take them as independent",
      values);
}

std::vector<std::string> warnings(const DataFit& fit) {
  std::vector<std::string> found;
  const auto n = static_cast<double>(fit.count);
  if (fit.count < kSmall)
    found.push_back(
        say("{n} values are few: they can hardly tell the families apart, and a high p-value says "
            "little",
            {{"n", std::to_string(fit.count)}}));
  if (fit.distinct * 2 < fit.count)
    found.push_back(
        say("only {distinct} of the {n} values differ: a continuous distribution does not repeat "
            "itself",
            {{"distinct", std::to_string(fit.distinct)}, {"n", std::to_string(fit.count)}}));
  if (fit.all_whole)
    found.push_back(
        say("all values are whole numbers: if they count something, a family of counts (poisson, "
            "binomial) is meant, whatever the rank of the others"));
  if (std::fabs(fit.lag_one) > 2 / std::sqrt(n))
    found.push_back(lag_warning(fit.lag_one, 2 / std::sqrt(n)));
  if (!fit.candidates.empty() &&
      std::all_of(fit.candidates.begin(), fit.candidates.end(),
                  [](const Candidate& one) { return one.goodness.p < 0.05; }))
    found.push_back(
        say("no family fits: every p-value is below {level}", {{"level", localised("0.05")}}));
  return found;
}

simulate::Table::Cell text_cell(std::string text) {
  return {.text = std::move(text)};
}

simulate::Table ranking(const DataFit& fit) {
  simulate::Table table{.title = say("Families by AICc, the best first"),
                        .columns = {{say("family"), ""},
                                    {say("parameters"), ""},
                                    {"AICc", say("above best")},
                                    {"A2", ""},
                                    {"p", ""},
                                    {say("± of p"), ""}},
                        .rows = {},
                        .notes = {}};
  for (const Candidate& one : fit.candidates)
    table.rows.push_back({text_cell(name_of(one.fitted.marginal.family)),
                          text_cell(in_braces(one.fitted.marginal)),
                          text_cell(with_decimals(one.aicc - fit.candidates.front().aicc, 2)),
                          text_cell(with_decimals(one.goodness.statistic, 3)),
                          text_cell(with_decimals(one.goodness.p, 3)),
                          text_cell(with_decimals(one.goodness.error, 3))});
  for (const DataFit::Left& left : fit.left_out)
    table.notes.push_back(say("{family} is left out: {reason}.",
                              {{"family", name_of(left.family)}, {"reason", say(left.reason)}}));
  table.notes.push_back(
      say("p: how often data from the fitted family itself would fit worse (Anderson-Darling's A2, "
          "{n} replications, seed {seed}); ± is its Monte Carlo error.",
          {{"n", std::to_string(fit.replications)}, {"seed", std::to_string(fit.seed)}}));
  return table;
}

}  // namespace

std::string fit_text(const FitReport& report, const TextStyle& style) {
  const DataFit& fit = report.fit;
  std::string text = bold(name_within(say("{file}, column {name}",
                                          {{"file", report.file}, {"name", report.column}}),
                                      usable_width(style), style),
                          style) +
                     "\n";
  text += paragraph(say("{n} values from {low} to {high}, mean {mean}, sd {sd}",
                        {{"n", std::to_string(fit.count)},
                         {"low", rounded(fit.low)},
                         {"high", rounded(fit.high)},
                         {"mean", rounded(fit.mean)},
                         {"sd", rounded(fit.sd)}}),
                    style);
  simulate::Table table = ranking(fit);
  if (!style.unicode) {
    for (std::string* one : {&table.columns.back().name, &table.notes.back()})
      one->replace(one->find("±"), std::string("±").size(), "+-");
  }
  text += "\n" + table_text(table, style) + "\n";
  for (const std::string& warning : warnings(fit))
    text += paragraph(warning, style, say("warning") + ": ");
  text += say("For a scenario, behind the key of a number:") + "\n";
  for (std::size_t i = 0; i < std::min(kBest, fit.candidates.size()); ++i)
    text += as_toml(report, fit.candidates[i]) + "\n";
  return text;
}

std::string fit_json(const FitReport& report, const std::string& version) {
  const Speaking english(Language::english);
  const DataFit& fit = report.fit;
  nlohmann::ordered_json json = {{"schema", "landfall/fit/1"},
                                 {"version", version},
                                 {"file", sanitise(report.file)},
                                 {"file_sha256", report.sha256},
                                 {"column", sanitise(report.column)},
                                 {"count", fit.count},
                                 {"distinct", fit.distinct},
                                 {"low", fit.low},
                                 {"high", fit.high},
                                 {"mean", fit.mean},
                                 {"sd", fit.sd},
                                 {"lag_one_autocorrelation", fit.lag_one},
                                 {"seed", fit.seed},
                                 {"replications", fit.replications},
                                 {"families", nlohmann::ordered_json::array()},
                                 {"left_out", nlohmann::ordered_json::array()},
                                 {"warnings", warnings(fit)}};
  for (const Candidate& one : fit.candidates) {
    nlohmann::ordered_json of;
    for (const auto& [name, value] : parameters(one.fitted.marginal)) of[name] = value;
    json["families"].push_back({{"family", name_of(one.fitted.marginal.family)},
                                {"parameters", of},
                                {"log_likelihood", one.fitted.log_likelihood},
                                {"aicc", one.aicc},
                                {"statistic", one.goodness.statistic},
                                {"p", one.goodness.p},
                                {"p_error", one.goodness.error},
                                {"toml", as_toml(report, one)}});
  }
  for (const DataFit::Left& left : fit.left_out)
    json["left_out"].push_back({{"family", name_of(left.family)}, {"reason", left.reason}});
  return json.dump(2) + "\n";
}

}  // namespace landfall::reports
