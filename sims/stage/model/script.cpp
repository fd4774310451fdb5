#include "stage/model/script.hpp"

#include <algorithm>

namespace microsims {

Microseconds Script::add(Message message, Microseconds sent, Microseconds travels, Delivery fate) {
  message.number = 0;
  message.sent = sent;
  message.due = sent + travels;
  // Numbers are given in the order of sending, however time is cut.
  const auto later = std::find_if(legs_.begin(), legs_.end(),
                                  [&](const Leg& leg) { return leg.message.sent > sent; });
  legs_.insert(later, {message, fate});
  return message.due;
}

void Script::play(Record& record, Microseconds until) {
  for (Leg& leg : legs_) {
    Message& message = leg.message;
    if (message.number == 0 && message.sent <= until) message.number = record.send(message);
    if (message.number != 0 && message.due <= until) {
      record.end(message.number, leg.fate, message.due);
    }
  }
  std::erase_if(
      legs_, [&](const Leg& leg) { return leg.message.number != 0 && leg.message.due <= until; });
}

void Script::finish(Record& record, Microseconds at) {
  for (const Leg& leg : legs_) {
    if (leg.message.number != 0) record.end(leg.message.number, leg.fate, at);
  }
  legs_.clear();
}

Microseconds Script::end() const {
  Microseconds last = 0;
  for (const Leg& leg : legs_) last = std::max(last, leg.message.due);
  return last;
}

}  // namespace microsims
