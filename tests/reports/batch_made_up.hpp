// A made-up batch for the tests of its overall files: four scenarios that can be compared, one in
// another currency, one that failed; none of the numbers is computed.
#pragma once

#include <string>
#include <vector>

#include "reports/batch.hpp"

namespace landfall::test {

/// An npv of about normal spread, its mean known to `error`.
inline reports::BatchFigure batch_npv(double mean, double error, double above_zero) {
  return {.metric = "npv",
          .unit = "EUR",
          .mean = {mean, error},
          .p5 = {mean - 160 * error, mean - 162 * error, mean - 158 * error},
          .p50 = {mean - 10 * error, mean - 11 * error, mean - 9 * error},
          .p95 = {mean + 170 * error, mean + 168 * error, mean + 172 * error},
          .absent_share = {0, 0},
          .above_zero = summary::Estimate{above_zero, above_zero == 1 ? 0 : 0.002}};
}

inline reports::BatchFigure batch_payback() {
  return {.metric = "payback_months",
          .unit = "months",
          .mean = {.missing = "some paths never reach it"},
          .p5 = {20, 20, 21},
          .p50 = {38, 37, 38},
          .p95 = {.missing = "some paths never reach it"},
          .absent_is_never = true,
          .absent_share = {0.221, 0.00131}};
}

inline reports::BatchEntry batch_scenario(const std::string& name, const std::string& title,
                                          const std::vector<reports::BatchWay>& ways) {
  reports::BatchEntry entry;
  entry.name = name;
  entry.title = title;
  entry.file = "scenarios/" + name + ".toml";
  entry.reports = {name + "/report.html", name + "/report.json"};
  entry.paths = 10'000;
  entry.seed = 7;
  entry.sampler = "independent";
  entry.currency = "EUR";
  entry.start = "2026-01-01";
  entry.step = "month";
  entry.years = 5;
  entry.ways = ways;
  return entry;
}

/// Means of 410 ±3, 402 ±2, 260 ±2, 12 ±1.4 and -95 ±4 thousand EUR, in another order.
inline reports::Batch made_up_batch() {
  using reports::BatchEntry;
  BatchEntry school = batch_scenario("school-displays", "Displays for schools",
                                     {{"", "", {batch_npv(12'000, 1'400, 0.53)}}});
  school.converged = false;
  BatchEntry fish =
      batch_scenario("canned-fish", "Canned fish into Morocco",
                     {{"at-once", "Both markets at once", {batch_npv(260'000, 2'000, 0.91)}},
                      {"staged", "Tunisia later", {batch_npv(410'000, 3'000, 0.98)}}});
  BatchEntry leather = batch_scenario("leather", "Leather goods",
                                      {{"", "", {batch_npv(402'000, 2'000, 1), batch_payback()}}});
  BatchEntry xray =
      batch_scenario("x-ray", "X-ray units", {{"", "", {batch_npv(-95'000, 4'000, 0.31)}}});
  BatchEntry dinars =
      batch_scenario("dinars", "In another currency", {{"", "", {batch_npv(5e6, 1e5, 0.7)}}});
  dinars.currency = "TND";
  dinars.ways[0].figures[0].unit = "TND";
  BatchEntry broken;
  broken.name = "broken";
  broken.file = "scenarios/broken.toml";
  broken.failure =
      "scenarios/broken.toml:14:3: error: unknown key 'inovation_per_year'\n"
      "  14 |   inovation_per_year = 0.03\n"
      "     |   ^^^^^^^^^^^^^^^^^^ did you mean 'innovation_per_year'?";
  BatchEntry lost;
  lost.name = lost.file = "lost.toml";
  lost.failure = "cannot read lost.toml: no such file";
  return {"All scenarios", "0.1.0", {school, broken, fish, leather, dinars, lost, xray}, {}};
}

}  // namespace landfall::test
