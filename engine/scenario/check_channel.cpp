// What only the whole file can tell about channels: values that do not go together.
#include <cmath>

#include "base/text.hpp"
#include "maths/log1p.hpp"
#include "model/arrivals.hpp"
#include "scenario/read_channel.hpp"

namespace landfall::scenario {

namespace {

std::string shown(double value) {
  return shortest(std::round(value * 1e4) / 1e4);
}

void check_uptake(Reader& reader, const std::string& address, const Channel& channel) {
  const Scenario& scenario = reader.scenario();
  const Uptake* uptake = uptake_of(channel);
  if (uptake == nullptr || uptake->kind != Uptake::Kind::bass_euler) return;
  const std::string below = address + ".uptake.bass.";
  if (reader.is_faulty(below + "p") || reader.is_faulty(below + "q")) return;
  const double most = reach(scenario, uptake->first).high + reach(scenario, uptake->second).high;
  if (most * scenario.dt_years() > 1)
    reader.error(scenario.number(uptake->first).place,
                 "with the euler method (p + q) times the step must not pass 1; here it reaches " +
                     shown(most * scenario.dt_years()),
                 "use the exact method or a shorter step");
}

/// A curve through the stock at the start needs a stock above 0 and below the ceiling.
void check_stock(Reader& reader, const std::string& address, const InstalledBase& base) {
  const Scenario& scenario = reader.scenario();
  if (base.start < 0 || base.ceiling < 0) return;
  const Number& start = scenario.number(base.start);
  if (reader.is_faulty(start.address) || reader.is_faulty(scenario.number(base.ceiling).address))
    return;
  const double most = reach(scenario, base.start).high, least = reach(scenario, base.ceiling).low;
  if (most < least) return;
  reader.error(start.place, "the stock of " + address + " must start below its ceiling on every " +
                                "path: the start reaches " + shown(most) +
                                ", the ceiling falls to " + shown(least));
}

/// So many tenders are drawn for each path that more come on none; memory is laid out for them.
void check_tenders(Reader& reader, const Tender& tender) {
  const Scenario& scenario = reader.scenario();
  if (tender.tenders_per_year < 0) return;
  const Number& rate = scenario.number(tender.tenders_per_year);
  if (reader.is_faulty(rate.address) || reader.is_faulty("scenario.years")) return;
  const double most = reach(scenario, tender.tenders_per_year).high;
  if (most * scenario.years <= kTendersMax) return;
  reader.error(rate.place,
               "'tenders_per_year' may bring at most " + shown(kTendersMax) +
                   " tenders in all years, not " + shown(std::ceil(most * scenario.years)),
               "bundle them: a tenth of the tenders with ten times the units");
}

/// Re-signed places are drawn as further prospects.
void check_resigning(Reader& reader, const Distributor& distributor) {
  const Scenario& scenario = reader.scenario();
  if (distributor.churn < 0 || reach(scenario, distributor.resign_chance).high <= 0) return;
  const Number& chance = scenario.number(distributor.resign_chance);
  const Number& churn = scenario.number(distributor.churn);
  if (reader.is_faulty(chance.address) || reader.is_faulty(churn.address)) return;
  const double hazard = -maths::log1p(-reach(scenario, distributor.churn).high);
  const double most = 1 + model::most_arrivals(hazard * scenario.years);
  if (distributor.prospects * most <= kStaysMax) return;
  reader.error(chance.place,
               "a channel may have at most " + shown(kStaysMax) + " stays of prospects, not " +
                   shown(distributor.prospects * most),
               "fewer prospects, or less churn");
}

}  // namespace

void check_channels(Reader& reader) {
  for (const Market& market : reader.scenario().markets) {
    check_default_by_buyer(reader, market);
    for (const Channel& channel : market.channels) {
      const std::string address = "market." + market.id + ".channel." + channel.name;
      check_uptake(reader, address, channel);
      if (const InstalledBase* base = channel.installed_base()) check_stock(reader, address, *base);
      if (const Tender* tender = channel.tender()) check_tenders(reader, *tender);
      if (const Distributor* distributor = channel.distributor())
        check_resigning(reader, *distributor);
    }
  }
}

}  // namespace landfall::scenario
