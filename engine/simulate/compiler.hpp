// The compiler's bookkeeping: rows with their lives, and the currencies that join amounts.
#pragma once

#include <map>
#include <set>
#include <string>

#include "random/direction_numbers.hpp"
#include "random/stream.hpp"
#include "simulate/compile.hpp"

namespace landfall::simulate {

/// Prospects beyond these have months and stays of independent words: few paths sign so many.
inline constexpr int kSampledProspects = 4;
/// The least and the most that a delay can be, which is 0 or more.
std::pair<double, double> limits_of_delay(const scenario::Number& number);

/// State of one compilation. Sections are compiled in the order of their dependence.
class Compiler {
 public:
  Compiler(const scenario::Scenario& scenario, const CompileOptions& options, Plan& plan)
      : scenario_(scenario), options_(options), plan_(plan) {}

  void compile();

 private:
  using NumberId = scenario::NumberId;

  // rows
  Slot new_row(Life life);
  Slot new_rows(int count, Life life);
  Slot new_tile();  ///< kTile rows of life `period`, one for each period of a tile
  Slot new_row_or_tile(bool by_period) { return by_period ? new_tile() : new_row(Life::path); }
  Slot number(NumberId id) const { return id; }  ///< numbers take the first rows, in their order
  Life life(Slot slot) const { return lives_[static_cast<std::size_t>(slot)]; }
  bool is_fixed(NumberId id, double value) const;
  bool is_fixed(NumberId id) const { return scenario_.number(id).is_fixed(); }
  std::uint64_t key(const std::string& address, random::Role role);

  // sections (compile.cpp)
  void compile_numbers();
  void compile_draws();
  void compile_sip(NumberId id, const random::Sip& sip);
  void compile_trials(const scenario::Group& group);  ///< compile_trials.cpp
  void compile_shocks();
  const double* factor_of(const scenario::Group& group);
  const StudentStep* student_of(const scenario::Group& group);
  void compile_firm();
  void compile_metrics();
  void compile_outputs();
  void label_time();

  // samplers (compile_sampling.cpp)
  void compile_sampler();
  void sample_prospects(const scenario::Distributor& distributor, ChannelStep& out);
  /// Generator matrices of an address for the indexes [0, count), random::kDirections columns each;
  /// null but under Sobol sampling.
  const std::uint32_t* directions(const std::string& address, random::Role role, int count = 1);
  /// Make them, once all are known: those of the firm first, then those of each market and of each
  /// of its channels, then those of further products, so that one added last makes way for others.
  void make_directions();
  std::pair<std::size_t, std::size_t> rank_of(const std::string& address) const;

  // series and currencies (compile_money.cpp)
  int compile_series(NumberId id, bool needs_value);
  /// The rows and streams of a process that moves, into `series` (compile_series.cpp).
  void compile_process(const scenario::Number& it, SeriesStep& series);
  void compile_jumps(const scenario::Process& process, SeriesStep& series);
  void compile_regime(const scenario::Number& it, SeriesStep& series);
  void compile_basket(const scenario::Process& process, SeriesStep& series);
  BasketPart basket_part(const scenario::Process& process, std::size_t which);
  void compile_currencies();
  Slot log_home(const std::string& currency);
  Slot log_cross(const std::string& to, const std::string& from);
  Slot rate(const std::string& from, const std::string& to);
  Slot amount_in(NumberId id, const std::string& currency);
  Slot log_sum(Slot left, Slot right, double sign);

  // events (compile_events.cpp)
  /// Those of the file, then the stops of transfers of each market.
  std::vector<const scenario::Event*> all_events() const;
  const TransferStep* compile_transfers(const scenario::Market& market);
  void allot_transfers();
  void index_events();    ///< before what they act on: their rows, and what each number is hit by
  void compile_events();  ///< after it: when they come
  bool is_hit(NumberId id) const { return effects_.count(id) > 0; }
  const HitStep* hit_on(NumberId id);

  // prices (compile_prices.cpp)
  void compile_prices();  ///< all of them, before the markets that point at them
  PriceStep compile_price(const scenario::Product& product);

  // several products (compile_products.cpp)
  void compile_capacities();
  void share_market(const scenario::Market& market, MarketStep& step);
  Slot sum_of(std::vector<Slot> rows);
  Slot revenue_of_market(std::size_t first, int channel);
  Slot revenue_of_product(int product);

  // the firm's own money (compile_firm.cpp)
  FirmStep& firm_step();  ///< made when first asked for
  bool matters(NumberId id) const { return id >= 0 && !is_fixed(id, 0); }
  DelayStep delay(NumberId id, double periods_for_one);  ///< of an amount owed
  void compile_goods();                                  ///< before the markets
  void compile_stock(MarketStep& step);
  void compile_order(const scenario::Market& market, MarketStep& step, int channels);
  void compile_withholding(const scenario::Market& market, MarketStep& step);
  void compile_spending();
  void compile_taxes();
  void compile_terminal();
  bool owes() const;  ///< anything that is paid after its period
  void compile_owed();

  // markets (compile_market.cpp)
  void compile_market(const scenario::Market& market);
  void compile_demand(const scenario::Market& market, MarketStep& step);
  void compile_ladder(const scenario::Market& market, MarketStep& step);
  /// Terms of payment to whose days further ones are added, so many at least and at most.
  void compile_payment(const scenario::Payment& payment, double least_more, double most_more,
                       PaymentStep& step);
  /// Of a channel with so many buyers, each with so many rows; null where none fails.
  const FailureStep* failure_of(const scenario::Market& market, const std::string& channel,
                                int buyers, int rows);
  /// Null where the market's terms hold.
  const PaymentStep* own_payment(const scenario::Market& market, const scenario::Tender& tender);

