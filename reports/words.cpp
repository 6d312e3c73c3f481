#include "reports/words.hpp"

#include <algorithm>
#include <array>

#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/decimal.hpp"
#include "reports/layout.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

constexpr int kNameWidth = 28;

std::string years_in_words(int years) {
  constexpr std::array<const char*, 13> kSpelt = {
      noted("zero years"),  noted("one year"),   noted("two years"), noted("three years"),
      noted("four years"),  noted("five years"), noted("six years"), noted("seven years"),
      noted("eight years"), noted("nine years"), noted("ten years"), noted("eleven years"),
      noted("twelve years")};
  if (years >= 0 && years < static_cast<int>(kSpelt.size()))
    return say(kSpelt[static_cast<std::size_t>(years)]);
  return say("{n} years", {{"n", std::to_string(years)}});
}

const summary::Interval* existing(const summary::MetricSummary& metric, double level) {
  const auto* quantile = find_quantile(metric.percentiles, level);
  return quantile && quantile->exists() ? quantile : nullptr;
}

bool is_certain(const summary::MetricSummary& metric) {
  return metric.sd.exists() && metric.sd.value == 0 && metric.absent == 0;
}

/// "1.9 M EUR at the median, between 0.61 and 4.8 M EUR in nine futures of ten".
std::string revenue_range(const summary::MetricSummary& revenue) {
  const Scale scale = scale_of(revenue);
  const Scale bare{scale.exponent, ""};
  const auto* median = existing(revenue, 50);
  const auto* low = existing(revenue, 5);
  const auto* high = existing(revenue, 95);
  if (!median) return "";
  const std::string middle = roughly(*median, scale);
  if (is_certain(revenue)) return say("{amount} in every future", {{"amount", middle}});
  if (!low || !high) return say("{amount} at the median", {{"amount", middle}});
  const std::string from = roughly(*low, bare), to = roughly(*high, bare);
  if (from == to)
    return say("{amount} at the median, and about as much in nine futures of ten",
               {{"amount", middle}});
  return say("{amount} at the median, between {low} and {high} in nine futures of ten",
             {{"amount", middle}, {"low", from}, {"high", roughly(*high, scale)}});
}

/// "npv ends at zero or below in 38.0 ± 0.2 % of them".
std::string npv_clause(const summary::MetricSummary& npv, const TextStyle& style) {
  const auto* above = find_exceedance(npv, 0);
  if (!above || !above->exists()) return "";
  if (above->value == 1) return say("npv is above zero in all of them");
  if (above->value == 0) return say("npv is above zero in none of them");
  const summary::Estimate below{1 - above->value, above->error, ""};
  return say("npv ends at zero or below in {share} of them",
             {{"share", share_in_words(below, npv.paths, style)}});
}

/// "after 41 months at the median", or nothing.
std::string median_months(const summary::MetricSummary& payback) {
  const auto* median = existing(payback, 50);
  if (!median) return "";
  const Scale scale{0, median->value == 1 ? say("month") : say("months")};
  const std::string months = roughly(*median, scale);
  return is_certain(payback) ? say("after {months}", {{"months", months}})
                             : say("after {months} at the median", {{"months", months}});
}

std::string payback_sentence(const summary::MetricSummary& payback, const TextStyle& style) {
  const std::string after = median_months(payback);
  if (payback.absent == payback.paths) return say("It never pays back.");
  if (payback.absent == 0) {
    const auto* last = existing(payback, 99);
    if (last && last->value == 0 && is_certain(payback))
      return say("It needs no funding: no more is paid out than has come in.");
    return after.empty() ? "" : say("It pays back in every future, {after}.", {{"after", after}});
  }
  const std::string share = share_in_words(payback.absent_share, payback.paths, style);
  if (after.empty())
    return say("It does not pay back in {share} of the futures.", {{"share", share}});
  return say("It pays back {after}; never in {share} of the futures.",
             {{"after", after}, {"share", share}});
}

