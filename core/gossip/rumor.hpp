#pragma once
// Rumor mongering: gossip that stops by itself, at the price that some sites may never hear it.
//
//   RumorMongering rumor{{.nodes = 1000, .k = 2}};
//   rumor.start(0);
//   while (!rumor.finished()) rumor.run_cycle(chance);
//   rumor.residue();                        // share that never heard it, about 0.037
//   rumor.traffic();                        // messages per site, about 3.3
//
//   susceptible --hears it--> infective --loses interest--> removed
//
// In a cycle every infective site sends to one other site (push), every site asks one (pull), or
// both (push_pull). Whether the other knew already is judged by the start of the cycle, and what a
// site hears it spreads from the next cycle. After a cycle in which it sent, an infective site may
// lose interest:
//
//               coin                                  counter
//   blind       with probability 1/k                  after k such cycles
//   feedback    with 1/k if nobody needed it          after k in a row in which nobody needed it
//
// The counter starts anew when somebody needed the news: without this the published figures do not
// come out.
//
// Source: A. Demers et al., "Epidemic Algorithms for Replicated Database Maintenance", PODC 1987,
// section 1.4, tables 1 to 3.

#include <cstdint>
#include <vector>

#include "gossip/exchange.hpp"
#include "random/generator.hpp"

namespace distributed::gossip {

/// Whether a sender learns that its news was known already.
enum class Response : std::uint8_t { blind, feedback };

/// How a site loses interest.
enum class Removal : std::uint8_t { coin, counter };

/// What a site is to the rumor; removed sites know it but no longer spread it.
enum class Interest : std::uint8_t { susceptible, infective, removed };

struct RumorOptions {
  std::uint32_t nodes = 1000;
  Exchange exchange = Exchange::push;
  Response response = Response::feedback;
  Removal removal = Removal::counter;
  std::uint32_t k = 1;  ///< how much disappointment it takes, 1 or more
};

class RumorMongering {
 public:
  /// Throws std::invalid_argument for less than two nodes or a k of 0.
  explicit RumorMongering(const RumorOptions& options);

  /// Plants the rumor at a site. Throws std::out_of_range for an unknown site.
  void start(std::uint32_t site);

  /// One cycle of all sites; nothing happens once it is finished.
  void run_cycle(Generator& chance);

  /// Cycles until it is finished; residue() before the first of them and after each.
  std::vector<double> run_to_end(Generator& chance);

  /// Whether nobody spreads the rumor any more (true before the start, too).
  bool finished() const { return infective_ == 0; }

  std::uint32_t cycle() const { return cycle_; }
  std::uint32_t susceptible() const { return susceptible_; }
  std::uint32_t infective() const { return infective_; }
  std::uint32_t removed() const { return options_.nodes - susceptible_ - infective_; }

  /// Throws std::out_of_range for an unknown site.
  Interest interest(std::uint32_t site) const { return interest_.at(site); }

  /// s: the share of sites that have not heard the rumor.
  double residue() const;

  /// m: messages that carried the rumor, per site.
  double traffic() const;

  /// t_ave: mean cycle in which the sites that know the rumor heard it; 0 before the start.
  double average_delay() const;

  /// t_last: the cycle in which the last site so far heard it.
  std::uint32_t last_delay() const { return last_; }

 private:
  void send(std::uint32_t from, std::uint32_t to);
  void close_cycle(Generator& chance);

  RumorOptions options_;
  std::vector<Interest> interest_;
  std::vector<std::uint32_t> count_;      // of cycles towards k
  std::vector<std::uint8_t> sent_;        // in this cycle: 1 sent, 2 sent to somebody in need
  std::vector<std::uint32_t> spreading_;  // the infective sites in the order in which they heard
  std::vector<std::uint32_t> heard_;      // in this cycle
  std::uint32_t cycle_ = 0, susceptible_, infective_ = 0, last_ = 0;
  std::uint64_t messages_ = 0, delays_ = 0;
};

}  // namespace distributed::gossip
