#pragma once
// What happened in a run: what was done and what followed, and every message that was on its way.
//
//   Record record;
//   const MessageNumber m = record.send({.from = client, .to = 1, .kind = write, .sent = 0,
//                                        .due = 700'000});
//   record.end(m, Delivery::arrived, 700'000);
//   record.mark(700, MarkKind::write, "stored", "Node 1 stored version 2.", 1);
//
// Timeline, list of events, live region and space-time view are made of it. A model keeps its own,
// so that a copy of the model has the past that belongs to it. It is bounded: the oldest go first.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stage/model/control.hpp"
#include "stage/model/mark_kind.hpp"

namespace microsims {

/// Simulated time of a run, instants and durations: what the clock of a run counts.
using Milliseconds = std::int64_t;
/// Instants of messages, which need not begin or end on a whole millisecond.
using Microseconds = std::int64_t;

constexpr Milliseconds milliseconds_of(double seconds) {
  return static_cast<Milliseconds>(seconds * 1000 + (seconds < 0 ? -0.5 : 0.5));
}
constexpr double seconds_of(Milliseconds time) {
  return static_cast<double>(time) / 1000;
}
/// The first whole millisecond at which what happened then is past.
constexpr Milliseconds ceil_milliseconds(Microseconds time) {
  return time > 0 ? (time + 999) / 1000 : time / 1000;
}

/// No lane, no node.
constexpr int nobody = -1;

struct Mark {
  Milliseconds at = 0;
  MarkKind kind = MarkKind::act;
  std::string id;              // kebab-case: what happened, or the control that was used
  std::string words;           // a sentence
  int lane = nobody;           // in the space-time view
  bool command = false;        // done, not happened
  std::optional<Value> value;  // of a command that set one
};

/// Counted from 1 in the order of sending; people write "m17".
using MessageNumber = std::uint32_t;

enum class Delivery : std::uint8_t {
  under_way,
  arrived,
  refused,  ///< arrived, and the receiver said no
  lost,     ///< on a cut link, by chance, or because the receiver is down
  dropped   ///< lost because a person wanted it so
};

struct Message {
  MessageNumber number = 0;
  int from = nobody, to = nobody;  // lanes
  std::uint8_t kind = 0;           // in Model::message_kinds()
  Delivery fate = Delivery::under_way;
  Microseconds sent = 0, due = 0;  // due: when it arrives, or would have
  Microseconds ended = 0;          // when its fate was known; meaningless while it is under way
  MessageNumber copy_of = 0;       // of a duplicate: the message it copies

  bool travels() const { return fate == Delivery::under_way; }
};

class Record {
 public:
  static constexpr std::size_t most_marks = 2000, most_messages = 4000;

  void mark(Milliseconds at, MarkKind kind, std::string_view id, std::string words,
            int lane = nobody);
  /// A command that is about to take effect.
  void command(Milliseconds at, std::string_view id, const std::optional<Value>& value,
               std::string words, MarkKind kind);

  /// Notes a message; `number` 0 gets the next number, others must rise.
  MessageNumber send(Message message);
  /// The fate of a message; no effect if it is no longer kept.
  void end(MessageNumber number, Delivery fate, Microseconds at);
  /// The same for all that are under way.
  void end_all(Delivery fate, Microseconds at);
  /// Another time of arrival.
  void postpone(MessageNumber number, Microseconds due);

  /// In the order in which they happened; those of the same instant as they were noted.
  const std::vector<Mark>& marks() const { return marks_; }
  /// In the order of their numbers.
  const std::vector<Message>& messages() const { return messages_; }
  /// Null if there is none of that number, or it is no longer kept.
  const Message* find(MessageNumber number) const;

 private:
  Message* kept(MessageNumber number);

  std::vector<Mark> marks_;
  std::vector<Message> messages_;
};

}  // namespace microsims
