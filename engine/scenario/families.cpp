#include "scenario/families.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "random/fit.hpp"

namespace landfall::scenario {
namespace {

using random::Family;
using random::Marginal;

constexpr double kShapeMin = 0.01, kShapeMax = 1e6;
constexpr double kDegreesMin = 2.5;
constexpr double kPowerMin = 0.1, kPowerMax = 1000;

double value_of(const std::vector<Named>& parameters, const std::string& name) {
  for (const Named& parameter : parameters)
    if (parameter.name == name) return parameter.value;
  return 0;
}

bool has_any(const std::vector<Named>& given, const std::vector<std::string>& names) {
  return std::any_of(given.begin(), given.end(), [&](const Named& one) {
    return std::find(names.begin(), names.end(), one.name) != names.end();
  });
}

std::optional<Marginal> exponential_of(Reader& reader, const Node& node,
                                       const std::vector<Named>& given) {
  if (given.size() != 1) {
    reader.error(node.place, "exponential takes either its mean or its rate");
    return std::nullopt;
  }
  if (given[0].value <= 0) {
    reader.error(given[0].place, "the " + given[0].name +
                                     " of an exponential must be above 0, not " +
                                     shortest(given[0].value));
    return std::nullopt;
  }
  const double mean = given[0].name == "rate" ? 1 / given[0].value : given[0].value;
  return Marginal{.family = Family::exponential, .a = mean};
}

/// Of a lognormal or gamma.
std::optional<Marginal> from_mean_sd(Reader& reader, const Shape& shape,
                                     const std::vector<Named>& given) {
  for (const Named& one : given) {
    const bool is_mean = one.name == "mean";
    if (is_mean ? one.value > 0 : one.value >= 0) continue;
    reader.error(one.place, "the " + one.name + " of a " + shape.name + " must be " +
                                (is_mean ? "above 0" : "0 or more") + ", not " +
                                shortest(one.value));
    return std::nullopt;
  }
  const double mean = value_of(given, "mean"), sd = value_of(given, "sd");
  if (shape.family == Family::lognormal) return random::lognormal_from_mean_sd(mean, sd);
  const Marginal gamma = random::gamma_from_mean_sd(mean, sd);
  if (sd == 0 || fault(gamma).parameter != "shape") return gamma;
  const auto of_sd =
      std::find_if(given.begin(), given.end(), [](const Named& one) { return one.name == "sd"; });
  reader.error(of_sd->place,
               std::string("the sd of this gamma is too ") + (gamma.a < 1 ? "large" : "small") +
                   " for its mean: its shape (mean / sd)^2 must lie between 0.01 and 1000000",
               "the sd may be from 0.001 to 10 times the mean, or 0");
  return std::nullopt;
}

std::optional<Marginal> expert_of(Reader& reader, const std::vector<Named>& given) {
  const double low = value_of(given, "low"), mode = value_of(given, "mode"),
               high = value_of(given, "high"), confidence = value_of(given, "confidence");
  const auto refuse = [&](const std::string& name, std::string what, std::string hint) {
    for (const Named& one : given)
      if (one.name == name) reader.error(one.place, std::move(what), std::move(hint));
    return std::nullopt;
  };
  if (low > mode || mode > high || low == high)
    return refuse(low > mode ? "mode" : "high",
                  "low, mode and high must rise: " + shortest(low) + ", " + shortest(mode) + ", " +
                      shortest(high) + " do not",
                  "");
  if (confidence < 0.05 || confidence > 0.999)
    return refuse(
        "confidence", "the confidence must lie between 0.05 and 0.999, not " + shortest(confidence),
        confidence > 1 && confidence <= 99.9 ? share_hint(confidence)
                                             : "it is the chance of a value between low and high");
  return random::expert(low, mode, high, confidence);
}

}  // namespace

std::string share_hint(double value) {
  if (!(value > 1 && value <= 100)) return "";
  return "shares are fractions: " + shortest(value) + " % is " +
         shortest(std::round(value * 1e4) / 1e6);
}

Fault fault(const Marginal& m) {
  switch (m.family) {
    case Family::normal:
      if (m.b < 0) return {"the sd of a normal must be 0 or more, not " + shortest(m.b), "sd"};
      break;
    case Family::uniform:
      if (m.a > m.b)
        return {"low must not be above high: " + shortest(m.a) + " > " + shortest(m.b), "high"};
      break;
    case Family::triangular:
    case Family::pert:
      if (m.a > m.b || m.b > m.c)
        return {"low, mode and high must rise: " + shortest(m.a) + ", " + shortest(m.b) + ", " +
                    shortest(m.c) + " do not",
                m.a > m.b ? "mode" : "high"};
      break;
    case Family::beta:
      for (const auto& [name, value] : {std::pair{"a", m.a}, {"b", m.b}})
        if (value < kShapeMin || value > kShapeMax)
          return {std::string(name) + " of a beta must lie between 0.01 and 1000000, not " +
                      shortest(value),
                  name};
      break;
    case Family::gamma:
      if (!(m.a >= kShapeMin && m.a <= kShapeMax))
        return {"the shape of a gamma must lie between 0.01 and 1000000, not " + shortest(m.a),
                "shape"};
      if (m.b <= 0) return {"the scale of a gamma must be above 0, not " + shortest(m.b), "scale"};
      break;
    case Family::log_uniform:
      if (m.a <= 0)
        return {"the low of a log_uniform must be above 0, not " + shortest(m.a), "low"};
      if (m.a > m.b)
        return {"low must not be above high: " + shortest(m.a) + " > " + shortest(m.b), "high"};
      break;
    case Family::weibull:
      if (m.a < kPowerMin || m.a > kPowerMax)
        return {"the shape of a weibull must lie between 0.1 and 1000, not " + shortest(m.a),
                "shape"};
      if (m.b <= 0)
        return {"the scale of a weibull must be above 0, not " + shortest(m.b), "scale"};
      break;
    case Family::pareto:
      if (m.a <= 0)
        return {"the minimum of a pareto must be above 0, not " + shortest(m.a), "minimum"};
      if (m.b < kPowerMin || m.b > kPowerMax)
        return {"the shape of a pareto must lie between 0.1 and 1000, not " + shortest(m.b),
                "shape"};
      break;
    case Family::logistic:
    case Family::gumbel:
      if (m.b < 0)
        return {std::string("the scale of a ") +
                    (m.family == Family::gumbel ? "gumbel" : "logistic") +
                    " must be 0 or more, not " + shortest(m.b),
                "scale"};
      break;
    case Family::binomial:
      if (m.a < 0 || m.a > random::kTrialsMax || std::floor(m.a) != m.a)
        return {"n of a binomial must be a whole number from 0 to 1000000, not " + shortest(m.a),
                "n"};
      if (m.b < 0 || m.b > 1)
        return {"p of a binomial must lie between 0 and 1, not " + shortest(m.b), "p",
                share_hint(m.b)};
      break;
    case Family::poisson:
      if (m.a < 0 || m.a > random::kPoissonMeanMax)
        return {"the mean of a poisson must lie between 0 and 1000000, not " + shortest(m.a),
                "mean"};
      break;
    case Family::student_t:
      if (m.c < kDegreesMin || m.c > kShapeMax)
        return {"df of a student_t must lie between 2.5 and 1000000, not " + shortest(m.c), "df",
                m.c < kDegreesMin ? "from 2 down it has no sd, and close above 2 no sample shows it"
                                  : "it is a normal by then"};
      if (m.b < 0)
        return {"the scale of a student_t must be 0 or more, not " + shortest(m.b), "scale"};
      break;
    case Family::bernoulli:
      if (m.a < 0 || m.a > 1)
        return {"p of a bernoulli must lie between 0 and 1, not " + shortest(m.a), "p",
                share_hint(m.a)};
      break;
    default:
      break;
  }
  return {};
}

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = {
      {"normal", Family::normal, {"mean", "sd"}, true, true},
      {"lognormal", Family::lognormal, {"mean", "sd"}, false, true},
      {"uniform", Family::uniform, {"low", "high"}, true, true},
      {"log_uniform", Family::log_uniform, {"low", "high"}, true, true},
      {"triangular", Family::triangular, {"low", "mode", "high"}, true, true},
      {"pert", Family::pert, {"low", "mode", "high"}, true, true},
      {"expert", Family::triangular, {"low", "mode", "high", "confidence"}, false, false},
      {"beta", Family::beta, {"a", "b"}, true, true},
      {"exponential", Family::exponential, {"mean"}, false, true, {"rate"}},
      {"gamma", Family::gamma, {"shape", "scale"}, false, true, {"mean", "sd"}},
      {"weibull", Family::weibull, {"shape", "scale"}, false, true},
      {"pareto", Family::pareto, {"minimum", "shape"}, false, true},
      {"student_t", Family::student_t, {"df", "mean", "scale"}, false, true},
      {"logistic", Family::logistic, {"mean", "scale"}, false, true},
      {"gumbel", Family::gumbel, {"mode", "scale"}, false, true},
      {"binomial", Family::binomial, {"n", "p"}, false, false},
      {"poisson", Family::poisson, {"mean"}, false, false},
      {"bernoulli", Family::bernoulli, {"p"}, false, false},
      {"discrete", Family::discrete, {"values", "weights"}, false, false},
      {"empirical", Family::empirical, {"values"}, false, false},
      {"metalog", Family::metalog, {"coefficients"}, false, false},
      {"mixture", Family::mixture, {}, false, false},
  };
  return all;
}

