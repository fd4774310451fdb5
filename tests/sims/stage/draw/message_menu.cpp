#include "stage/draw/message_menu.hpp"

#include <catch2/catch_test_macros.hpp>

#include "paper.hpp"
#include "post.hpp"

using namespace microsims;

namespace {

constexpr Box area{0, 0, 400, 500};
constexpr float first_item = 32 + 22, next_item = 44;  // from the menu's top

// A letter under way whose menu was opened at a place.
struct Opened {
  Session session{post, 1};
  Paper paper{400, 500};

  explicit Opened(ImVec2 at) {
    REQUIRE_FALSE(session.press("send"));
    REQUIRE_FALSE(session.advance(0.5));
    paper.spotlight.chosen = 1;
    paper.spotlight.chosen_at = at;
  }

  std::vector<Command> click(ImVec2 at) {
    return paper.click(at, [&](Canvas& canvas) {
      const MessageMenu menu{canvas, session, area};
      menu.draw(canvas);
      if (!paper.pointer.tip.empty()) tip = paper.pointer.tip;
    });
  }
  std::string tip;
};

}  // namespace

TEST_CASE("A menu stays within the page and off the place that was clicked", "[message-menu]") {
  for (float x = 0; x <= 400; x += 40) {
    for (float y = 0; y <= 500; y += 50) {
      const Box menu = place_menu(area, {x, y}, 190, 170);
      CHECK(menu.x >= 0);
      CHECK(menu.right() <= 400);
      CHECK(menu.y >= 0);
      CHECK(menu.bottom() <= 500);
      CHECK_FALSE(menu.contains({x, y}));
    }
  }
}

TEST_CASE("Drop sends the command for the message and closes the menu", "[message-menu]") {
  Opened opened{{200, 100}};
  const auto asked = opened.click({200, 114 + first_item});
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].id == "drop");
  CHECK(asked[0].value == Value{std::string{"m1"}});
  CHECK(opened.paper.spotlight.chosen == 0);
  CHECK_FALSE(opened.session.set(asked[0].id, *asked[0].value));
}

TEST_CASE("What cannot be done says why and does nothing", "[message-menu]") {
  Opened opened{{200, 100}};
  CHECK(opened.click({200, 114 + first_item + next_item}).empty());
  CHECK(opened.tip == "A letter cannot be late.");
  CHECK(opened.paper.spotlight.chosen == 1);
}

TEST_CASE("A click beside the menu closes it", "[message-menu]") {
  Opened opened{{200, 100}};
  CHECK(opened.click({20, 480}).empty());
  CHECK(opened.paper.spotlight.chosen == 0);
}

TEST_CASE("The menu of a message that has arrived closes by itself", "[message-menu]") {
  Opened opened{{200, 100}};
  REQUIRE_FALSE(opened.session.advance(1));
  CHECK(opened.click({20, 480}).empty());
  CHECK(opened.paper.spotlight.chosen == 0);
}
