#include "stage/draw/timeline.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "paper.hpp"
#include "post.hpp"
#include "stage/draw/page.hpp"

using namespace microsims;

namespace {

Mark mark(Milliseconds at, MarkKind kind = MarkKind::act, bool command = false) {
  Mark made;
  made.at = at;
  made.kind = kind;
  made.words = "It happened";
  made.command = command;
  return made;
}

const Box* box_of(const TimelineLayout& layout, std::string_view control) {
  for (const TimelineLayout::Part& part : layout.parts) {
    if (part.control == control) return &part.box;
  }
  return nullptr;
}

std::unique_ptr<Session> played() {
  auto session = std::make_unique<Session>(post, 1u);
  REQUIRE_FALSE(session->press("send"));
  REQUIRE_FALSE(session->advance(1));
  REQUIRE_FALSE(session->press("send"));
  REQUIRE_FALSE(session->advance(1));
  return session;
}

}  // namespace

TEST_CASE("A time scale goes from instants to places and back, within its ends", "[timeline]") {
  const TimeScale scale{1000, 3000, 100, 400};
  CHECK(scale.x(1000) == 100);
  CHECK(scale.x(2000) == 300);
  CHECK(scale.at(300) == 2000);
  CHECK(scale.at(-5) == 1000);
  CHECK(scale.at(9999) == 3000);
}

TEST_CASE("Crowded marks become one, of the weightiest kind", "[timeline]") {
  const TimeScale scale{0, 1000, 0, 100};  // 10 ms a pixel
  const std::vector<Mark> marks{
      mark(0),   mark(50, MarkKind::conflict),   mark(130, MarkKind::write), mark(200),
      mark(700), mark(710, MarkKind::read, true)};
  const auto groups = group_marks(marks, false, scale, 14);
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].count == 3);
  CHECK(groups[0].kind == MarkKind::conflict);
  CHECK(groups[1].first == 3);
  CHECK(groups[2].x == 70);
  const auto commands = group_marks(marks, true, scale, 14);
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].first == 5);
}

TEST_CASE("Groups never come closer than their gap, however many marks there are", "[timeline]") {
  std::vector<Mark> marks;
  for (Milliseconds at = 0; at < 2000; ++at) marks.push_back(mark(at * at % 7 + at));
  std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.at < b.at; });
  const auto groups = group_marks(marks, false, {0, 2000, 0, 250}, 14);
  std::size_t all = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i > 0) CHECK(groups[i].x - groups[i - 1].x >= 14);
    all += groups[i].count;
  }
  CHECK(groups.size() <= 18);
  CHECK(all >= 1990);
}

TEST_CASE("A group tells its first marks, and how many more there are", "[timeline]") {
  std::vector<Mark> marks;
  for (int i = 0; i < 6; ++i) marks.push_back(mark(1500));
  const auto groups = group_marks(marks, false, {0, 3000, 0, 100}, 14);
  REQUIRE(groups.size() == 1);
  const std::string words = words_of(marks, groups[0]);
  CHECK(words.find("It happened\n") != std::string::npos);
  CHECK(words.find("and 2 more") != std::string::npos);
}

TEST_CASE("The parts of the timeline do not overlap and can be hit by a finger", "[timeline]") {
  auto session = played();
  REQUIRE_FALSE(session->seek(0.5));
  REQUIRE_FALSE(session->press("send"));
  REQUIRE(session->has_other_run());
  for (float width = 320; width <= 1400; width += 20) {
    INFO(width);
    Paper paper{width};
    const Box strip{0, 300, width, timeline_height};
    const TimelineLayout layout = lay_out_timeline(paper.canvas(), *session, strip);
    std::vector<Box> boxes;
    for (const TimelineLayout::Part& part : layout.parts) boxes.push_back(part.box);
    std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      CHECK(boxes[i].height == 44);
      CHECK(boxes[i].width >= 44);
      CHECK(boxes[i].x >= 0);
      CHECK(boxes[i].right() <= width);
      if (i > 0) CHECK(boxes[i].x >= boxes[i - 1].right());
    }
    CHECK(layout.bar.width >= 70);
    CHECK((box_of(layout, "diagram") != nullptr) == (width < both_views));
    CHECK(box_of(layout, "other-run"));
  }
}

TEST_CASE("There is a button for the other run only where there is one", "[timeline]") {
  auto session = played();
  Paper paper;
  const Box strip{0, 0, 700, timeline_height};
  CHECK_FALSE(box_of(lay_out_timeline(paper.canvas(), *session, strip), "other-run"));
}

TEST_CASE("Clicks on the timeline are commands to its controls", "[timeline]") {
  auto session = played();
  Paper paper;
  const Box strip{0, 0, 700, timeline_height};
  const TimelineLayout layout = lay_out_timeline(paper.canvas(), *session, strip);
  const auto draw = [&](Canvas& canvas) { draw_timeline(canvas, *session, strip, layout); };
  const auto at = [&](const char* control) { return box_of(layout, control)->centre(); };
  auto asked = paper.click(at("pause"), draw);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].id == "pause");
  CHECK(asked[0].value == Value{true});
  asked = paper.click(at("time-back"), draw);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].id == "time-back");
  // There is nothing to go on to.
  CHECK(paper.click(at("time-on"), draw).empty());
  asked = paper.click(at("diagram"), draw);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].value == Value{true});
}

TEST_CASE("Dragging the bar seeks, to its left end for the beginning", "[timeline]") {
  auto session = played();
  Paper paper;
  const Box strip{0, 0, 700, timeline_height};
  const TimelineLayout layout = lay_out_timeline(paper.canvas(), *session, strip);
  const auto draw = [&](Canvas& canvas) { draw_timeline(canvas, *session, strip, layout); };
  auto asked = paper.click(layout.bar.centre(), draw);
  REQUIRE_FALSE(asked.empty());
  CHECK(asked.back().id == "time");
  CHECK(asked.back().value == Value{1.0});
  REQUIRE_FALSE(session->set("time", *asked.back().value));
  CHECK(session->now() == 1000);
  asked = paper.click({layout.bar.x - 4, layout.bar.centre().y}, draw);
  REQUIRE_FALSE(asked.empty());
  REQUIRE_FALSE(session->set("time", *asked.back().value));
  CHECK(session->now() == 0);
  CHECK_FALSE(session->can_go_back());
  // Where it stands already it asks for nothing more.
  CHECK(paper.click({layout.bar.x - 4, layout.bar.centre().y}, draw).empty());
}