std::optional<double> percentile_of(const std::string& key) {
  if (key.size() < 2 || key[0] != 'p') return std::nullopt;
  double value = 0, scale = 0;
  for (const char digit : key.substr(1)) {
    if (digit == '.' && scale == 0) {
      scale = 1;
    } else if (digit >= '0' && digit <= '9') {
      value = value * 10 + (digit - '0');
      scale *= 10;
    } else {
      return std::nullopt;
    }
  }
  value = scale == 0 ? value : value / scale;
  return value > 0 && value < 100 ? std::optional(value / 100) : std::nullopt;
}

std::optional<Marginal> from_parameters(Reader& reader, const Shape& shape, const Node& node,
                                        const std::vector<Named>& given) {
  Marginal m{.family = shape.family};
  const auto named = [&](const std::string& name) { return value_of(given, name); };
  if (shape.family == Family::exponential) return exponential_of(reader, node, given);
  const bool by_mean_sd = shape.family == Family::gamma && has_any(given, shape.instead);
  if (by_mean_sd && has_any(given, shape.parameters)) {
    reader.error(node.place, "gamma takes either shape and scale or mean and sd");
    return std::nullopt;
  }
  const std::vector<std::string>& wanted = by_mean_sd ? shape.instead : shape.parameters;
  for (const std::string& name : wanted) {
    const bool present = std::any_of(
        given.begin(), given.end(), [&](const Named& parameter) { return parameter.name == name; });
    if (!present) {
      reader.error(node.place, "'" + name + "' of " + shape.name + " is missing");
      return std::nullopt;
    }
  }
  if (shape.family == Family::lognormal || by_mean_sd) return from_mean_sd(reader, shape, given);
  if (shape.name == "expert") return expert_of(reader, given);
  if (shape.family == Family::student_t) {
    m = {.family = shape.family, .a = named("mean"), .b = named("scale"), .c = named("df")};
  } else {
    double* into[] = {&m.a, &m.b, &m.c};
    for (std::size_t i = 0; i < wanted.size(); ++i) *into[i] = named(wanted[i]);
  }
  const Fault wrong = fault(m);
  if (wrong.what.empty()) return m;
  for (const Named& one : given)
    if (one.name == wrong.parameter) reader.error(one.place, wrong.what, wrong.hint);
  return std::nullopt;
}

}  // namespace landfall::scenario
