// Fingerprints, and the text that messages and reports are made of.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall {
namespace {

constexpr std::size_t kBytes = 64 * 1024;  // a large scenario

std::string repeated(const std::string& piece) {
  std::string text;
  while (text.size() < kBytes) text += piece;
  return text;
}

void sha256(benchmark::State& state) {
  const std::string text = repeated("ad_valorem = 0.40\n");
  for (auto _ : state) benchmark::DoNotOptimize(sha256_hex(text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(sha256);

void sanitised(benchmark::State& state, const char* piece) {
  const std::string text = repeated(piece);
  for (auto _ : state) benchmark::DoNotOptimize(sanitise(text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK_CAPTURE(sanitised, plain, "units_per_year = 42_000_000\n");
BENCHMARK_CAPTURE(sanitised, accents,
                  "r\xC3\xA9"
                  "f\xC3\xA9rence \xE2\x82\xAC 19\n");

/// A misspelt key against as many addresses as a large scenario has.
void nearest_address(benchmark::State& state) {
  std::vector<std::string> addresses;
  for (int market = 0; market < 20; ++market)
    for (const char* key : {"tariff.ad_valorem", "tariff.vat", "demand.growth", "logistics.freight",
                            "channel.distributor.ceiling_share", "channel.distributor.markup"})
      addresses.push_back("market.M" + std::to_string(market) + "." + key);
  for (auto _ : state) benchmark::DoNotOptimize(nearest("market.M7.tarif.ad_valroem", addresses));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(addresses.size()));
}
BENCHMARK(nearest_address);

void shortest_decimal(benchmark::State& state) {
  double value = 1.0 / 3;
  for (auto _ : state) {
    benchmark::DoNotOptimize(shortest(value));
    value += 1;
  }
}
BENCHMARK(shortest_decimal);

}  // namespace
}  // namespace landfall
