// The HDR generator and SIPs, against the trials that the published schema prints.
#include "random/hdr.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "random/sip.hpp"

namespace landfall::random {
namespace {

/// a b mod m, with nothing that could wrap for m below 2^24.
std::uint64_t product(std::uint64_t a, std::uint64_t b, std::uint64_t m) {
  return a % m * (b % m) % m;
}

/// The formula once more, every product reduced before it is summed.
std::uint32_t reduced_word(const HdrSeeds& s, std::uint64_t trial) {
  const std::uint64_t whole = 999'999'999'999'989;
  const auto sum = [&](const std::vector<std::uint64_t>& factors, std::uint64_t m) {
    return (product(factors[0], trial, m) + product(factors[1], s.variable, m) +
            product(factors[2], s.entity, m) + product(factors[3], s.seed3, m) +
            product(factors[4], s.seed4, m)) %
           m;
  };
  const std::uint64_t p =
      whole % (sum({2499997, 1800451, 2000371, 1796777, 2299603}, 7450589) * 4658 + 7450581);
  const std::uint64_t q =
      whole % (sum({2246527, 2399993, 2100869, 1918303, 1624729}, 7450987) * 7580 + 7560584);
  const std::uint64_t both = product(383, p, 99991) * 7440893 + product(17669, q, 7440893);
  return static_cast<std::uint32_t>(both * 1343 % 4294967296);
}

TEST(Hdr, UniformsAreExactInBothTails) {
  double u = 0, v = 0;
  hdr_row({2, 1, 0, 0}, 5, &u, &v, 1);
  EXPECT_EQ(u, (hdr_word({2, 1, 0, 0}, 5) + 0.5) / 4294967296);
  EXPECT_EQ(u + v, 1);
}

TEST(Hdr, NothingWrapsUpToTheLargestSeedsAndTrials) {
  const std::uint64_t most = kHdrSeedMax;
  for (const std::uint64_t trial :
       {std::uint64_t{1}, std::uint64_t{100'000'000}, std::uint64_t{1'000'000'000'000}})
    for (const HdrSeeds& seeds : {HdrSeeds{1, 2, 3, 4}, HdrSeeds{most, most, most, most}})
      EXPECT_EQ(hdr_word(seeds, trial), reduced_word(seeds, trial)) << trial;
}

// Trials printed in the schema's example (2021-08-19), entity 9039920: Marketing by a stream of its
// own, the others by a Gaussian copula in which Products and Fulfillment have 0.75.
const Metalog kAccounts{{9.872717622, 1.678242357, 2.54967822, 3.535388319, -13.40905029}};
const Metalog kFulfillment{{8.93145879, 3.863446641, 6.494528709, -8.804090192, -25.50440804}};

void expect_trials(const Sip& sip, const std::vector<double>& published) {
  const std::vector<double> found = sip_trials(sip, 1, static_cast<int>(published.size()));
  for (std::size_t i = 0; i < published.size(); ++i)
    EXPECT_NEAR(found[i], published[i], 1e-9 * published[i]) << i;
}

TEST(Sip, PublishedTrialsOfAStream) {
  expect_trials({.streams = {{8, 9039920, 0, 0}}, .metalog = kAccounts},
                {4.97377773402723, 5.26303264347232, 11.3668582781926});
}

TEST(Sip, PublishedTrialsOfACopula) {
  expect_trials({.streams = {{4, 9039920, 0, 0}}, .weights = {1}, .metalog = kAccounts},
                {5.91064824323855, 3.99951401423695, 3.61593085127843});
  expect_trials(
      {.streams = {{4, 9039920, 0, 0}, {5, 9039920, 0, 0}, {6, 9039920, 0, 0}, {7, 9039920, 0, 0}},
       .weights = {0, 0.75, 0, std::sqrt(1 - 0.75 * 0.75)},
       .metalog = kFulfillment},
      {6.7522436646553, 11.4933053690752, 5.97047076730257});
}

TEST(Sip, AnArrayBeginsAgainAfterItsLastValue) {
  const Sip sip{.array = {3, 1, 4}};
  EXPECT_EQ(sip_trials(sip, 1, 7), (std::vector<double>{3, 1, 4, 3, 1, 4, 3}));
  EXPECT_EQ(sip_trials(sip, 6, 2), (std::vector<double>{4, 3}));
  EXPECT_EQ(sip_support(sip).low, 1);
  EXPECT_EQ(sip_support(sip).high, 4);
  EXPECT_EQ(sip_mean({.array = {1, 2, 6}}), 3);
}

TEST(Sip, TrialsDoNotDependOnHowManyAreTakenAtOnce) {
  const Sip sip{
      .streams = {{1, 7, 0, 0}, {2, 7, 0, 0}}, .weights = {0.6, 0.8}, .metalog = kAccounts};
  const std::vector<double> all = sip_trials(sip, 1, 100);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(sip_trials(sip, static_cast<std::uint64_t>(i) + 1, 1)[0],
              all[static_cast<std::size_t>(i)]);
}

}  // namespace
}  // namespace landfall::random
