#include "simulate/dispatch.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/diagnostic.hpp"
#include "support/environment.hpp"

namespace landfall::simulate {
namespace {

using test::Variable;

/// What choose_kernels says when it refuses; empty if it does not.
std::string refusal() {
  try {
    choose_kernels();
  } catch (const WorldError& error) {
    return error.what();
  }
  return "";
}

TEST(Dispatch, EverySetIsItsOwnAndTheBaselineAlwaysRuns) {
  const std::vector<Kernels> all = built_kernels();
  EXPECT_EQ(all.front().name, "baseline");
  EXPECT_TRUE(all.front().runs_here);
  std::set<std::string> names;
  std::set<SimulateBlock> functions;
  for (const Kernels& kernels : all) {
    names.insert(kernels.name);
    functions.insert(kernels.simulate_block);
  }
  EXPECT_EQ(names.size(), all.size());
  EXPECT_EQ(functions.size(), all.size());
#if defined(__x86_64__)
  EXPECT_EQ(names, (std::set<std::string>{"baseline", "avx2", "avx512"}));
#endif
}

// A set needs all that the sets before it need: the fastest that runs is the last that runs.
TEST(Dispatch, TheLastSetThatRunsIsChosen) {
  const Variable unset("LANDFALL_KERNELS", {});
  std::string last;
  bool ended = false;
  for (const Kernels& kernels : built_kernels()) {
    if (kernels.runs_here) last = kernels.name;
    EXPECT_FALSE(ended && kernels.runs_here) << kernels.name;
    ended = ended || !kernels.runs_here;
  }
  EXPECT_EQ(choose_kernels().name, last);
}

TEST(Dispatch, ASetThatIsAskedForIsChosenOrRefused) {
  for (const Kernels& kernels : built_kernels()) {
    const Variable asked("LANDFALL_KERNELS", kernels.name);
    if (kernels.runs_here) {
      EXPECT_EQ(choose_kernels().simulate_block, kernels.simulate_block);
    } else {
      EXPECT_EQ(refusal(), "LANDFALL_KERNELS=" + kernels.name +
                               ": this processor has no such instructions; leave it unset");
    }
  }
}

TEST(Dispatch, UnknownKernelsAreRefused) {
  const Variable asked("LANDFALL_KERNELS", "avx3");
  const std::string said = refusal();
  EXPECT_EQ(said.find("LANDFALL_KERNELS=avx3 is unknown; allowed: baseline"), 0u) << said;
  for (const Kernels& kernels : built_kernels())
    EXPECT_NE(said.find(kernels.name), std::string::npos) << said;
}

}  // namespace
}  // namespace landfall::simulate