/// "Nothing is counted beyond year 5.", or what of the mean npv is worth that lies beyond.
std::string beyond_sentence(const simulate::Result& result, const TextStyle& style) {
  const auto* value = find_metric(result, "terminal_value");
  const auto* npv = find_metric(result, "npv");
  const std::string year = std::to_string(result.provenance.years);
  if (value == nullptr) return say("Nothing is counted beyond year~{n}.", {{"n", year}});
  if (npv == nullptr || !npv->mean.exists() || !value->mean.exists()) return "";
  const Scale scale = money_scale(result);
  return say("Of a mean npv of {npv}, {value} stand for what comes after year~{n}.",
             {{"npv", written(figure(npv->mean, scale), scale, style)},
              {"value", written(figure(value->mean, scale), scale, style)},
              {"n", year}});
}

std::string quoted_for_shell(const std::string& word) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_./=+,:@%").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

/// The rest of a command that repeats a result in the language of this report.
void add_overrides(std::vector<std::string>& words, const simulate::Provenance& provenance) {
  if (!provenance.strategy.empty())
    words.push_back("--strategy " + quoted_for_shell(sanitise(provenance.strategy)));
  for (const std::string& change : provenance.overrides)
    words.push_back("--set " + quoted_for_shell(sanitise(change)));
  if (language() != Language::english) words.push_back("--lang " + language_code());
}

std::string file_word(const simulate::Provenance& provenance) {
  const std::string file = sanitise(provenance.file);
  return quoted_for_shell(file.rfind('-', 0) == 0 && file != "-" ? "./" + file : file);
}

std::string sampler_in_words(const std::string& sampler) {
  if (sampler == "independent") return say("independent sampling");
  if (sampler == "antithetic") return say("antithetic sampling");
  if (sampler == "latin-hypercube") return say("latin-hypercube sampling");
  if (sampler == "sobol") return say("sobol sampling");
  return sanitise(sampler);
}

/// Whether quantiles are exact because somebody asked for it.
bool keeps_more_than_usual(const summary::Summary& summary) {
  return !summary.metrics.empty() && summary.metrics.front().resolution == 0 &&
         summary.paths > summary::kExactValuesMax / summary.metrics.size();
}

std::vector<summary::Example> examples_of(const simulate::Result& result) {
  const auto* npv = find_metric(result, "npv");
  return npv ? npv->examples : std::vector<summary::Example>{};
}

}  // namespace

std::vector<std::string> headline(const simulate::Result& result, const TextStyle& style) {
  std::vector<std::string> sentences;
  const auto* revenue = find_metric(result, "revenue");
  const auto* npv = find_metric(result, "npv");
  const auto* payback = find_metric(result, "payback_months");
  const std::string years = years_in_words(result.provenance.years);
  const std::string range = revenue ? revenue_range(*revenue) : "";
  const std::string clause = npv ? npv_clause(*npv, style) : "";
  if (!range.empty())
    sentences.push_back(
        clause.empty() ? say("Revenue over {years}: {range}.", {{"years", years}, {"range", range}})
                       : say("Revenue over {years}: {range}; {npv}.",
                             {{"years", years}, {"range", range}, {"npv", clause}}));
  if (payback) {
    const std::string sentence = payback_sentence(*payback, style);
    if (!sentence.empty()) sentences.push_back(sentence);
  }
  const std::string beyond = beyond_sentence(result, style);
  if (!beyond.empty()) sentences.push_back(beyond);
  return sentences;
}

std::string time_span(const simulate::Provenance& provenance) {
  const auto n = static_cast<std::uint64_t>(std::max(0, provenance.periods));
  const std::string start = localised_date(sanitise(provenance.start));
  if (provenance.step == "year")
    return say_counted(n, "{n}~year from {start}", "{n}~years from {start}", {{"start", start}});
  if (provenance.step == "quarter")
    return say_counted(n, "{n}~quarter from {start}", "{n}~quarters from {start}",
                       {{"start", start}});
  return say_counted(n, "{n}~month from {start}", "{n}~months from {start}", {{"start", start}});
}

std::string setting(const simulate::Provenance& provenance, const TextStyle& style) {
  constexpr std::size_t kMostNames = 6;
  const auto& all = provenance.market_names.empty() ? provenance.markets : provenance.market_names;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(all.size(), kMostNames); ++i)
    names.push_back(name_within(all[i], kNameWidth, style));
  if (all.size() > kMostNames)
    names.push_back(say("{n} more", {{"n", std::to_string(all.size() - kMostNames)}}));
  std::string text = listed(names) + (names.empty() ? "" : separator(style));
  text += time_span(provenance) + separator(style);
  if (provenance.discount == 0) return text + say("no discount");
  return text + say("discount {rate}", {{"rate", exactly(provenance.discount, kPercent)}});
}