  // access (compile_access.cpp)
  double least_registration(const scenario::Market& market) const;
  bool opens_surely(const scenario::Market& market) const;
  void compile_access(const scenario::Market& market, MarketStep& step);
  void compile_renewal(const scenario::Renewal& renewal, MarketStep& step);
  /// What `replay` reads of it.
  static std::vector<Slot> access_rows(const MarketStep& market);

  // channels (compile_channel.cpp), and one file for each kind
  ChannelStep compile_channel(const scenario::Market& market, const scenario::Channel& channel,
                              MarketStep& step);
  void compile_response(const scenario::Market& market, const scenario::Channel& channel,
                        const MarketStep& step, ChannelStep& out);
  /// The first period in which a channel can sell that needs `months` from entry on and the lead
  /// time, and is held back by the registration.
  double first_sale(const scenario::Market& market, NumberId months) const;
  double least(NumberId id) const { return is_fixed(id) ? scenario_.number(id).fixed() : 0.0; }
  OutcomeStep outcome(NumberId chance, int count);
  RepeatedStep drawn_each(NumberId id, int count);
  /// The same under another address, of which there is one only.
  RepeatedStep drawn_once(NumberId id, const std::string& address);
  void compile_distributor(const scenario::Market& market, const scenario::Distributor& distributor,
                           ChannelStep& out);
  void compile_opening(const scenario::Market& market, const scenario::Distributor& distributor,
                       ChannelStep& out);
  NumberId lead_time_of(const scenario::Market& market) const;
  void compile_resigning(const scenario::Distributor& distributor, ChannelStep& out);
  void compile_exclusive(const scenario::Exclusive& exclusive, ChannelStep& out);
  void compile_retail(const scenario::Market& market, const scenario::Retail& retail,
                      ChannelStep& out);
  void compile_tender(const scenario::Market& market, const scenario::Channel& channel,
                      ChannelStep& out);
  void compile_installed_base(const scenario::Market& market, const scenario::InstalledBase& base,
                              ChannelStep& out);
  void compile_direct(const scenario::Market& market, const scenario::Direct& direct,
                      ChannelStep& out);
  int shock(const std::string& address);

  // decisions (compile_decisions.cpp)
  bool is_decided(int market) const;
  bool decides(int market, int channel) const;  ///< an entry of this very market or channel
  /// No lane enters earlier.
  int earliest_entry(int market, const scenario::Market& of) const;
  void decide_market(const scenario::Market& market, MarketStep& step,
                     std::vector<ChannelStep>& channels);
  /// Whether the route in use at the entry, and so the lead time, follows from when that is.
  bool lead_time_waits(const scenario::Market& market) const;
  int history(const scenario::Watch& watch);
  void compile_decisions();

  // what drives the result (compile_observed.cpp)
  void observe();
  void observe(std::string address, Seen seen, std::vector<Slot> rows, double times,
               std::string unit);
  Slot tallied(Slot tile, int from = 0);  ///< the row of its sum over the periods from there on
  void observe_world();
  void observe_tariff(const TariffStep& tariff);
  void observe_access(const scenario::Market& market, const MarketStep& step);
  void observe_channel(const scenario::Market& market, const scenario::Channel& channel,
                       const ChannelStep& step);

  // responses, quotas, routes (compile_response.cpp)
  void compile_origins(const scenario::Market& market, MarketStep& step);
  RivalStep compile_rival(const scenario::Rival& rival);
  void compile_quota(const scenario::Market& market, MarketStep& step);
  std::vector<unsigned char> new_years() const;
  Slot passed_on(const scenario::Market& market, Slot log_cross);
  Slot on_route(const scenario::Market& market, NumberId usual, NumberId other);

  // duty schedules (compile_tariff.cpp)
  struct TariffSteps;
  void compile_tariff(const scenario::Tariff& tariff, TariffStep& out);
  ChangeStep beginning(NumberId probability, NumberId after_years, int period);
  void add_change(const scenario::Tariff& tariff, const scenario::TariffChange& change,
                  int excise_field, TariffSteps& out);
  void add_extra(const scenario::ExtraDuty& extra, int field, TariffSteps& out);
  void lay_out(const TariffSteps& steps, std::vector<Slot> base, const std::vector<Slot>& further,
               const std::vector<Charge>& charges, TariffStep& out);

  const scenario::Scenario& scenario_;
  const CompileOptions& options_;
  Plan& plan_;
  std::vector<Life> lives_;
  std::vector<Slot> tiles_;  ///< the first row of each
  int latest_receipt_ = 0;   ///< periods after the invoice in which the last part may come
  /// Numbers of an address that the sampler spreads over the paths.
  struct Spread {
    std::string address;
    random::Role role;
    int count;
    std::vector<std::uint32_t>* into;
  };
  std::vector<std::size_t> price_of_market_;
  std::vector<Spread> spread_;
  std::map<std::uint64_t, std::string> keys_;
  std::map<std::string, int> shocks_;                    ///< address -> index
  std::map<NumberId, int> series_;                       ///< number -> index of its series
  std::map<NumberId, std::vector<EffectStep>> effects_;  ///< of the events on a number
  std::map<std::string, Slot> log_home_;                 ///< currency -> ln units for one of ours
  std::map<std::pair<std::string, std::string>, Slot> crosses_, rates_;
  std::map<std::pair<Slot, NumberId>, Slot> passes_;  ///< of a rate and a share
  std::vector<PaymentStep*> own_payments_;            ///< of the channels of the market at hand
  Slot minus_ones_ = kNone;                           ///< a row of -1
};

}  // namespace landfall::simulate
