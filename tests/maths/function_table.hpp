// The functions of the room as one translation unit built them, with fma emulated or built in.
#pragma once

namespace landfall::test {

struct FunctionTable {
  double (*exp)(double);
  double (*expm1)(double);
  double (*log)(double);
  double (*log1p)(double);
  double (*power)(double x, double y);
  double (*normal_cdf)(double);
  double (*normal_quantile)(double u, double v);
  void (*sine_cosine)(double turns, double& sine, double& cosine);
};

FunctionTable functions_with_emulated_fma();
FunctionTable functions_with_builtin_fma();

}  // namespace landfall::test
