// The steps of reading a scenario: sections, then what only the whole file can tell.
#pragma once

#include "scenario/field.hpp"

namespace landfall::scenario {

/// Read a document as a scenario to hear what is asked of it; its mistakes do not matter.
void record_scenario(Document document, Recorder& recorder);
void record_study(Document document, Recorder& recorder);
void record_gsim(Document document, Recorder& recorder);

/// Months from the start of the scenario to a date, counting a begun month as whole.
int months_from_start(const Scenario& scenario, const Date& date);

/// First period that starts on or after the date; reports a date before the start.
int first_period(Reader& reader, const std::string& what, const Date& date, Place place);

std::string in_words(const Date& date);

/// The `schema` that every file begins with.
void check_schema(Reader& reader, Fields& root);

/// [firm], [investment.*], [tax] and [terminal]; what a product and a market say about such money;
/// and whether a terminal value is finite (read_firm.cpp).
void read_firm(Reader& reader, Fields& root);
Goods read_goods(Fields& product);
NumberId read_minimum_order(Fields& logistics, const std::string& unit);
WithholdingTax read_withholding(Fields fields);
void check_terminal(Reader& reader);

/// [market.*] with all below it (read_market.cpp).
void read_markets(Reader& reader, Fields& root);

/// Of a market: [tariff] (read_tariff.cpp) and [response] (read_response.cpp).
Tariff read_tariff(Reader& reader, Fields fields);
std::vector<TariffChange> read_duty_changes(Reader& reader, Fields& fields);
Response read_response(Reader& reader, Fields fields, const Market& market);

/// Of a market: [route] (read_route.cpp), [access] (read_access.cpp), [payment] (read_payment.cpp).
Route read_route(Reader& reader, Fields fields);
Access read_access(Reader& reader, Fields fields);
Payment read_payment(Reader& reader, Fields fields);
/// Whether the channels of a market have buyers that can fail.
void check_default_by_buyer(Reader& reader, const Market& market);

/// [event.*] (read_event.cpp); after the markets, since it names their addresses.
void read_events(Reader& reader, Fields& root);

/// [.. transfer_stop.NAME] of a market's payment, which comes as events do (read_event.cpp).
Event read_transfer_stop(Reader& reader, const std::string& name, Fields& fields);

/// The statistics that can end a run.
std::vector<std::string> statistic_names();

/// [simulation.stop], and once the markets are known whether its metrics exist (read_stop.cpp).
void read_stop(Reader& reader, Fields& simulation);
void check_stop_strategies(Reader& reader, const std::vector<std::string>& strategies);
void check_stop(Reader& reader, const std::vector<std::string>& metrics);

/// [correlation.*] (correlation.cpp); after the markets, since it names their addresses.
void read_groups(Reader& reader, Fields& root);

/// What is below [strategy], as far as it can be told without the changes that each makes
/// (strategies.cpp).
void read_strategy_names(Reader& reader, Fields& root);

/// The strategies of a document, and what the scenario of one is read from: the document with what
/// it sets, and of all strategies that one alone.
std::vector<std::string> strategy_names(const Document& document);
Document document_of_strategy(const Document& document, const std::string& name);

/// Titles, entries and exits of the one strategy of such a document, after the markets
/// (read_strategy.cpp).
void read_strategy(Reader& reader, Fields& root);

/// What responses, quotas and their numbers must satisfy together (check_response.cpp).
void check_responses_and_quotas(Reader& reader);

/// Resolve references, currencies and thresholds, and look for what cannot be (check.cpp).
void check(Reader& reader, Fields& root);

}  // namespace landfall::scenario
