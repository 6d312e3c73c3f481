// Readers of one kind of channel each, and what they share.
#pragma once

#include "scenario/read.hpp"

namespace landfall::scenario {

Ask share_ask(std::optional<double> fallback);
/// A rate that looks like percent above `suspicious_above`.
Ask rate_ask(const std::string& suspicion, double suspicious_above,
             std::optional<double> fallback = 0);
Ask months_ask(std::optional<double> fallback = 0);

/// A channel of a market that has been read up to its channels.
Channel read_channel(Reader& reader, const std::string& name, Fields& fields, const Market& market);

/// Whether some channel of a market takes a share of its demand.
bool needs_demand(Fields& market);

Uptake read_uptake(Reader& reader, Fields& channel);
void read_markup(Reader& reader, Fields& fields, Channel& channel);

Distributor read_distributor(Fields& fields);
/// [.. exclusive]: what it names takes the place of the channel's own.
void read_exclusive(Fields& fields, Channel& channel);
Retail read_retail(Reader& reader, Fields& fields);
Tender read_tender(Reader& reader, Fields& fields, const Market& market);
InstalledBase read_installed_base(Reader& reader, Fields& fields);
Direct read_direct(Reader& reader, Fields& fields);

/// What only the whole file can tell about channels (check_channel.cpp).
void check_channels(Reader& reader);

}  // namespace landfall::scenario
