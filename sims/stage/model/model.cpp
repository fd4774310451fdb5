#include "stage/model/model.hpp"

#include <algorithm>

#include "stage/model/text.hpp"

namespace microsims {

Milliseconds Model::run(Milliseconds most) {
  Milliseconds left = most;
  while (left > 0) {
    const Milliseconds step = std::min(left, busy());
    if (step <= 0) break;
    pass(step);
    now_ += step;
    left -= step;
  }
  return most - left;
}

void Model::note_command(std::string_view id, const std::optional<Value>& value,
                         std::string words) {
  const Control* control = controls_.find(id);
  record_.command(now_, id, value, std::move(words), control ? control->mark_now() : MarkKind::act);
}

std::string Model::words_of(const Message& message) const {
  const auto names = lanes();
  const auto kinds = message_kinds();
  const auto lane = [&](int i) {
    const auto at = static_cast<std::size_t>(i);
    return at < names.size() ? std::string_view{names[at]} : std::string_view{"nobody"};
  };
  return phrase({"m", message.number, ", ",
                 message.kind < kinds.size() ? kinds[message.kind].label : "message", " from ",
                 lane(message.from), " to ", lane(message.to)});
}

}  // namespace microsims
