// Which numbers a sampler spreads over the paths, and the generator matrices of their addresses.
#include <algorithm>

#include "base/contract.hpp"
#include "random/direction_numbers.hpp"
#include "simulate/compiler.hpp"
#include "simulate/leading_sums.hpp"

namespace landfall::simulate {

using scenario::Number;

namespace {

constexpr std::uint32_t kMostSalts = 1000;

/// Up to so many prospects the count of those who sign is drawn as one number: the least of its
/// probabilities, 2^-64, is far from vanishing.
constexpr int kCountedProspects = 64;

}  // namespace

void Compiler::compile_sampler() {
  using random::Sampler;
  KernelPlan& kernel = plan_.kernel;
  const std::string& name = scenario_.sampler;
  kernel.sampler = name == "sobol"             ? Sampler::sobol
                   : name == "latin-hypercube" ? Sampler::latin_hypercube
                   : name == "antithetic"      ? Sampler::antithetic
                                               : Sampler::independent;
  kernel.paths = scenario_.paths;
  if (kernel.sampler != Sampler::sobol && kernel.sampler != Sampler::latin_hypercube) return;
  plan_.leading = leading_steps(scenario_.periods);
  kernel.leading = plan_.leading.data();
}

void Compiler::sample_prospects(const scenario::Distributor& distributor, ChannelStep& out) {
  if (plan_.kernel.sampler == random::Sampler::independent) return;
  const auto address_of = [&](NumberId id) { return scenario_.number(id).address; };
  out.counts_signed = !out.signs_surely && distributor.prospects <= kCountedProspects;
  if (out.counts_signed)
    out.sign_directions = directions(address_of(distributor.sign_chance), random::Role::outcome);
  out.sampled_prospects = std::min(distributor.prospects, kSampledProspects);
  if (!out.months_fixed)
    out.months_directions = directions(address_of(distributor.months_to_sign), random::Role::value,
                                       out.sampled_prospects);
  if (out.churns)
    out.stay_directions =
        directions(address_of(distributor.churn), random::Role::outcome, out.sampled_prospects);
}

OutcomeStep Compiler::outcome(NumberId chance, int count) {
  const std::string& address = scenario_.number(chance).address;
  OutcomeStep out{.chance = number(chance),
                  .key = key(address, random::Role::outcome),
                  .sampled = std::min(count, kSampledProspects),
                  .directions = nullptr,
                  .sure = is_fixed(chance, 1)};
  if (!out.sure) out.directions = directions(address, random::Role::outcome, out.sampled);
  return out;
}

RepeatedStep Compiler::drawn_each(NumberId id, int count) {
  const Number& it = scenario_.number(id);
  if (!it.is_drawn() || !it.repeated()) return {.row = number(id)};
  const int sampled = std::min(count, kSampledProspects);
  return {.row = kNone,
          .key = key(it.address, random::Role::value),
          .sampled = sampled,
          .directions = directions(it.address, random::Role::value, sampled),
          .marginal = random::compile_marginal(it.marginal(), *plan_.tables)};
}

RepeatedStep Compiler::drawn_once(NumberId id, const std::string& address) {
  const Number& it = scenario_.number(id);
  if (!it.is_drawn()) return {.row = number(id)};
  return {.row = kNone,
          .key = key(address, random::Role::value),
          .sampled = 1,
          .directions = directions(address, random::Role::value),
          .marginal = random::compile_marginal(it.marginal(), *plan_.tables)};
}

const std::uint32_t* Compiler::directions(const std::string& address, random::Role role,
                                          int count) {
  if (plan_.kernel.sampler != random::Sampler::sobol) return nullptr;
  // Products that share a channel share its numbers.
  for (const Spread& known : spread_)
    if (known.address == address && known.role == role) {
      EXPECTS(known.count == count);
      return known.into->data();
    }
  const std::size_t size = static_cast<std::size_t>(count) * random::kDirections;
  plan_.directions.emplace_back(size);
  spread_.push_back({address, role, count, &plan_.directions.back()});
  return plan_.directions.back().data();
}

std::pair<std::size_t, std::size_t> Compiler::rank_of(const std::string& address) const {
  const auto is_below = [&](const std::string& table) { return address.starts_with(table + "."); };
  const auto& markets = scenario_.markets;
  const auto& products = scenario_.products;
  for (std::size_t i = 1; i < products.size(); ++i) {
    const std::string product = "product." + products[i].id;
    if (is_below(product) || address.find("." + product + ".") != std::string::npos)
      return {markets.size() + 1 + i, 0};
  }
  for (std::size_t i = 0; i < markets.size(); ++i) {
    if (is_below("fx." + markets[i].currency)) return {i + 1, 0};
    const std::string market = "market." + markets[i].id;
    if (!is_below(market)) continue;
    for (std::size_t c = 0; c < markets[i].channels.size(); ++c)
      if (is_below(market + ".channel." + markets[i].channels[c].name)) return {i + 1, c + 2};
    return {i + 1, 1};
  }
  const bool of_firm = is_below("product") || is_below("shared");
  return {of_firm ? 0 : markets.size() + 1, 0};
}

void Compiler::make_directions() {
  std::stable_sort(spread_.begin(), spread_.end(), [&](const Spread& one, const Spread& other) {
    return rank_of(one.address) < rank_of(other.address);
  });
  struct Matrix {
    const std::string* address;
    random::Directions directions;
  };
  std::vector<Matrix> matrices;
  for (const Spread& spread : spread_) {
    // The names of matrices do not depend on the seed, so neither do the pairs that go together.
    const std::uint64_t name = random::stream_key(0, spread.address, spread.role);
    for (int index = 0; index < spread.count; ++index) {
      random::Directions made;
      bool accepted = false;
      for (std::uint32_t salt = 0; !accepted; ++salt) {
        made =
            random::directions_of(random::mix_key(name, static_cast<std::uint64_t>(index)), salt);
        const auto with = std::find_if(matrices.begin(), matrices.end(), [&](const Matrix& one) {
          return !random::go_together(one.directions, made);
        });
        accepted = salt == kMostSalts || with == matrices.end();
        if (with != matrices.end() && salt == 0)
          plan_.resalted.push_back({spread.address, *with->address});
      }
      matrices.push_back({&spread.address, made});
      const random::Directions reversed = random::reversed(made);
      std::copy(reversed.begin(), reversed.end(),
                spread.into->begin() + std::ptrdiff_t{index} * random::kDirections);
    }
  }
}

}  // namespace landfall::simulate
