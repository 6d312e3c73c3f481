// The steps of reading a scenario: sections, then what only the whole file can tell.
#pragma once

#include "scenario/field.hpp"

namespace landfall::scenario {

/// Months from the start of the scenario to a date, counting a begun month as whole.
int months_from_start(const Scenario& scenario, const Date& date);

/// First period that starts on or after the date; reports a date before the start.
int first_period(Reader& reader, const std::string& what, const Date& date, Place place);

std::string in_words(const Date& date);

/// [market.*] with all below it (read_market.cpp).
void read_markets(Reader& reader, Fields& root);

/// Of a market: [tariff] (read_tariff.cpp) and [response] (read_response.cpp).
Tariff read_tariff(Reader& reader, Fields fields);
std::vector<TariffChange> read_duty_changes(Reader& reader, Fields& fields);
Response read_response(Reader& reader, Fields fields, const Market& market);

/// Of a market: [route] (read_route.cpp).
Route read_route(Reader& reader, Fields fields);

/// [event.*] (read_event.cpp); after the markets, since it names their addresses.
void read_events(Reader& reader, Fields& root);

/// [simulation.stop], and once the markets are known whether its metrics exist (read_stop.cpp).
void read_stop(Reader& reader, Fields& simulation);
void check_stop(Reader& reader, const std::vector<std::string>& metrics);

/// [correlation.*] (correlation.cpp); after the markets, since it names their addresses.
void read_groups(Reader& reader, Fields& root);

/// What responses, quotas and their numbers must satisfy together (check_response.cpp).
void check_responses_and_quotas(Reader& reader);

/// Resolve references, currencies and thresholds, and look for what cannot be (check.cpp).
void check(Reader& reader, Fields& root);

}  // namespace landfall::scenario
