// A library of SIPs in the SIPmath 3.0 form: what it holds, and any of its SIPs as trials.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "random/sip.hpp"
#include "scenario/field.hpp"

namespace landfall::scenario {

/// A stream of `U01.rng`.
struct SipStream {
  std::string name;
  random::HdrSeeds seeds;
};

/// A Gaussian copula of `U01.copula` with its correlations, those of the normal scores.
struct SipCopula {
  std::string name;
  std::vector<std::string> streams;  ///< one a member
  std::vector<std::string> layers;   ///< the names of what comes out
  std::vector<std::string> rows;     ///< the members in the matrix
  std::vector<double> correlations;  ///< row by row
};

/// One of `sips`: a metalog of a stream or of a copula's layer, or stored trials.
struct SipEntry {
  std::string name;
  std::string stream, layer;  ///< one of the two; none for stored trials
  std::optional<random::Metalog> metalog;
  std::vector<double> trials;
  std::vector<std::pair<std::string, double>> metadata;
};

/// A library as Landfall writes it.
struct SipLibrary {
  std::string name, provenance;
  std::vector<SipStream> streams;
  std::optional<SipCopula> copula;
  std::vector<SipEntry> sips;
};

/// Read a whole library of the form that Landfall writes; nothing after a mistake.
std::optional<SipLibrary> parse_sip_library(const SourceText& json, int source,
                                            std::vector<Diagnostic>& diagnostics);

/// The SIP with this name. Only what it needs of the library is looked at. Nothing after a mistake,
/// which is appended with its place in the library, or at `asked` where the name is not there.
std::optional<random::Sip> parse_sip(const SourceText& json, int source, const std::string& name,
                                     Place asked, std::vector<Diagnostic>& diagnostics);

/// `{ file = "library.json", name = "Demand" }`, the value of a number's key `sip`: relative to the
/// folder of the scenario. Mistakes are reported to the reader.
std::optional<random::Sip> read_sip(Reader& reader, const Node& node);

}  // namespace landfall::scenario
