// Scenarios made at random from all that a file may hold, for laws that hold whatever it holds.
#pragma once

#include <string>
#include <vector>

#include "support/generator.hpp"

namespace landfall::test {

/// A scenario of one market or two, in pieces, so that a law can leave some of them out.
class RandomScenario {
 public:
  explicit RandomScenario(Generator& generator) : generator_(generator) {
    head_ = "schema = 1\n[scenario]\nname = \"Random\"\ncurrency = \"EUR\"\nstart = 2026-0" +
            std::to_string(1 + generator_.below(9)) + "-01\nyears = " + one_of({"2", "3", "4"}) +
            "\nstep = \"" + one_of({"month", "month", "quarter", "year"}) +
            "\"\ndiscount = " + between(0, 0.3) + "\n[simulation]\nsampler = \"" +
            one_of({"independent", "antithetic", "latin-hypercube", "sobol"}) + "\"\n[fx.MAD]\n" +
            "per = \"EUR\"\nprocess = " + rate() +
            "\n[fx.TND]\nper = \"EUR\"\nprocess = " + rate() +
            "\n[product]\nprice = { triangular = [80, 100, 130] }\ncost = " + between(30, 70) +
            "\nincoterm = \"" +
            one_of({"EXW", "FCA", "FAS", "FOB", "CFR", "CPT", "CIF", "CIP", "DAP", "DPU", "DDP"}) +
            "\"\n";
    for (const char* id : {"MA", "TN"}) markets_.push_back(market(id));
    if (chance(0.5))
      head_ += "[event.shock]\nrate = " + between(0.1, 2) + "\non = \"market.MA." +
               one_of({"demand", "tariff.ad_valorem"}) + "\"\nfactor = " + between(0.3, 1.5) +
               "\nmonths = " + between(1, 9) + "\n";
  }

  /// Both markets, or the first alone.
  std::string text(bool both = true) const {
    return head_ + markets_[0] + (both ? markets_[1] : "");
  }

  bool has_rivals() const { return rivals_[0]; }  ///< in the first market

 private:
  bool chance(double p) { return generator_.uniform() < p; }
  std::string between(double low, double high) {
    return std::to_string(low + (high - low) * generator_.uniform());
  }
  std::string one_of(const std::vector<std::string>& all) {
    return all[generator_.below(all.size())];
  }

  std::string rate() {
    return one_of({"{ gbm = { start = 10, drift = 0.02, volatility = 0.1 } }",
                   "{ mean_reverting = { start = 9, level = 10, speed = 1, volatility = 0.1 } }",
                   "{ jump_diffusion = { start = 10, drift = 0, volatility = 0.05, "
                   "jumps_per_year = 0.5, jump_mean = 0.1, jump_sd = 0.05 } }",
                   "{ fixed = { 2026 = 10, 2027 = 11, 2028 = 12, 2029 = 12, 2030 = 13 } }"});
  }

  std::string response(bool rivals) {
    const std::string elasticity = "elasticity = { triangular = [0.6, 1.1, 1.5] }\n";
    if (!rivals) return elasticity + "reference_price = 1_300\n";
    return "kind = \"armington\"\n" + elasticity +
           "substitution = { uniform = [1.6, 5] }\nreference_price = 1_300\n"
           "home = { share = 0.2 }\nrival = { union = { share = " +
           between(0.2, 0.6) + ", ad_valorem = 0.3 } }\n";
  }

  std::string market(const std::string& id) {
    const std::string at = "[market." + id;
    const std::string currency = id == "MA" ? "MAD" : one_of({"TND", "EUR"});
    rivals_.push_back(chance(0.3));
    std::string text = at + "]\ncurrency = \"" + currency + "\"\ninflation = " + between(0, 0.05) +
                       "\n" + at + ".demand]\nunits_per_year = " + between(2'000, 20'000) +
                       "\ngrowth = { normal = [0.03, 0.02] }\nvolatility = " + between(0, 0.3) +
                       "\n" + at + ".response]\n" + response(rivals_.back());
    text += at + ".tariff]\nad_valorem = " + between(0.05, 0.5) +
            "\nvat = 0.2\nlevies = { port = " + between(0, 0.03) + " }\n";
    if (chance(0.6))
      text += at + ".tariff.change.agreement]\nad_valorem = 0\nprobability = " + between(0.2, 1) +
              "\nstarts_after_years = { exponential = { mean = 2 } }\nutilisation = " +
              between(0.4, 1) + "\n";
    text += at + ".logistics]\nfreight = { uniform = [2, 6] }\ninsurance = 0.01\ninland = " +
            between(0, 5) + "\nlead_time_days = " + between(0, 60) + "\n" + at +
            ".access]\nregistration_months = { triangular = [1, 3, 8] }\napproval_chance = " +
            between(0.5, 1) + "\n" + at + ".payment]\ndays = " + between(0, 150) +
            "\ndefault_share = " + between(0, 0.1) + "\nrecovery = 0.4\n" + stop(at);
    text = with_renewal(text);
    const std::string channels = distributor(at) + shops(at) + tenders(at) + base(at) + own(at);
    return text + (channels.empty() ? certain(at) : channels);
  }

