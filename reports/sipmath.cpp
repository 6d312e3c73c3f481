#include "reports/sipmath.hpp"

#include <cmath>

#include "reports/json_values.hpp"

namespace landfall::reports {
namespace {

constexpr const char* kMatrix = "correlationMatrix";
constexpr const char* kIndex = "index";

Json numbers(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(number(value));
  return list;
}

/// The lower triangle, row by row.
Json matrix_json(const scenario::SipCopula& copula) {
  Json entries = Json::array();
  const std::size_t size = copula.rows.size();
  for (std::size_t row = 0; row < size; ++row)
    for (std::size_t column = 0; column <= row; ++column)
      entries.push_back({{"row", text(copula.rows[row])},
                         {"col", text(copula.rows[column])},
                         {"value", number(copula.correlations[row * size + column])}});
  return {{"name", kMatrix},
          {"value",
           {{"columns", texts(copula.rows)}, {"rows", texts(copula.rows)}, {"matrix", entries}}}};
}

Json copula_json(const scenario::SipCopula& copula) {
  return {{"name", text(copula.name)},
          {"function", "GaussianCopula"},
          {"arguments",
           {{"correlationMatrix", {{"type", "globalVariables"}, {"value", kMatrix}}},
            {"rng", texts(copula.streams)}}},
          {"copulaLayer", texts(copula.layers)}};
}

Json model_json(const scenario::SipLibrary& library) {
  Json rng = Json::array();
  bool has_trials = false;
  for (const scenario::SipStream& stream : library.streams)
    rng.push_back({{"name", text(stream.name)},
                   {"function", "HDR_2_0"},
                   {"arguments",
                    {{"counter", "PM_Index"},
                     {"entity", stream.seeds.entity},
                     {"varId", stream.seeds.variable},
                     {"seed3", stream.seeds.seed3},
                     {"seed4", stream.seeds.seed4}}}});
  for (const scenario::SipEntry& sip : library.sips) has_trials = has_trials || !sip.metalog;
  if (has_trials)
    rng.push_back(
        {{"name", kIndex}, {"function", "Index"}, {"arguments", {{"counter", "PM_Index"}}}});
  Json model = {{"rng", rng}};
  if (library.copula) model["copula"] = Json::array({copula_json(*library.copula)});
  return model;
}

Json sip_json(const scenario::SipEntry& sip, const scenario::SipLibrary& library) {
  Json ref = {{"source", "rng"}, {"name", sip.metalog ? text(sip.stream) : Json(kIndex)}};
  if (!sip.layer.empty())
    ref = {{"source", "copula"},
           {"name", text(library.copula->name)},
           {"copulaLayer", text(sip.layer)}};
  Json arguments = Json::object();
  if (sip.metalog) {
    if (std::isfinite(sip.metalog->low)) arguments["lowerBound"] = number(sip.metalog->low);
    if (std::isfinite(sip.metalog->high)) arguments["upperBound"] = number(sip.metalog->high);
    arguments["aCoefficients"] = numbers(sip.metalog->a);
  } else {
    arguments["type"] = "array";
    arguments["value"] = numbers(sip.trials);
  }
  Json metadata = Json::object();
  for (const auto& [key, value] : sip.metadata) metadata[key] = number(value);
  return {{"name", text(sip.name)},
          {"ref", ref},
          {"function", sip.metalog ? "Metalog_1_0" : "SIP_Array"},
          {"arguments", arguments},
          {"metadata", metadata}};
}

}  // namespace

std::string sipmath_json(const scenario::SipLibrary& library) {
  Json globals = Json::array();
  if (library.copula) globals.push_back(matrix_json(*library.copula));
  Json sips = Json::array();
  for (const scenario::SipEntry& sip : library.sips) sips.push_back(sip_json(sip, library));
  return document({{"name", text(library.name)},
                   {"objectType", "sipModel"},
                   {"libraryType", "SIPmath_3_0"},
                   {"version", "1"},
                   {"provenance", text(library.provenance)},
                   {"globalVariables", globals},
                   {"U01", model_json(library)},
                   {"sips", sips}});
}

}  // namespace landfall::reports
