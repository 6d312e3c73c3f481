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

/// Prospects beyond these have months and stays of independent words: few paths sign so many.
constexpr int kSampledProspects = 4;

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
  // The names of matrices do not depend on the seed, so neither do the pairs that go together.
  const std::uint64_t name = random::stream_key(0, address, role);
  // Products that share a channel share its numbers.
  const std::vector<std::uint32_t>*& known = directions_[name];
  if (known != nullptr) {
    EXPECTS(known->size() == static_cast<std::size_t>(count * random::kDirections));
    return known->data();
  }
  std::vector<std::uint32_t>& columns = plan_.directions.emplace_back();
  known = &columns;
  for (int index = 0; index < count; ++index) {
    random::Directions made;
    bool accepted = false;
    for (std::uint32_t salt = 0; !accepted; ++salt) {
      made = random::directions_of(random::mix_key(name, static_cast<std::uint64_t>(index)), salt);
      accepted = salt == kMostSalts;
      const Matrix* with = nullptr;
      for (std::size_t i = 0; i < matrices_.size() && with == nullptr; ++i)
        if (!random::go_together(matrices_[i].directions, made)) with = &matrices_[i];
      accepted = accepted || with == nullptr;
      if (with != nullptr && salt == 0) plan_.resalted.push_back({address, with->address});
    }
    matrices_.push_back({address, made});
    const random::Directions reversed = random::reversed(made);
    columns.insert(columns.end(), reversed.begin(), reversed.end());
  }
  return columns.data();
}

}  // namespace landfall::simulate
