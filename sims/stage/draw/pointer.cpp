#include "stage/draw/pointer.hpp"

namespace microsims {

void Pointer::move(ImVec2 to) {
  events_.push_back({Kind::move, to});
}

void Pointer::press() {
  events_.push_back({Kind::press, {}});
}

void Pointer::release() {
  events_.push_back({Kind::release, {}});
}

void Pointer::leave() {
  events_.push_back({Kind::leave, {}});
}

void Pointer::begin_frame() {
  if (released_) holds_.clear();
  pressed_ = released_ = false;
  over_.clear();
  tip.clear();
  std::size_t taken = 0;
  while (taken < events_.size() && !pressed_ && !released_) {
    const Event& event = events_[taken++];
    if (event.kind == Kind::move) at_ = event.at;
    if (event.kind == Kind::move || event.kind == Kind::leave) inside_ = event.kind == Kind::move;
    pressed_ = event.kind == Kind::press;
    released_ = event.kind == Kind::release;
  }
  events_.erase(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(taken));
}

Touch Pointer::touch(std::string_view key, const Box& box) {
  const bool over = inside_ && box.contains(at_) && (over_.empty() || over_ == key);
  if (over && pressed_ && holds_.empty()) holds_ = key;
  const bool held = holds_ == key;
  const bool hovered = over && (held || holds_.empty());
  if (hovered) over_ = key;
  return {hovered, held, hovered && held && released_};
}

}  // namespace microsims
