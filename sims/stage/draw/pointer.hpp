#pragma once
// The mouse, or the finger that acts as one: where it is, what it is over, what it holds.
//
//   pointer.move({x, y});      // events, as they come
//   pointer.press();
//   pointer.begin_frame();     // takes them, one press or release a frame
//   if (pointer.touch("simulate-write", box).clicked) ...
//
// What was pressed holds the pointer until it is released; a click is a release over what was
// pressed. Where two things lie on each other, the first that asks has it.

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

#include "stage/draw/box.hpp"

namespace microsims {

/// What the pointer does to one thing in this frame. It holds what was pressed up to the frame in
/// which it lets go, and with it: the last move of a quick drag may come in that one.
struct Touch {
  bool hovered = false, held = false, clicked = false;
};

class Pointer {
 public:
  void move(ImVec2 to);
  void press();
  void release();
  /// It is no longer over the picture. What it holds stays held, but cannot be clicked there.
  void leave();

  /// Takes the events up to and including the next press or release: more would be missed.
  void begin_frame();
  /// Whether there are events that no frame has taken yet.
  bool pending() const { return !events_.empty(); }

  ImVec2 at() const { return at_; }
  /// Over the picture, and free.
  bool free() const { return inside_ && holds_.empty(); }

  /// The key tells one thing from all others, in this frame and the next.
  Touch touch(std::string_view key, const Box& box);
  /// Whether it holds the thing of that key.
  bool holds(std::string_view key) const { return holds_ == key; }
  /// Whether something that can be clicked is under it.
  bool over_something() const { return !over_.empty(); }

  /// Words to show beside it in this frame.
  std::string tip;

 private:
  enum class Kind { move, press, release, leave };
  struct Event {
    Kind kind;
    ImVec2 at;
  };

  std::vector<Event> events_;
  ImVec2 at_{0, 0};
  bool inside_ = false, pressed_ = false, released_ = false;
  std::string holds_, over_;  // keys
};

}  // namespace microsims
