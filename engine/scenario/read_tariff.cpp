// Reading [market.*.tariff]: duty, levies, excise, changes and extra duties.
#include <algorithm>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/read_channel.hpp"

namespace landfall::scenario {

namespace {

constexpr int kPhasesMax = 50;

Ask amount_a_unit(const Reader& reader) {
  return {.unit = "/" + reader.product().unit,
          .range = at_least(0),
          .fallback = 0,
          .currency = reader.product().currency};
}

/// A number that counts only where the file has it; otherwise -1.
NumberId number_if_given(Fields& fields, const std::string& key, const Ask& ask) {
  fields.peek(key);
  return fields.has(key) ? fields.number(key, ask) : -1;
}

template <class Named>
void sort_by_name(std::vector<Named>& all) {
  std::sort(all.begin(), all.end(),
            [](const Named& left, const Named& right) { return left.name < right.name; });
}

/// Whether a levy is a table with a base of its own, and not a number in whatever form.
bool is_levy_table(const Node& node) {
  if (!node.is_table()) return false;
  for (const char* key : {"rate", "base", "in_vat_base", "creditable"})
    if (node.find(key) != nullptr) return true;
  return false;
}

Levy read_levy_table(const std::string& name, Fields fields) {
  Levy levy;
  levy.name = name;
  levy.rate = fields.number(
      "rate",
      rate_ask(noted("a levy looks a hundred times too large: {percent} %"), 0.10, std::nullopt));
  const std::string base =
      fields.choice("base", {"customs_value", "duty", "customs_value_and_duty"}, "customs_value");
  levy.base = base == "duty"            ? LevyBase::duty
              : base == "customs_value" ? LevyBase::customs_value
                                        : LevyBase::customs_value_and_duty;
  levy.creditable = fields.boolean("creditable", false);
  levy.in_vat_base = fields.boolean("in_vat_base", !levy.creditable);
  return levy;
}

/// The levies of a tariff, which may be tables, or the new rates of a change, which may not.
std::vector<Levy> read_levies(Reader& reader, Fields fields, bool may_be_tables) {
  std::vector<Levy> levies;
  for (const Node* member : fields.members()) {
    if (may_be_tables && is_levy_table(*member)) {
      levies.push_back(read_levy_table(member->key, fields.table(member->key)));
    } else {
      Levy levy;
      levy.name = member->key;
      levy.rate = read_number(reader, member, fields.address() + "." + member->key,
                              rate_ask(noted("a levy looks a hundred times too large: {percent} %"),
                                       0.10, std::nullopt),
                              fields.note());
      levies.push_back(levy);
    }
  }
  sort_by_name(levies);
  return levies;
}

Excise read_excise(Reader& reader, Fields fields) {
  return {
      number_if_given(fields, "ad_valorem",
                      rate_ask(noted("an excise looks a hundred times too large: {percent} %"), 2)),
      number_if_given(fields, "specific", amount_a_unit(reader))};
}

std::vector<ScheduledDuty> read_schedule(Reader& reader, Fields fields) {
  const Scenario& scenario = reader.scenario();
  std::vector<ScheduledDuty> schedule;
  for (const Node* member : fields.members()) {
    const auto year = parse_integer(member->key);
    if (!year || *year < 1900 || *year > 2200) {
      reader.error(member->key_place, "'" + sanitise(member->key) + "' is no calendar year",
                   "write 2027 = 0.24: the duty from 1 January 2027 on");
      continue;
    }
    ScheduledDuty duty;
    duty.year = static_cast<int>(*year);
    if (duty.year != scenario.start.year)  // in the year of the start it holds from there on
      duty.starts_period = first_period(reader, "schedule", {duty.year, 1, 1}, member->key_place);
    duty.ad_valorem = read_number(
        reader, member, fields.address() + "." + member->key,
        rate_ask(noted("a duty looks a hundred times too large: {percent} %"), 2), fields.note());
    schedule.push_back(duty);
  }
  std::sort(schedule.begin(), schedule.end(),
            [](const auto& left, const auto& right) { return left.year < right.year; });
  if (fields.given() && fields.members().empty())
    reader.error(fields.place(), "the schedule has no years",
                 "write 2027 = 0.24: the duty from 1 January 2027 on");
  return schedule;
}

/// When a change begins: on a date or at a random time; with a schedule, in its first year.
void read_start(Reader& reader, Fields& fields, TariffChange& change) {
  const auto starts = fields.date("starts");
  if (starts)
    change.starts_period = first_period(reader, "starts", *starts, fields.place_of("starts"));
  change.starts_after_years =
      number_if_given(fields, "starts_after_years", {.unit = "years", .range = at_least(0)});
  if (!change.schedule.empty()) {
    for (const char* key : {"starts", "starts_after_years", "ad_valorem", "phased_over_years"})
      if (fields.has(key))
        reader.error(fields.place_of(key),
                     std::string("'") + key + "' cannot stand beside a schedule",
                     "the schedule says what duty holds from which year on");
  } else if (change.starts_after_years >= 0 && fields.has("starts")) {
    reader.error(fields.place_of("starts"), "the change '" + change.name + "' has two starts",
                 "keep either 'starts' or 'starts_after_years'");
  } else if (change.starts_after_years < 0 && !fields.has("starts") && !fields.has("schedule")) {
    fields.missing("starts", "write starts = 2027-01-01, or starts_after_years");
  }
}

/// What a change may name besides the ad valorem duty and a schedule of it.
enum class Names { duty, all };

TariffChange read_change(Reader& reader, const std::string& name, Fields fields, Names names) {
  TariffChange change;
  change.name = name;
  change.ad_valorem =
      number_if_given(fields, "ad_valorem",
                      rate_ask(noted("a duty looks a hundred times too large: {percent} %"), 2));
  if (names == Names::all) {
    change.specific = number_if_given(fields, "specific", amount_a_unit(reader));
    change.vat = number_if_given(
        fields, "vat",
        rate_ask(noted("a VAT rate looks a hundred times too large: {percent} %"), 0.5));
    change.levies = read_levies(reader, fields.table("levies"), false);
    change.excise = read_excise(reader, fields.table("excise"));
  }
  change.schedule = read_schedule(reader, fields.table("schedule"));
  change.phased_over_years =
      static_cast<int>(fields.integer("phased_over_years", 1, kPhasesMax, 1));
  if (change.ad_valorem < 0 && change.specific < 0 && change.vat < 0 && change.levies.empty() &&
      change.excise.ad_valorem < 0 && change.excise.specific < 0 && !fields.has("schedule") &&
      !reader.document().incomplete)
    reader.error(fields.place(), "the change '" + name + "' changes nothing",
                 names == Names::duty
                     ? "name ad_valorem or schedule"
                     : "name at least one of ad_valorem, specific, vat, levies, excise, schedule");
  change.probability = fields.number("probability", share_ask(1));
  change.utilisation = fields.number("utilisation", share_ask(1));
  read_start(reader, fields, change);
  return change;
}

ExtraDuty read_extra(Reader& reader, const std::string& name, Fields fields) {
  const auto clash = [&](const char* one, const char* other, const std::string& what) {
    if (fields.has(one) && fields.has(other))
      reader.error(fields.place_of(one), "the extra duty '" + name + "' has " + what,
                   std::string("keep either '") + one + "' or '" + other + "'");
  };
  ExtraDuty extra;
  extra.name = name;
  extra.ad_valorem =
      number_if_given(fields, "ad_valorem",
                      rate_ask(noted("a duty looks a hundred times too large: {percent} %"), 2));
  extra.specific = number_if_given(fields, "specific", amount_a_unit(reader));
  if (extra.ad_valorem < 0 && extra.specific < 0 && !reader.document().incomplete)
    reader.error(fields.place(), "the extra duty '" + name + "' charges nothing",
                 "name ad_valorem or specific");
  extra.probability = fields.number("probability", share_ask(1));
  const Ask years{.unit = "years", .range = at_least(0)};
  extra.starts_after_years = number_if_given(fields, "starts_after_years", years);
  extra.lasts_years = number_if_given(fields, "lasts_years", years);
  const auto from = fields.date("from"), until = fields.date("until");
  if (from) extra.starts_period = first_period(reader, "from", *from, fields.place_of("from"));
  if (until) extra.ends_period = first_period(reader, "until", *until, fields.place_of("until"));
  clash("from", "starts_after_years", "two starts");
  clash("until", "lasts_years", "two ends");
  if (until && fields.has("starts_after_years") && !fields.has("lasts_years"))
    reader.error(fields.place_of("until"), "'until' needs a start on a date",
                 "beside starts_after_years write lasts_years");
  if (from && until && *until <= *from)
    reader.error(fields.place_of("until"),
                 "'until' " + in_words(*until) + " must come after 'from', " + in_words(*from));
  return extra;
}

Quota read_quota(Reader& reader, Fields fields) {
  Quota quota;
  quota.given = fields.given();
  if (!quota.given) return quota;
  quota.units =
      fields.number("units", {.unit = reader.product().unit + " a year", .range = at_least(0)});
  quota.others_share = fields.number("others_share", share_ask(0));
  quota.ad_valorem = fields.number(
      "ad_valorem",
      rate_ask(noted("a duty looks a hundred times too large: {percent} %"), 2, std::nullopt));
  return quota;
}

/// Changes name levies by the names of the tariff's own.
void check_levies(Reader& reader, const Fields& fields, const Tariff& tariff) {
  for (const TariffChange& change : tariff.changes)
    for (const Levy& levy : change.levies) {
      const bool known = std::any_of(tariff.levies.begin(), tariff.levies.end(),
                                     [&](const Levy& base) { return base.name == levy.name; });
      if (!known)
        reader.error(
            reader.scenario().number(levy.rate).place,
            "the levy '" + levy.name + "' is not among the base levies of " + fields.address(),
            "add " + levy.name + " = 0 to levies");
    }
}

/// Each phase of a change, and both ends of an extra duty, are one step of the schedule.
std::size_t steps_of(const Tariff& tariff) {
  std::size_t steps = 0;
  for (const TariffChange& change : tariff.changes)
    steps += std::max<std::size_t>(change.schedule.size(),
                                   static_cast<std::size_t>(change.phased_over_years));
  for (const ExtraDuty& extra : tariff.extras)
    steps += extra.ends_period >= 0 || extra.lasts_years >= 0 ? 2 : 1;
  return steps;
}

}  // namespace

std::vector<NumberId> amounts_charged(const Tariff& tariff) {
  std::vector<NumberId> all = {tariff.specific, tariff.excise.specific};
  for (const TariffChange& change : tariff.changes)
    all.insert(all.end(), {change.specific, change.excise.specific});
  for (const ExtraDuty& extra : tariff.extras) all.push_back(extra.specific);
  std::erase_if(all, [](NumberId id) { return id < 0; });
  return all;
}

std::vector<TariffChange> read_duty_changes(Reader& reader, Fields& fields) {
  Tariff duties;
  for (auto& [name, change] : fields.tables("change"))
    duties.changes.push_back(read_change(reader, name, change, Names::duty));
  sort_by_name(duties.changes);
  if (steps_of(duties) > kTariffChangesMax)
    reader.error(fields.place(), "a rival has at most " + std::to_string(kTariffChangesMax) +
                                     " changes of duty, not " + std::to_string(steps_of(duties)));
  return duties.changes;
}

Tariff read_tariff(Reader& reader, Fields fields) {
  Tariff tariff;
  tariff.ad_valorem = fields.number(
      "ad_valorem", rate_ask(noted("a duty looks a hundred times too large: {percent} %"), 2));
  tariff.specific = fields.number("specific", amount_a_unit(reader));
  tariff.vat = fields.number(
      "vat", rate_ask(noted("a VAT rate looks a hundred times too large: {percent} %"), 0.5));
  tariff.levies = read_levies(reader, fields.table("levies"), true);
  tariff.excise = read_excise(reader, fields.table("excise"));
  for (auto& [name, change] : fields.tables("change"))
    tariff.changes.push_back(read_change(reader, name, change, Names::all));
  for (auto& [name, extra] : fields.tables("extra"))
    tariff.extras.push_back(read_extra(reader, name, extra));
  sort_by_name(tariff.changes);
  sort_by_name(tariff.extras);
  tariff.quota = read_quota(reader, fields.table("quota"));
  if (steps_of(tariff) > kTariffChangesMax)
    reader.error(fields.place(), "a market has at most " + std::to_string(kTariffChangesMax) +
                                     " changes of duty, not " + std::to_string(steps_of(tariff)));
  check_levies(reader, fields, tariff);
  return tariff;
}

}  // namespace landfall::scenario