std::string errors_from(const simulate::Provenance& provenance) {
  const std::string groups = std::to_string(summary::kGroups);
  if (provenance.sampler == "independent") return "";
  return provenance.sampler == "antithetic" ? groups + " groups of pairs"
                                            : groups + " randomisations";
}

summary::Grouping grouping_of(const std::string& sampler) {
  if (sampler == "independent") return summary::Grouping::none;
  return sampler == "antithetic" ? summary::Grouping::by_pair : summary::Grouping::by_path;
}

std::string sampling(const simulate::Provenance& provenance, const TextStyle& style) {
  std::string text =
      say_counted(provenance.paths, "{n}~path (simulated future)", "{n}~paths (simulated futures)");
  text += separator(style) + say("seed {seed}", {{"seed", std::to_string(provenance.seed)}}) +
          separator(style) + sampler_in_words(provenance.sampler);
  if (!provenance.strategy.empty())
    text += separator(style) + say("strategy {name}", {{"name", sanitise(provenance.strategy)}});
  const std::string groups = std::to_string(summary::kGroups);
  if (provenance.sampler == "antithetic")
    text += separator(style) + say("errors from {n} groups of pairs", {{"n", groups}});
  else if (provenance.sampler != "independent")
    text += separator(style) + say("errors from {n} randomisations", {{"n", groups}});
  return text;
}

std::vector<std::string> run_command(const simulate::Result& result) {
  const simulate::Provenance& provenance = result.provenance;
  std::vector<std::string> words = {"landfall", "run", file_word(provenance),
                                    "--paths " + std::to_string(provenance.paths),
                                    "--seed " + std::to_string(provenance.seed)};
  if (keeps_more_than_usual(result.summary)) words.push_back("--keep-draws");
  add_overrides(words, provenance);
  return words;
}

std::vector<std::string> replay_command(const simulate::Provenance& provenance,
                                        std::uint64_t path) {
  std::vector<std::string> words = {"landfall", "replay", file_word(provenance),
                                    "--path " + std::to_string(path),
                                    "--seed " + std::to_string(provenance.seed)};
  if (provenance.sampler == "latin-hypercube")
    words.push_back("--paths " + std::to_string(provenance.paths));
  add_overrides(words, provenance);
  return words;
}

std::string replay_title(const simulate::Result& result) {
  return examples_of(result).empty() ? say("or replay one path:")
                                     : say("or replay its worst, median and best path by npv:");
}

std::string replay_lines(const simulate::Result& result, const TextStyle& style) {
  const std::vector<summary::Example> examples = examples_of(result);
  if (examples.empty()) return command_lines(replay_command(result.provenance, 0), style);
  std::string lines;
  for (const summary::Example& example : examples)
    lines += command_lines(replay_command(result.provenance, example.path), style);
  return lines;
}

std::string command_lines(const std::vector<std::string>& words, const TextStyle& style) {
  std::string lines, line = " ";
  for (const std::string& word : words) {
    const bool fits = display_width(line) + 1 + display_width(word) + 2 <= usable_width(style);
    if (!fits && line.find_first_not_of(' ') != std::string::npos) {
      lines += line + " \\\n";
      line = "   ";
    }
    line += " " + word;
  }
  return lines + line + "\n";
}

std::string made_by(const simulate::Provenance& provenance) {
  return say("landfall {version}, sha256 of the file {hash}",
             {{"version", sanitise(provenance.version)},
              {"hash", sanitise(provenance.file_sha256).substr(0, 12)}});
}

std::vector<std::string> said(const std::vector<Warning>& warnings) {
  std::vector<std::string> lines;
  for (const Warning& warning : warnings) lines.push_back(warning.said());
  return lines;
}

std::string separator(const TextStyle& style) {
  return style.unicode ? " · " : " - ";
}

}  // namespace landfall::reports
