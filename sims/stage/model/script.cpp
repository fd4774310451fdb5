#include "stage/model/script.hpp"

#include <algorithm>

namespace microsims {

Microseconds Script::add(Message message, Microseconds sent, Microseconds travels, Delivery fate) {
  message.number = 0;
  message.sent = sent;
  message.due = sent + travels;
  legs_.push_back({message, fate});
  return message.due;
}

void Script::play(Record& record, Microseconds until) {
  // Numbers are given in the order of sending, however time is cut.
  for (;;) {
    Message* next = nullptr;
    for (auto& [message, fate] : legs_) {
      if (message.number != 0 || message.sent > until) continue;
      if (!next || message.sent < next->sent) next = &message;
    }
    if (!next) break;
    next->number = record.send(*next);
  }
  for (const auto& [message, fate] : legs_) {
    if (message.number != 0 && message.due <= until) {
      record.end(message.number, fate, message.due);
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
