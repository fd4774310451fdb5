#pragma once
// SWIM: a group whose members watch each other, each with its own list of who is alive.
//
//   Swim group{{.members = 20}, chance};
//   group.stop(7);
//   group.run_period(chance);               // every member probes another one
//   group.opinion(0, 7).state;              // alive, then suspect, then dead
//
//   A --ping--> B          no answer:  A --ping-req--> C --ping--> B
//   A <--ack--- B                      A <----ack----- C <--ack--- B
//
// Whom neither way answers is suspected, and dead `suspicion_periods` later unless it refutes: a
// member that hears of its own suspicion raises its incarnation number and says that it is alive.
// News travels on the pings and acks; each member passes an update on a limited number of times
// (gossip/memberlist.hpp), the ones that it has told least often first. Who pings a suspect tells
// it so, as memberlist does. Death is final here: who hears of its own leaves the group.
//
// Deterministic: members act one after the other in each period, and messages arrive at once.
//
// Source: A. Das, I. Gupta and A. Motivala, "SWIM: Scalable Weakly-consistent Infection-style
// Process Group Membership Protocol", DSN 2002.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "random/generator.hpp"

namespace distributed::failure {

enum class MemberState : std::uint8_t { alive, suspect, dead };

/// What is said about a member. Only the member itself raises its incarnation.
struct MemberUpdate {
  std::uint32_t member = 0;
  MemberState state = MemberState::alive;
  std::uint32_t incarnation = 0;
};

/// Whether an update changes the mind of somebody who holds `known` about the same member: dead
/// beats all, a suspicion an equally old life, and otherwise the higher incarnation wins. DSN
/// 2002, 4.2.
bool overrides(const MemberUpdate& update, const MemberUpdate& known);

/// How a member finds its next target.
enum class Probing : std::uint8_t {
  random,       ///< uniformly among those it does not hold for dead
  round_robin,  ///< through a shuffled list, so that nobody waits longer than two passes (4.3)
};

struct SwimOptions {
  std::uint32_t members = 10;
  std::uint32_t indirect = 3;           ///< k: members asked to ping when a ping fails
  std::uint32_t suspicion_periods = 5;  ///< from suspect to dead
  std::uint32_t retransmit_multiplier = 3;
  std::uint32_t piggyback = 6;  ///< updates that a message has room for
  double loss = 0.0;            ///< chance that one message gets lost, 0 to 1
  Probing probing = Probing::round_robin;
};

/// A member's opinion about another.
struct Opinion {
  MemberState state = MemberState::alive;
  std::uint32_t incarnation = 0;
  std::uint32_t since = 0;  ///< period in which it came to this opinion
};

/// A message of the last period. It is lost on a bad network, a cut link or at a stopped member.
struct SwimMessage {
  enum class Kind : std::uint8_t { ping, ack, ping_request };
  Kind kind = Kind::ping;
  std::uint32_t from = 0, to = 0;
  bool lost = false;
};

/// A change of mind in the last period.
struct SwimChange {
  std::uint32_t observer = 0;
  MemberUpdate update{};
};

class Swim {
 public:
  /// A group of live members that know each other. Throws std::invalid_argument for less than two
  /// members, no room for updates, a multiplier of 0 or a loss outside 0 to 1.
  Swim(const SwimOptions& options, Generator& chance);

  /// The member neither acts nor answers, until it is resumed. Both throw std::out_of_range for an
  /// unknown member.
  void stop(std::uint32_t member);
  void resume(std::uint32_t member);

  /// Cuts or mends the way of messages from one member to another. Throws std::out_of_range for an
  /// unknown member.
  void set_link(std::uint32_t from, std::uint32_t to, bool works);

  /// One protocol period of all running members.
  void run_period(Generator& chance);

  /// Periods run so far.
  std::uint32_t period() const { return period_; }
  std::uint32_t members() const { return options_.members; }

  /// The rest throws std::out_of_range for an unknown member.
  bool running(std::uint32_t member) const { return running_.at(member) != 0; }
  std::uint32_t incarnation(std::uint32_t member) const {
    return opinion(member, member).incarnation;
  }
  const Opinion& opinion(std::uint32_t observer, std::uint32_t about) const;

  /// Running members that hold the given opinion about another member.
  std::uint32_t observers(std::uint32_t about, MemberState state) const;

  const std::vector<SwimMessage>& messages() const { return messages_; }
  const std::vector<SwimChange>& changes() const { return changes_; }

 private:
  struct Rumor {
    MemberUpdate update;
    std::uint32_t told = 0;
  };

  std::size_t place(std::uint32_t from, std::uint32_t to) const;
  bool eligible(std::uint32_t observer, std::uint32_t target) const;
  bool next_target(std::uint32_t member, Generator& chance, std::uint32_t& target);
  void probe(std::uint32_t member, Generator& chance);
  bool round_trip(std::uint32_t from, std::uint32_t to, Generator& chance);
  bool send(SwimMessage::Kind kind, std::uint32_t from, std::uint32_t to, Generator& chance);
  void hear(std::uint32_t observer, const MemberUpdate& update);
  void conclude(std::uint32_t observer, const MemberUpdate& update);

  SwimOptions options_;
  std::uint32_t most_told_, period_ = 0;
  std::vector<std::uint8_t> running_;
  std::vector<std::uint8_t> cut_;                  // from by to
  std::vector<Opinion> opinions_;                  // observer by subject
  std::vector<std::vector<Rumor>> rumors_;         // of each member, at most one per subject
  std::vector<std::vector<std::uint32_t>> order_;  // in which each member probes the others
  std::vector<std::size_t> position_;
  std::vector<SwimMessage> messages_;
  std::vector<SwimChange> changes_;
};

}  // namespace distributed::failure
