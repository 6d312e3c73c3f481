#include "summary/errors_aside.hpp"

#include "maths/normal_quantile.hpp"
#include "maths/student_t.hpp"

namespace landfall::summary {

double interval_errors(double confidence, Grouping grouping) {
  if (grouping == Grouping::none)
    return maths::normal_quantile(0.5 + 0.5 * confidence, 0.5 - 0.5 * confidence);
  // Where Student's t has (1 - confidence) / 2 above it: halved until no double is left between.
  const maths::StudentShape shape = maths::student_shape(kGroups - 1);
  const double beyond = 0.5 - 0.5 * confidence;
  double low = 0, high = 1;
  while (maths::student_tails(shape, high).upper > beyond) high *= 2;
  for (double middle = 0.5 * high; low < middle && middle < high; middle = 0.5 * (low + high))
    (maths::student_tails(shape, middle).upper > beyond ? low : high) = middle;
  return high;
}

}  // namespace landfall::summary
