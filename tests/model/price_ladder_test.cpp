#include "model/price_ladder.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace landfall::model {
namespace {

/// One unit on its way: amounts in the invoice currency.
struct Unit {
  double price = 100, carriage = 4, insurance = 0.02, freight = 10, inland = 5;
  double specific = 3, ad_valorem = 0.25, levies = 0.01;

  LadderRows rows() const {
    return {&price, &carriage, &insurance, &freight, &inland, &specific, &ad_valorem, &levies};
  }
};

double customs_value_of(Ladder ladder, const Unit& unit) {
  const LadderRows rows = unit.rows();
  double value = 0;
  customs_value(ladder, &rows, 1, &value);
  return value;
}

double borne_by(Ladder ladder, const Unit& unit) {
  const LadderRows rows = unit.rows();
  const double value = customs_value_of(ladder, unit);
  double borne = -1;
  borne_cost(ladder, &rows, &value, 1, &borne);
  return borne;
}

TEST(PriceLadder, CustomsValueByHand) {
  const Unit unit;
  EXPECT_NEAR(customs_value_of(Ladder::buyer_from_works, unit), 104 * 1.02 + 10, 1e-12);
  EXPECT_NEAR(customs_value_of(Ladder::buyer_from_port, unit), 112, 1e-12);
  EXPECT_NEAR(customs_value_of(Ladder::seller_freight, unit), 102, 1e-12);
  EXPECT_NEAR(customs_value_of(Ladder::seller_insured, unit), 100, 1e-12);
  EXPECT_NEAR(customs_value_of(Ladder::seller_delivers, unit), 95, 1e-12);
  EXPECT_NEAR(customs_value_of(Ladder::seller_pays_duty, unit), (100 - 5 - 3) / 1.26, 1e-12);
}

TEST(PriceLadder, LandedCostByHand) {
  const double value = 120, ad_valorem = 0.25, specific = 6, levies = 0.0025;
  double landed = 0;
  landed_cost(&value, &ad_valorem, &specific, &levies, 1, &landed);
  EXPECT_NEAR(landed, 156.3, 1e-12);  // 120 + 30 + 6 + 0.3
}

TEST(PriceLadder, ShelfFactorByHand) {
  const double landed = 156.3, chain = 1.5, vat = 0.2, reference = 281.34;
  double factor = 0;
  shelf_factor(&chain, &vat, &reference, 1, &factor);
  EXPECT_NEAR(landed * factor, 1, 1e-12);  // 156.3 * 1.5 * 1.2 = 281.34
}

TEST(PriceLadder, EachTermLaysMoreOnTheSeller) {
  const Unit unit;
  EXPECT_EQ(borne_by(Ladder::buyer_from_works, unit), 0);
  EXPECT_NEAR(borne_by(Ladder::buyer_from_port, unit), 4, 1e-12);
  EXPECT_NEAR(borne_by(Ladder::seller_freight, unit), 14, 1e-12);
  EXPECT_NEAR(borne_by(Ladder::seller_insured, unit), 14 + 100 * 0.02 / 1.02, 1e-12);
  EXPECT_NEAR(borne_by(Ladder::seller_delivers, unit), 14 + 95 * 0.02 / 1.02 + 5, 1e-12);
  const double value = 92 / 1.26;
  EXPECT_NEAR(borne_by(Ladder::seller_pays_duty, unit),
              14 + value * 0.02 / 1.02 + 5 + value * 0.26 + 3, 1e-12);
}

// One trade, quoted under every term: the same goods reach the same customs at the same value, and
// the seller keeps the same, whichever of the costs stand in his price.
TEST(PriceLadder, OneTradeUnderEveryTerm) {
  Unit unit;
  const double goods = 80;
  const double at_port = goods + unit.carriage;
  const double insurance = at_port * unit.insurance;  // of the goods at the port, as under FOB
  unit.price = goods;
  const double value = customs_value_of(Ladder::buyer_from_works, unit);
  EXPECT_NEAR(value, at_port + insurance + unit.freight, 1e-12);
  unit.price = at_port;
  EXPECT_NEAR(customs_value_of(Ladder::buyer_from_port, unit), value, 1e-12);
  unit.price = value;
  EXPECT_NEAR(customs_value_of(Ladder::seller_insured, unit), value, 1e-12);
  unit.price = value + unit.inland;
  EXPECT_NEAR(customs_value_of(Ladder::seller_delivers, unit), value, 1e-12);
  unit.price = value * (1 + unit.ad_valorem + unit.levies) + unit.specific + unit.inland;
  EXPECT_NEAR(customs_value_of(Ladder::seller_pays_duty, unit), value, 1e-12);

  // What is left of the price after what it must pay for, up to who pays the insurance.
  unit.price = at_port;
  EXPECT_NEAR(unit.price - borne_by(Ladder::buyer_from_port, unit), goods, 1e-12);
  unit.price = value + unit.inland;
  const double delivered = unit.price - borne_by(Ladder::seller_delivers, unit);
  unit.price = value;
  EXPECT_NEAR(unit.price - borne_by(Ladder::seller_insured, unit), delivered, 1e-12);
  unit.price = value * (1 + unit.ad_valorem + unit.levies) + unit.specific + unit.inland;
  EXPECT_NEAR(unit.price - borne_by(Ladder::seller_pays_duty, unit), delivered, 1e-12);
}

// Who insures changes the price, not the customs value, and not what the seller keeps.
TEST(PriceLadder, InsuranceBetweenCfrAndCif) {
  for (const double rate : {0.0, 0.005, 0.02, 0.3}) {
    Unit cfr, cif;
    cfr.insurance = cif.insurance = rate;
    cif.price = cfr.price * (1 + rate);
    const double at_customs = customs_value_of(Ladder::seller_insured, cif);
    EXPECT_DOUBLE_EQ(customs_value_of(Ladder::seller_freight, cfr), at_customs);
    EXPECT_NEAR(cif.price - borne_by(Ladder::seller_insured, cif),
                cfr.price - borne_by(Ladder::seller_freight, cfr), 1e-12);
  }
}

TEST(PriceLadder, EveryLaneHasItsOwnNumbers) {
  const std::vector<double> price = {10, 20, 30}, none(3, 0), inland = {1, 2, 3}, rate(3, 0.1);
  const LadderRows rows = {price.data(),  none.data(), rate.data(), none.data(),
                           inland.data(), none.data(), none.data(), none.data()};
  std::vector<double> value(3);
  customs_value(Ladder::seller_delivers, &rows, 3, value.data());
  EXPECT_EQ(value, (std::vector<double>{9, 18, 27}));
}

}  // namespace
}  // namespace landfall::model
