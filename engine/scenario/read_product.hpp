// Products, and what belongs to a product in a market.
#pragma once

#include "scenario/read.hpp"

namespace landfall::scenario {

/// [product], or every [product.NAME] (read_product.cpp).
void read_products(Reader& reader, Fields& root);

/// The terms of a product in a market, with those that the market has of its own.
Product read_own_terms(Fields& fields, Product product);

/// A product that a market sells, on its terms there.
struct Sold {
  int index = 0;  ///< among those of the firm
  Product product;
};

/// What a market sells, at least one (read_lines.cpp).
std::vector<Sold> read_sold(Reader& reader, Fields& market);

/// What holds for amounts of a market that all its products share.
Product in_common(const Scenario& scenario, const std::vector<Sold>& sold);

/// Whether all products of a market have a demand of their own.
bool all_have_demand(Fields& market, const std::vector<Sold>& sold);

/// A market that has been read, as each of its products sees it.
std::vector<Market> read_lines(Reader& reader, Fields& fields, const Market& market,
                               const std::vector<Sold>& sold);

/// Of a market, and of its products (read_market.cpp).
Demand read_demand(Reader& reader, Fields fields, bool needed);
Logistics read_logistics(Reader& reader, Fields fields);

/// What the whole file tells about products that share a market.
void check_products(Reader& reader);

}  // namespace landfall::scenario
