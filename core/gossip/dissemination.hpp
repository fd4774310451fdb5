#pragma once
// One piece of news spreading through a group, round by round, up to millions of nodes.
//
//   Dissemination spread{{.nodes = 12, .fanout = 2, .down = {3}}};
//   spread.inform_random(chance);           // round 0: one live node knows
//   while (!spread.complete()) spread.run_round(chance);
//   spread.history();                       // informed after each round: 1, 3, 7, 11
//
//   round 0   ! . . . . . . .
//   round 1   # ! . . ! . . .               # spread   ! new   . unknown
//   round 2   # # ! ! # . ! .
//
// In a round every caller contacts `fanout` different peers, uniformly chosen; callers are the
// nodes that know (push), those that do not (pull) or all of them (push_pull). What a node knows is
// judged by the start of the round, so the order of the callers is of no importance, and what it
// learns it passes on from the next round. Live nodes choose among live nodes; with `contact_down`
// also among the dead, who swallow what they are sent.
//
// An exchange of the last round can still be lost or held up for a round, as if chance had had it
// so from the start (with `record_contacts`):
//
//   spread.contacts()[4].news;              // News::to_peer: it carries the news to `to`
//   spread.lose_contact(4);                 // unless another one told the peer, it does not know
//   spread.delay_contact(5);                // arrives in the next round, as the last of contacts()
//
// Source of the model: A. Frieze and G. Grimmett, "The shortest-path problem for graphs with random
// arc-lengths", Discrete Applied Mathematics 10, 1985 (push); R. Karp et al., "Randomized rumor
// spreading", FOCS 2000 (pull, push-pull).

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gossip/exchange.hpp"
#include "random/generator.hpp"

namespace distributed::gossip {

struct DisseminationOptions {
  std::uint32_t nodes = 12;  ///< all nodes, live and down
  std::uint32_t fanout = 2;  ///< peers per caller and round; fewer where there are not so many
  Exchange exchange = Exchange::push;
  double loss = 0.0;                  ///< chance that an exchange gets lost, 0 to 1
  std::vector<std::uint32_t> down{};  ///< nodes that neither call nor learn
  bool contact_down = false;          ///< whether callers choose among dead nodes too
  bool record_contacts = false;       ///< whether to keep the exchanges of the last round
};

/// What a node knows. `fresh` learned it in the last round and has told nobody yet.
enum class Status : std::uint8_t { down, unknown, fresh, spread };

/// To whom an exchange carries the news; to nobody if both knew when it began, or neither.
enum class News : std::uint8_t { none, to_peer, to_caller };

/// One exchange of the last round.
struct Contact {
  std::uint32_t from = 0;  ///< the caller
  std::uint32_t to = 0;    ///< the peer it chose
  bool useful = false;     ///< brought news to a node that had none at the start of the round
  bool lost = false;       ///< lost on the way, or sent to a dead node
  News news = News::none;  ///< even if lost
  bool delayed = false;    ///< still on its way: arrives in the next round
  bool late = false;       ///< began in an earlier round and was delayed

  friend bool operator==(const Contact&, const Contact&) = default;
};

class Dissemination {
 public:
  /// Throws std::invalid_argument for no nodes, a fanout of 0, a loss outside 0 to 1, or if all
  /// nodes are down; std::out_of_range for a `down` node that does not exist.
  explicit Dissemination(const DisseminationOptions& options);

  /// Tells a live node at once, between rounds. Throws std::out_of_range for an unknown node and
  /// std::invalid_argument for one that is down.
  void inform(std::uint32_t node);

  /// Tells a live node that does not know yet, uniformly chosen, and returns it. Throws
  /// std::invalid_argument if all know.
  std::uint32_t inform_random(Generator& chance);

  /// One round, in time proportional to the exchanges and with no allocation but for the records.
  void run_round(Generator& chance);

  /// Rounds until all live nodes know, or `most_rounds` more have passed; returns round().
  std::uint32_t run_to_completion(Generator& chance, std::uint32_t most_rounds = 10000);

  /// Peers per caller from the next round on. Throws std::invalid_argument for 0.
  void set_fanout(std::uint32_t fanout);

  /// Chance of losing an exchange from the next round on. Throws std::invalid_argument outside 0
  /// to 1.
  void set_loss(double loss);

  /// Rounds run so far.
  std::uint32_t round() const { return static_cast<std::uint32_t>(history_.size() - 1); }

  std::uint32_t nodes() const { return options_.nodes; }
  std::uint32_t live() const { return live_; }
  std::uint32_t informed() const { return history_.back(); }
  bool complete() const { return informed() == live_; }

  /// Throws std::out_of_range for an unknown node.
  Status status(std::uint32_t node) const;

  /// Informed nodes after round 0, 1, 2, ...
  const std::vector<std::uint32_t>& history() const { return history_; }

  /// The exchanges of the last round in the order of their callers, then the late ones, if they are
  /// recorded.
  const std::vector<Contact>& contacts() const { return contacts_; }

  /// Loses an exchange of the last round: who was told by nobody else does not know, and history()
  /// is corrected. False if it is lost already. Throws std::out_of_range if there is none at
  /// `index`.
  bool lose_contact(std::size_t index);

  /// Lets the news of an exchange of the last round arrive in the next one; it is not counted in
  /// exchanges() again. False if it is lost or delayed already. Throws as lose_contact.
  bool delay_contact(std::size_t index);

  /// Exchanges of all rounds so far, the lost ones included.
  std::uint64_t exchanges() const { return exchanges_; }

 private:
  using Bits = std::vector<std::uint64_t>;
  class Choices;

  static bool has(const Bits& bits, std::uint32_t node) {
    return (bits[node >> 6] >> (node & 63)) & 1;
  }
  static void put(Bits& bits, std::uint32_t node) {
    bits[node >> 6] |= std::uint64_t{1} << (node & 63);
  }

  std::uint64_t callers(std::size_t word) const;
  template <typename Visit>
  void for_each_caller(std::size_t first_word, std::size_t last_word, Visit visit) const;
  template <typename Deliver>
  void call_peers(Generator& chance, Deliver deliver);
  template <std::size_t fanout, typename Deliver>
  void call_drawn(Generator& chance, std::uint32_t choice, Deliver deliver);
  template <std::size_t fanout, typename Deliver>
  void call_portion(std::size_t first_word, std::size_t last_word, Choices& choices,
                    Deliver deliver) const;
  template <typename Deliver>
  void call_shuffled(Generator& chance, std::uint32_t choice, std::uint32_t fanout,
                     Deliver deliver);
  template <typename Arrives>
  void exchange_fast(Generator& chance, Arrives arrives);
  void count_exchanges();
  void exchange_with_care(std::uint32_t caller, std::uint32_t peer, Generator& chance);
  void deliver_late(const std::vector<Contact>& late);
  Contact& contact(std::size_t index);
  void judge_round_anew();
  void close_round();

  DisseminationOptions options_;
  std::uint32_t live_ = 0;
  std::vector<std::uint32_t>
      candidates_;  // whom callers choose from, in any order; empty: everybody
  Bits alive_, informed_, reached_, fresh_;
  std::vector<std::uint32_t> history_{0};
  std::vector<Contact> contacts_;
  std::vector<std::uint32_t> told_;  // by inform() since the last round, if contacts are recorded
  std::uint64_t exchanges_ = 0;
};

}  // namespace distributed::gossip
