// landfall_bench: the benchmarks of all rooms, and nothing at all in a build with assertions.
#include <benchmark/benchmark.h>

#include <cstdio>

int main(int count, char** arguments) {
#ifndef NDEBUG
  std::fputs(
      "landfall_bench: built with assertions, so its figures would mean nothing: "
      "use the release preset\n",
      stderr);
  return 2;
#endif
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
