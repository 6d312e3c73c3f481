#include "scenario/exact_margins.hpp"

#include <algorithm>
#include <numeric>

#include "random/sample.hpp"

namespace landfall::scenario {

std::uint64_t trials_of(const std::vector<std::size_t>& sizes) {
  const std::uint64_t most = kTrialValuesMax / sizes.size();
  std::uint64_t common = 1;
  for (const std::size_t size : sizes) {
    common = std::lcm(common, static_cast<std::uint64_t>(size));  // both below 2^32
    if (common > most) return 0;
  }
  return common * ((kTrialsLeast + common - 1) / common);
}

std::vector<double> sample_of(const Number& number) {
  return number.is_sip() ? random::sample_of(number.sip()) : random::sample_of(number.marginal());
}

namespace {

std::string remedy(const Number& number) {
  if (number.is_sip()) return "its trials come from a generator: only stored trials have an order";
  if (number.marginal().family == random::Family::empirical)
    return "leave out interpolate, which makes values between those of the sample";
  return "give it values as they are, empirical = { file = \"prices.csv\", column = \"price\" }, "
         "or leave out margin";
}

}  // namespace

bool set_trials(Reader& reader, Group& group, const Node& asked, const Node& list) {
  if (group.of_processes) {
    reader.error(asked.place,
                 "margins are exact for draws alone: '" + group.name + "' joins processes",
                 "leave out margin: shocks are no sample that could be reordered");
    return false;
  }
  if (group.student_df) {
    reader.error(asked.place, "exact margins follow a gaussian copula, not a t",
                 "leave out either margin or copula");
    return false;
  }
  std::vector<std::size_t> sizes;
  bool good = true;
  for (std::size_t i = 0; i < group.draws.size(); ++i) {
    const Number& number = reader.scenario().number(group.draws[i]);
    sizes.push_back(sample_of(number).size());
    if (sizes.back() > 0) continue;
    reader.error(list.children[i].place,
                 "'" + group.of[i] +
                     "' is no sample, so its margin "
                     "cannot be exact",
                 remedy(number));
    good = false;
  }
  if (!good) return false;
  group.trials = trials_of(sizes);
  if (group.trials > 0) return true;
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  std::string lengths;
  for (const std::size_t size : sizes)
    lengths += (lengths.empty() ? "" : ", ") + std::to_string(size);
  reader.error(list.place,
               "the samples of '" + group.name + "' have " + lengths +
                   " values: no table of at most " + std::to_string(kTrialValuesMax) +
                   " numbers holds each of them equally often",
               "cut them to one length, or to lengths that divide each other");
  return false;
}

}  // namespace landfall::scenario
