// Reading [market.ID.payment]: when invoices are paid, and what is lost of them.
#include "scenario/read_channel.hpp"

namespace landfall::scenario {
namespace {

/// `default = { by = "buyer", hazard = 0.02 }`
void read_default(Reader& reader, Fields& fields, Payment& payment) {
  Fields by_buyer = fields.table("default");
  if (!by_buyer.given()) return;
  by_buyer.choice("by", {"buyer"}, std::nullopt);
  payment.hazard = by_buyer.number("hazard", {.unit = "a year", .range = within(0, 100)});
  if (fields.has("default_share"))
    reader.error(fields.place_of("default_share"), "'default_share' cannot stand beside 'default'",
                 "a share of all invoices is lost, or buyers fail: keep one");
}

}  // namespace

Payment read_payment(Reader& reader, Fields fields) {
  Payment payment;
  payment.days = fields.number("days", {.unit = "days", .range = within(0, 3652), .fallback = 0});
  payment.default_share = fields.number("default_share", share_ask(0));
  payment.recovery = fields.number("recovery", share_ask(0));
  payment.cover = fields.number("cover", share_ask(0));
  payment.premium = fields.number("premium", share_ask(0));
  read_default(reader, fields, payment);
  for (auto& [name, stop] : fields.tables("transfer_stop"))
    payment.stops.push_back(read_transfer_stop(reader, name, stop));
  return payment;
}

void check_default_by_buyer(Reader& reader, const Market& market) {
  const NumberId hazard = market.payment.hazard;
  if (hazard < 0) return;
  const Scenario& scenario = reader.scenario();
  for (const Channel& channel : market.channels) {
    const std::string name = "market." + market.id + ".channel." + channel.name;
    const Distributor* distributor = channel.distributor();
    if (distributor == nullptr && channel.retail() == nullptr)
      reader.error(scenario.number(hazard).place,
                   "only distributors and chains can fail one by one, and " + name +
                       " has none: " + kind_of(channel),
                   "write default_share instead of default");
    if (distributor != nullptr && distributor->resign_chance >= 0 &&
        reach(scenario, distributor->resign_chance).high > 0)
      reader.error(scenario.number(distributor->resign_chance).place,
                   "'resign_chance' cannot stand beside buyers that fail",
                   "take it out, or write default_share instead of default");
  }
}

}  // namespace landfall::scenario
