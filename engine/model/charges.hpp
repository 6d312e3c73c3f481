// All that is charged at a border besides duty on the customs value: levies on other bases, excise.
#pragma once

namespace landfall::model {

/// Fold levies and excise into one rate L on the customs value V and one amount S a unit.
///
///     duty   = a V + s                     a: all ad valorem duties, s: all specific ones
///     levies = b V + c duty                b: levies on V, c: levies on duty; on both: in b and c
///     excise = e (V + duty + levies) + x
///     V + duty + levies + excise = V (1 + a + L) + S
///     L = (1 + a + b + c a) (1 + e) - 1 - a          S = s (1 + c) (1 + e) + x
///
/// | argument | symbol | shape   | unit  | meaning                           |
/// |----------|--------|---------|-------|-----------------------------------|
/// | duty     | a      | [count] | rate  | ad valorem                        |
/// | on_value | b      | [count] | rate  | levies on the customs value       |
/// | on_duty  | c      | [count] | rate  | levies on the duty                |
/// | excise   | e      | [count] | rate  | on the customs value, duty, levies |
/// | amount   | x      | [count] | money | excise a unit                     |
/// | specific | s, S   | [count] | money | in: duty a unit; out: S           |
/// | levies   | L      | [count] | rate  | out                               |
static inline void fold_charges(const double* __restrict duty, const double* __restrict on_value,
                                const double* __restrict on_duty, const double* __restrict excise,
                                const double* __restrict amount, int count,
                                double* __restrict specific, double* __restrict levies) {
  for (int i = 0; i < count; ++i) {
    const double a = duty[i], b = on_value[i], c = on_duty[i], e = excise[i];
    levies[i] = (1 + a + b + c * a) * (1 + e) - 1 - a;
    specific[i] = specific[i] * (1 + c) * (1 + e) + amount[i];
  }
}

}  // namespace landfall::model
