// Reading [market.ID.access]: stages of registration, or one stage in short, and its renewal.
#include "scenario/read_channel.hpp"

namespace landfall::scenario {
namespace {

constexpr int kAttemptsMax = 10;

/// The keys of a stage: those of a table of its own, or of the short form.
struct StageKeys {
  const char *months, *fee;
};

AccessStage read_stage(Reader& reader, Fields& fields, const StageKeys& keys, bool needs_months) {
  AccessStage stage;
  stage.months = fields.number(keys.months, needs_months ? months_ask(std::nullopt) : months_ask());
  stage.approval_chance = fields.number("approval_chance", share_ask(1));
  stage.fee = fields.number(
      keys.fee, {.range = at_least(0), .fallback = 0, .currency = reader.scenario().currency});
  stage.attempts = static_cast<int>(fields.integer("attempts", 1, kAttemptsMax, 1));
  stage.retry_after_months = fields.number("retry_after_months", months_ask());
  if (fields.has("retry_after_months") && !fields.has("attempts"))
    reader.error(fields.place_of("retry_after_months"),
                 "'retry_after_months' needs 'attempts', more than one",
                 "write attempts = 2, or take it out");
  return stage;
}

Renewal read_renewal(Reader& reader, Fields& fields) {
  Renewal renewal;
  fields.peek("renewal_years");
  renewal.given = fields.has("renewal_years");
  if (!renewal.given) {
    for (const char* key : {"renewal_chance", "renewal_fee", "renewal_months"}) {
      fields.peek(key);
      if (fields.has(key))
        reader.error(fields.place_of(key),
                     std::string("'") + key + "' needs 'renewal_years': how long it is valid",
                     "write renewal_years = 5, or take it out");
    }
    return renewal;
  }
  renewal.years = fields.number("renewal_years", {.unit = "years", .range = within(0.25, 1000)});
  renewal.chance = fields.number("renewal_chance", share_ask(1));
  renewal.fee = fields.number(
      "renewal_fee", {.range = at_least(0), .fallback = 0, .currency = reader.scenario().currency});
  fields.peek("renewal_months");
  if (fields.has("renewal_months"))
    renewal.months = fields.number("renewal_months", months_ask(std::nullopt));
  return renewal;
}

}  // namespace

Access read_access(Reader& reader, Fields fields) {
  Access access;
  access.renewal = read_renewal(reader, fields);
  auto stages = fields.tables("stage");
  if (stages.empty()) {
    access.stages.push_back(
        read_stage(reader, fields, {"registration_months", "registration_fee"}, false));
    return access;
  }
  for (const char* key : {"registration_months", "approval_chance", "registration_fee", "attempts",
                          "retry_after_months"}) {
    fields.peek(key);
    if (fields.has(key))
      reader.error(
          fields.place_of(key), std::string("'") + key + "' cannot stand beside stages",
          "write it of a stage: below [" + fields.address() + ".stage." + stages[0].first + "]");
  }
  for (auto& [name, stage] : stages) {
    access.stages.push_back(read_stage(reader, stage, {"months", "fee"}, true));
    access.stages.back().name = name;
  }
  return access;
}

}  // namespace landfall::scenario
