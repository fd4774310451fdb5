#pragma once
// The messages of a small group on their way, as the record has them.
//
//   push       caller ---news--> peer
//   pull       caller -question-> peer, then news or an answer without news back
//   push-pull  the same, but a caller that knows sends the news along
//
// What the messages of a round bring is part of the round's result from its beginning on, unless
// somebody disturbs them: a message that comes late, or once more, counts when it arrives.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gossip/dissemination.hpp"
#include "stage/model/model.hpp"

namespace microsims {

/// A message to a peer and its answer, in milliseconds after the beginning of the round.
struct Trip {
  Milliseconds sent, met, answered;
};
constexpr Milliseconds way_there = 450, way_back = 400;
/// Of the messages of a round, by their place among its contacts.
Trip trip_of(std::size_t contact);

class Traffic {
 public:
  static constexpr Milliseconds never = std::numeric_limits<Milliseconds>::max();
  static constexpr Milliseconds delay = 1500;  // of a message that is delayed: a round

  enum Kind : std::uint8_t { news, question, answer, probe };
  static std::vector<MessageKind> kinds();

  /// The round that has just been decided begins; its messages leave one after the other.
  void begin_round(const distributed::gossip::Dissemination& spread,
                   distributed::gossip::Exchange exchange, Milliseconds at);
  /// A node asks another that is down and gets no answer.
  void ask_in_vain(std::uint32_t from, std::uint32_t down, Milliseconds at);
  /// The run is over: what is under way is dropped.
  void end(Milliseconds at, Record& record);

  /// When a message leaves or arrives next.
  Milliseconds next() const;
  /// When the last of those under way arrives; 0 if there are none.
  Milliseconds last() const;
  /// Who told whom.
  using Telling = std::pair<std::uint32_t, std::uint32_t>;
  /// Lets leave and arrive what does so by then, in order; returns the news that counts now and not
  /// with the round it was sent in.
  std::vector<Telling> pass(Milliseconds at, const distributed::gossip::Dissemination& spread,
                            Record& record);

  /// `round`: the one that is under way.
  std::optional<std::string> undisturbable(MessageNumber number, std::uint32_t round) const;
  /// Returns the contact of the round that brings nothing from now on, if the message was part of
  /// one.
  std::optional<std::size_t> disturb(MessageNumber number, Disturbance disturbance, Milliseconds at,
                                     Record& record);

 private:
  struct Flight {
    Message message;    // without a number it has yet to leave
    Milliseconds ends;  // on the clock of the run: it arrives, or gets lost
    std::uint32_t round = 0;
    std::optional<std::size_t> contact{};  // of the round; none: it counts when it arrives
    bool asks = false;                     // it will be answered
    bool peer_knows = false;               // with news, if it is part of a round
    bool lost() const { return 1000 * ends < message.due; }
  };
  Flight& add(std::uint32_t from, std::uint32_t to, Kind kind, Milliseconds leaves,
              Milliseconds arrives);
  std::size_t index_of(MessageNumber number) const;  // of one that is under way

  std::vector<Flight> flights_;
};

}  // namespace microsims
