#include "stage/draw/space_time.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "paper.hpp"
#include "post.hpp"

using namespace microsims;

namespace {

constexpr Box box{0, 0, 500, 300};

std::unique_ptr<Session> played(int letters) {
  auto session = std::make_unique<Session>(post, 1u);
  for (int i = 0; i < letters; ++i) {
    REQUIRE_FALSE(session->press("send"));
    REQUIRE_FALSE(session->advance(1));
  }
  return session;
}

}  // namespace

TEST_CASE("Lanes stand below each other within the plot, in their order", "[space-time]") {
  Paper paper;
  const auto session = played(1);
  const SpaceTime view = lay_out_space_time(paper.canvas(), *session, box);
  REQUIRE(view.lanes.size() == 3);
  CHECK(view.left_out.empty());
  CHECK(*view.y(0) < *view.y(1));
  CHECK(*view.y(1) < *view.y(2));
  CHECK(*view.y(0) > view.plot.y);
  CHECK(*view.y(2) < view.plot.bottom());
  CHECK_FALSE(view.y(3));
  CHECK(view.plot.right() <= box.right());
  CHECK(view.axis_y < box.bottom());
}

TEST_CASE("The window shows a short run whole and follows the present in a long one",
          "[space-time]") {
  auto session = played(2);
  TimeScale window = window_of(*session, 0, 400);
  CHECK(window.from == 0);
  CHECK(window.to >= session->end());
  session = played(40);
  window = window_of(*session, 0, 400);
  CHECK(window.from > 0);
  CHECK(window.from < session->now());
  CHECK(window.to >= session->now());
  // A message is long enough to be read.
  CHECK(window.x(1000) - window.x(0) >= 30);
  REQUIRE_FALSE(session->seek(3.5));
  window = window_of(*session, 0, 400);
  CHECK(window.from == 0);
  CHECK(window.to > 3500);
}

TEST_CASE("A message's line goes from its sending to its end, or to the present", "[space-time]") {
  Paper paper;
  const auto session = played(1);
  const SpaceTime view = lay_out_space_time(paper.canvas(), *session, box);
  Message message{.number = 1, .from = 0, .to = 2, .sent = 0, .due = 1'000'000};
  const auto open = line_of(view, message, 500);
  REQUIRE(open);
  CHECK(open->end == MessageLine::End::open);
  CHECK(open->from.y == *view.y(0));
  CHECK(std::abs(open->to.y - *view.y(1)) < 0.01f);  // half way from the first to the third
  CHECK(open->to.x == view.time.x(500));

  message.fate = Delivery::arrived;
  message.ended = 1'000'000;
  CHECK(line_of(view, message, 999)->end == MessageLine::End::open);
  const auto arrived = line_of(view, message, 1000);
  CHECK(arrived->end == MessageLine::End::arrow);
  CHECK(arrived->to.y == *view.y(2));

  message.fate = Delivery::refused;
  CHECK(line_of(view, message, 1000)->end == MessageLine::End::bar);

  message.fate = Delivery::lost;
  message.ended = 250'000;
  const auto lost = line_of(view, message, 1000);
  CHECK(lost->end == MessageLine::End::cross);
  CHECK(lost->to.x == view.time.x(250));
  CHECK(lost->to.y < *view.y(1));

  message.from = 7;
  CHECK_FALSE(line_of(view, message, 1000));
}

TEST_CASE("Of too many lanes those with the latest messages are shown, and it is said",
          "[space-time]") {
  Paper paper;
  Session quiet{post, 1};
  REQUIRE_FALSE(quiet.set("lanes", 2000.0));
  const SpaceTime none = lay_out_space_time(paper.canvas(), quiet, box);
  CHECK(none.lanes.empty());
  CHECK(none.left_out == "2000 lanes: no room for them below each other");

  Session session{post, 1};
  REQUIRE_FALSE(session.set("lanes", 2000.0));
  REQUIRE_FALSE(session.press("send"));
  REQUIRE_FALSE(session.advance(0.5));
  const SpaceTime some = lay_out_space_time(paper.canvas(), session, box);
  CHECK(some.lanes == std::vector<int>{0, 1});
  CHECK(some.left_out == "2 of 2000 lanes: those with messages lately");
}

TEST_CASE("The distance to a line is that to its nearest point", "[space-time]") {
  CHECK(distance({5, 3}, {0, 0}, {10, 0}) == 3);
  CHECK(distance({-3, 4}, {0, 0}, {10, 0}) == 5);
  CHECK(distance({2, 2}, {2, 2}, {2, 2}) == 0);
}

TEST_CASE("Pointing at a line names and lights its message; a click chooses one under way",
          "[space-time]") {
  Paper paper;
  Session session{post, 1};
  REQUIRE_FALSE(session.press("send"));
  REQUIRE_FALSE(session.advance(0.5));
  const SpaceTime view = lay_out_space_time(paper.canvas(), session, box);
  const auto line = line_of(view, session.model().record().messages()[0], 500);
  const ImVec2 middle{(line->from.x + line->to.x) / 2, (line->from.y + line->to.y) / 2};
  std::string tip;
  paper.click(middle, [&](Canvas& canvas) {
    draw_space_time(canvas, session, box);
    if (!paper.pointer.tip.empty()) tip = paper.pointer.tip;
  });
  CHECK(tip.starts_with("m1, Letter from Client to Node 1"));
  CHECK(paper.spotlight.lit == 1);
  CHECK(paper.spotlight.chosen == 1);

  REQUIRE_FALSE(session.advance(1));
  Paper later;
  later.click(middle, [&](Canvas& canvas) { draw_space_time(canvas, session, box); });
  CHECK(later.spotlight.chosen == 0);
}
