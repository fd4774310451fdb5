#include "stage/model/record.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace microsims {
namespace {

// Forgets the older half of what has grown too long: each entry is moved once or twice in its life.
template <typename Entry>
void bound(std::vector<Entry>& entries, std::size_t most) {
  if (entries.size() < most) return;
  entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(most / 2));
}

}  // namespace

void Record::mark(Milliseconds at, MarkKind kind, std::string_view id, std::string words,
                  int lane) {
  bound(marks_, most_marks);
  Mark mark;
  mark.at = at;
  mark.kind = kind;
  mark.id = id;
  mark.words = std::move(words);
  mark.lane = lane;
  // Models that watch several clusters may hear of the later event first.
  auto place = marks_.end();
  while (place != marks_.begin() && std::prev(place)->at > at) --place;
  marks_.insert(place, std::move(mark));
}

void Record::command(Milliseconds at, std::string_view id, const std::optional<Value>& value,
                     std::string words, MarkKind kind) {
  mark(at, kind, id, std::move(words));
  marks_.back().command = true;
  marks_.back().value = value;
}

MessageNumber Record::send(Message message) {
  bound(messages_, most_messages);
  const MessageNumber last = messages_.empty() ? 0 : messages_.back().number;
  if (message.number == 0) message.number = last + 1;
  messages_.push_back(message);
  for (std::size_t i = messages_.size() - 1; i > 0; --i) {
    if (messages_[i - 1].number < messages_[i].number) break;
    std::swap(messages_[i - 1], messages_[i]);
  }
  return message.number;
}

Message* Record::kept(MessageNumber number) {
  const auto found =
      std::lower_bound(messages_.begin(), messages_.end(), number,
                       [](const Message& message, MessageNumber n) { return message.number < n; });
  return found != messages_.end() && found->number == number ? &*found : nullptr;
}

const Message* Record::find(MessageNumber number) const {
  return const_cast<Record*>(this)->kept(number);
}

void Record::end(MessageNumber number, Delivery fate, Microseconds at) {
  Message* message = kept(number);
  if (!message) return;
  message->fate = fate;
  message->ended = at;
}

void Record::end_all(Delivery fate, Microseconds at) {
  for (const Message& message : messages_) {
    if (message.travels()) end(message.number, fate, at);
  }
}

void Record::postpone(MessageNumber number, Microseconds due) {
  if (Message* message = kept(number)) message->due = due;
}

}  // namespace microsims
