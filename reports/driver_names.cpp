#include "reports/driver_names.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/drivers.hpp"

namespace landfall::reports {
namespace {

using simulate::Seen;

/// What an address ends in, '*' for a name within it, and what that is called. {market}, {channel},
/// {name} and {code} are those of the address.
struct Called {
  std::string_view tail;
  Seen seen;
  const char* name;
};

constexpr Called kOfMarket[] = {
    {"demand.units_per_year", Seen::value, noted("Demand in {market}")},
    {"demand.units_per_year", Seen::mean, noted("Demand in {market} over the years")},
    {"demand", Seen::mean, noted("Chance in the growth of demand in {market}")},
    {"demand.growth", Seen::value, noted("Growth of demand in {market}")},
    {"response.elasticity", Seen::value, noted("Price elasticity in {market}")},
    {"response.reference_price", Seen::value, noted("Reference price in {market}")},
    {"inflation", Seen::value, noted("Inflation in {market}")},
    {"pass_through", Seen::value, noted("Exchange rate passed on in {market}")},
    {"tariff.ad_valorem", Seen::value, noted("Duty in {market}")},
    {"tariff.change.*", Seen::begins, noted("Whether and when {name} begins in {market}")},
    {"tariff.change.*.ad_valorem", Seen::value, noted("Duty in {market} after {name}")},
    {"tariff.change.*.starts_after_years", Seen::value, noted("When {name} begins in {market}")},
    {"tariff.extra.*", Seen::begins, noted("Whether and when {name} begins in {market}")},
    {"tariff.extra.*.ad_valorem", Seen::value, noted("Extra duty {name} in {market}")},
    {"tariff.extra.*.starts_after_years", Seen::value, noted("When {name} begins in {market}")},
    {"tariff.extra.*.lasts_years", Seen::value, noted("How long {name} lasts in {market}")},
    {"payment.days", Seen::value, noted("Days until payment in {market}")},
    {"payment.default_share", Seen::value, noted("Bad debts in {market}")},
    {"payment.transfer_stop.*", Seen::in_force, noted("Stop of transfers {name} in {market}")},
    {"logistics.freight", Seen::value, noted("Freight to {market}")},
    {"logistics.freight", Seen::mean, noted("Freight to {market} over the years")},
    {"access", Seen::opens, noted("When {market} opens")},
    {"access.registration_months", Seen::value, noted("Months of registration in {market}")},
    {"access.renewal", Seen::shuts, noted("Renewal refused in {market}")},
};

constexpr Called kOfChannel[] = {
    {"", Seen::signed_count, noted("Prospects that sign in {market} ({channel})")},
    {"", Seen::first_signs, noted("When the first prospect signs in {market} ({channel})")},
    {"", Seen::listed_count, noted("Chains that list in {market} ({channel})")},
    {"", Seen::listed, noted("When tenders are open to us in {market} ({channel})")},
    {"", Seen::bids, noted("Calls for tenders in {market} ({channel})")},
    {"", Seen::won, noted("Contracts won in {market} ({channel})")},
    {"sign_chance", Seen::value, noted("Chance that a prospect signs in {market} ({channel})")},
    {"listing_chance", Seen::value, noted("Chance that a chain lists in {market} ({channel})")},
    {"ceiling_share", Seen::value, noted("Largest share in {market} ({channel})")},
    {"uptake.bass.p", Seen::value, noted("Uptake unprompted in {market} ({channel})")},
    {"uptake.bass.q", Seen::value, noted("Uptake by word of mouth in {market} ({channel})")},
    {"rollout_months", Seen::value, noted("Months of roll-out in {market} ({channel})")},
    {"churn", Seen::value, noted("Distributors that leave in {market} ({channel})")},
};

constexpr Called kOfFile[] = {
    {"product.price", Seen::value, noted("Price")},
    {"product.price", Seen::mean, noted("Price over the years")},
    {"product.cost", Seen::value, noted("Cost of the goods")},
    {"product.cost", Seen::mean, noted("Cost of the goods over the years")},
    {"product.*.price", Seen::value, noted("Price of {name}")},
    {"product.*.cost", Seen::value, noted("Cost of {name}")},
    {"fx.*.process", Seen::mean, noted("Exchange rate of {code} over the years")},
    {"fx.*", Seen::mean, noted("Exchange rate of {code} over the years")},
    {"fx.*", Seen::value, noted("Exchange rate of {code}")},
    {"event.*", Seen::in_force, noted("Event: {name}")},
    {"shared.*", Seen::value, noted("Shared: {name}")},
    {"shared.*", Seen::mean, noted("Shared: {name}, over the years")},
};

/// What stands for the '*' of a tail; nothing where the address is another.
std::optional<std::string> within(std::string_view tail, std::string_view address) {
  const std::size_t star = tail.find('*');
  if (star == tail.npos) return tail == address ? std::optional(std::string()) : std::nullopt;
  const std::string_view before = tail.substr(0, star), after = tail.substr(star + 1);
  if (address.size() <= before.size() + after.size() || !address.starts_with(before) ||
      !address.ends_with(after))
    return std::nullopt;
  const std::string_view name =
      address.substr(before.size(), address.size() - before.size() - after.size());
  return name.find('.') == name.npos ? std::optional(std::string(name)) : std::nullopt;
}

std::string with_blanks(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// A part of a scenario and its name; the longest id with which an address goes on.
struct Place {
  std::string name, rest;
};

Place market_of(const std::string& address, const simulate::Provenance& provenance) {
  Place place;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < provenance.markets.size(); ++i) {
    const std::string begin = "market." + provenance.markets[i] + ".";
    if (begin.size() <= longest || !address.starts_with(begin)) continue;
    longest = begin.size();
    const std::string& name = provenance.market_names[i];
    place = {name.empty() ? provenance.markets[i] : name, address.substr(longest)};
  }
  return place;
}

template <std::size_t kCount>
std::string called(const Called (&all)[kCount], const std::string& address, Seen seen,
                   const std::string& market, const std::string& channel) {
  for (const Called& one : all) {
    const auto name = one.seen == seen ? within(one.tail, address) : std::nullopt;
    if (name)
      return say(one.name, {{"market", market},
                            {"channel", channel},
                            {"name", with_blanks(*name)},
                            {"code", *name}});
  }
  return "";
}

std::string name_of(const simulate::DriverOfResult& driver,
                    const simulate::Provenance& provenance) {
  const Place market = market_of(driver.address, provenance);
  if (market.rest.empty()) return called(kOfFile, driver.address, driver.seen, "", "");
  constexpr std::string_view kChannel = "channel.";
  if (!market.rest.starts_with(kChannel))
    return called(kOfMarket, market.rest, driver.seen, market.name, "");
  const std::string rest = market.rest.substr(kChannel.size());
  const std::size_t dot = std::min(rest.find('.'), rest.size());
  return called(kOfChannel, dot < rest.size() ? rest.substr(dot + 1) : "", driver.seen, market.name,
                with_blanks(rest.substr(0, dot)));
}

}  // namespace

std::string driver_name(const simulate::DriverOfResult& driver,
                        const simulate::Provenance& provenance) {
  const std::string name = name_of(driver, provenance);
  if (!name.empty()) return sanitise(name);
  const bool is_draw = driver.seen == Seen::value;
  return sanitise(driver.address +
                  (is_draw ? "" : std::string(" (") + in_words(driver.seen) + ")"));
}

}  // namespace landfall::reports
