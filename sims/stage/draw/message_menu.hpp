#pragma once
// What can be done to the message that was clicked: a small menu beside it.
//
//   MessageMenu menu{canvas, session, area};   // before all else: it lies above it
//   ... the picture ...
//   menu.draw(canvas);
//
// A click beside it closes it.

#include <array>
#include <string>

#include "stage/draw/canvas.hpp"
#include "stage/model/session.hpp"

namespace microsims {

/// Where the menu stands: below the place that was clicked, within the area.
Box place_menu(const Box& area, ImVec2 clicked, float width, float height);

class MessageMenu {
 public:
  /// Takes the pointer where the menu is open; closes it if its message is no longer under way.
  MessageMenu(Canvas& canvas, const Session& session, const Box& area);
  void draw(Canvas& canvas) const;

 private:
  struct Item {
    const char* label = "";
    Box box{};
    Touch touch{};
    bool enabled = false;
    std::string why_not{};
  };

  Box box_{};
  std::string title_;
  std::array<Item, 3> items_;
  bool open_ = false;
};

}  // namespace microsims