  std::string stop(const std::string& at) {
    if (!chance(0.4)) return "";
    return at + ".payment.transfer_stop.queue]\nrate = " + between(0.2, 2) +
           "\nmonths = { uniform = [1, 9] }\n";
  }
  /// A market's text in which registration may be tried twice, costs something, and ends.
  std::string with_renewal(std::string text) {
    if (!chance(0.4)) return text;
    const std::string access = ".access]\n";
    return text.insert(text.find(access) + access.size(),
                       "registration_fee = 500\nattempts = 2\nretry_after_months = 2\n"
                       "renewal_years = { uniform = [0.5, 1.5] }\nrenewal_chance = 0.6\n"
                       "renewal_fee = 300\nrenewal_months = " +
                           between(0, 9) + "\n");
  }
  std::string certain(const std::string& at) {
    return at + ".channel.certain]\nkind = \"distributor\"\nceiling_share = " + between(0.1, 1) +
           "\nmarkup = 0.2\nentry_cost = 10_000\n";
  }
  std::string distributor(const std::string& at) {
    if (!chance(0.6)) return "";
    return at + ".channel.agents]\nkind = \"distributor\"\nprospects = " + one_of({"1", "3", "8"}) +
           "\nsign_chance = { beta = [3, 3] }\nmonths_to_sign = " +
           "{ triangular = [1, 3, 8] }\nceiling_share = { triangular = [0.1, 0.4, 0.9] }\n" +
           "uptake = " +
           one_of(
               {"{ bass = { p = 0.3, q = 0.5 } }", "{ ramp = { months = 9 } }", "\"immediate\""}) +
           "\nchurn = " + between(0, 0.5) + "\nmarketing_per_year = 20_000\nmarkup = 0.3\n";
  }
  std::string shops(const std::string& at) {
    if (!chance(0.4)) return "";
    return at + ".channel.shops]\nkind = \"retail\"\nchains = 4\nlisting_chance = 0.7\n" +
           "months_to_list = { triangular = [1, 4, 9] }\nlisting_fee = 2_000\nstores = " +
           between(10, 40) +
           "\nunits_per_store_per_month = { lognormal = { mean = 8, sd = 3 } }\n" +
           "markup = 0.25\ndelist_below = " + between(0, 6) + "\ndelist_months = 3\n";
  }
  std::string tenders(const std::string& at) {
    if (!chance(0.4)) return "";
    return at + ".channel.public]\nkind = \"tender\"\ntenders_per_year = 4\nunits = " +
           "{ lognormal = { mean = 400, sd = 200 } }\nsupplier_list_chance = 0.8\n" +
           "delivery_months = 4\nacceptance_days = 30\npayment_days = 120\nbid_cost = 500\n" + at +
           ".channel.public.win]\nprice_weight = 4\nfield_price = 1_250\nrivals = 2\n";
  }
  std::string base(const std::string& at) {
    if (!chance(0.3)) return "";
    return at + ".channel.base]\nkind = \"installed_base\"\nshare = { uniform = [0.1, 0.3] }\n" +
           "life_years = 6\nstock = { logistic = { start = 3_000, ceiling = 20_000, " +
           "rate_per_year = 0.8 } }\n";
  }
  std::string own(const std::string& at) {
    if (!chance(0.4)) return "";
    return at + ".channel.own]\nkind = \"direct\"\nreach_max = { uniform = [0.3, 0.6] }\n" +
           "reach_scale = 50_000\nmarketing_per_year = 40_000\nconversion = 0.4\n" +
           "purchases_per_year = 3\n";
  }

  Generator& generator_;
  std::string head_;
  std::vector<std::string> markets_;
  std::vector<bool> rivals_;
};

}  // namespace landfall::test
