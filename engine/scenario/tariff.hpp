// What a market charges at its border: duty, levies and excise, and how they change.
#pragma once

#include <string>
#include <vector>

namespace landfall::scenario {

using NumberId = int;

/// What a levy is a share of.
enum class LevyBase { customs_value, duty, customs_value_and_duty };

struct Levy {
  std::string name;
  NumberId rate = -1;
  LevyBase base = LevyBase::customs_value;
  bool in_vat_base = true;
  bool creditable = false;  ///< set against the importer's income tax: cash, and no cost
};

/// A share of the customs value with duty and levies, and an amount a unit; -1: none.
struct Excise {
  NumberId ad_valorem = -1, specific = -1;
};

/// The ad valorem duty from 1 January of a year on.
struct ScheduledDuty {
  int year = 0;
  int starts_period = 0;
  NumberId ad_valorem = -1;
};

/// A change of duty: the fields it names, from a date or a random time on, if it happens at all.
struct TariffChange {
  std::string name;
  NumberId ad_valorem = -1, specific = -1, vat = -1;  ///< -1: not named
  std::vector<Levy> levies;                           ///< those it names
  Excise excise;
  std::vector<ScheduledDuty> schedule;  ///< by year, instead of ad_valorem and a start
  int phased_over_years = 1;            ///< equal steps, one a year, the first at the start
  NumberId probability = -1;
  NumberId starts_after_years = -1;  ///< -1 where `starts_period` holds
  int starts_period = 0;             ///< first period that starts on or after the date
  NumberId utilisation = -1;
};

/// A duty on top of the one in force, for a time.
struct ExtraDuty {
  std::string name;
  NumberId ad_valorem = -1, specific = -1;  ///< -1: none
  NumberId probability = -1;
  NumberId starts_after_years = -1;  ///< -1 where `starts_period` holds
  int starts_period = 0;
  NumberId lasts_years = -1;
  int ends_period = -1;  ///< -1: it does not end on a date
};

/// So many units a calendar year at a lower duty.
struct Quota {
  bool given = false;
  NumberId units = -1, others_share = -1, ad_valorem = -1;
};

struct Tariff {
  NumberId ad_valorem = -1, specific = -1, vat = -1;
  std::vector<Levy> levies;
  Excise excise;
  std::vector<TariffChange> changes;  ///< by name, so that the order of the file does not matter
  std::vector<ExtraDuty> extras;      ///< by name
  Quota quota;
};

/// Every amount a unit that a tariff charges, in whatever state.
std::vector<NumberId> amounts_charged(const Tariff& tariff);

}  // namespace landfall::scenario
