#include "stage/draw/cluster.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "paper.hpp"
#include "post.hpp"

using namespace microsims;

namespace {

ClusterPicture three() {
  ClusterPicture cluster;
  for (const float x : {100.f, 300.f, 500.f}) {
    cluster.stands.push_back({.centre = {x, 200}, .radius = 20, .label = "1"});
  }
  return cluster;
}

}  // namespace

TEST_CASE("A message is where the time between sending and arrival says it is", "[cluster]") {
  Message message{.number = 1, .from = 0, .to = 1, .sent = 1000, .due = 3000};
  CHECK_FALSE(place_of(message, 999));
  CHECK(place_of(message, 2000)->share == 0.5f);
  CHECK(place_of(message, 2000)->sign == MessagePlace::Sign::pulse);
  CHECK(place_of(message, 1500)->share < 0.25f);  // starts gently
  // Late, it waits at its end.
  CHECK(place_of(message, 9000)->share > 0.99f);
  message.fate = Delivery::arrived;
  message.ended = 3000;
  CHECK(place_of(message, 2999));
  CHECK_FALSE(place_of(message, 3000));
}

TEST_CASE("A lost message leaves a cross where it was lost, which fades", "[cluster]") {
  for (const Delivery fate : {Delivery::lost, Delivery::dropped}) {
    const Message message{
        .number = 1, .from = 0, .to = 1, .fate = fate, .sent = 0, .due = 4000, .ended = 2000};
    CHECK(place_of(message, 1999)->sign == MessagePlace::Sign::pulse);
    const auto cross = place_of(message, 2000);
    REQUIRE(cross);
    CHECK(cross->sign == MessagePlace::Sign::cross);
    CHECK(cross->share == 0.5f);
    CHECK(cross->opacity == 1);
    CHECK(std::abs(place_of(message, 2000 + end_seen_for / 2)->opacity - 0.5f) < 1e-3f);
    CHECK_FALSE(place_of(message, 2000 + end_seen_for));
  }
}

TEST_CASE("A refused message ends with a bar at its receiver", "[cluster]") {
  const Message message{.number = 1,
                        .from = 0,
                        .to = 1,
                        .fate = Delivery::refused,
                        .sent = 0,
                        .due = 2000,
                        .ended = 2000};
  const auto bar = place_of(message, 2001);
  REQUIRE(bar);
  CHECK(bar->sign == MessagePlace::Sign::bar);
  CHECK(bar->share == 1);
}

TEST_CASE("A way runs from rim to rim, or as the view wants it", "[cluster]") {
  ClusterPicture cluster = three();
  const Bow straight = way_of(cluster, 0, 1);
  CHECK(straight.from.x == 124);
  CHECK(straight.to.x == 276);
  CHECK(straight.at(0.5f).x == 200);
  cluster.way = [](int, int to) { return Bow{{0, 0}, {0, 100}, {static_cast<float>(to), 0}}; };
  CHECK(way_of(cluster, 0, 2).to.x == 2);
  CHECK(way_of(cluster, 0, 2).at(0.5f).y == 50);
}

TEST_CASE("Pointing at a message names and lights it, a click chooses it", "[cluster]") {
  Session session{post, 1};
  REQUIRE_FALSE(session.press("send"));
  REQUIRE_FALSE(session.advance(0.5));
  const ClusterPicture cluster = three();
  Paper paper;
  std::string tip;
  paper.click({200, 200}, [&](Canvas& canvas) {
    draw_messages(canvas, cluster, session.model());
    if (!paper.pointer.tip.empty()) tip = paper.pointer.tip;
  });
  CHECK(tip == "m1, Letter from Client to Node 1");
  CHECK(paper.spotlight.chosen == 1);
  CHECK(paper.spotlight.lit == 1);

  Paper beside;
  beside.click({200, 300},
               [&](Canvas& canvas) { draw_messages(canvas, cluster, session.model()); });
  CHECK(beside.spotlight.chosen == 0);
}

TEST_CASE("A stand with a control takes clicks for it", "[cluster]") {
  const Session session{post, 1};
  ClusterPicture cluster = three();
  cluster.stands[1].control = "send";
  Paper paper;
  const auto draw = [&](Canvas& canvas) { draw_stands(canvas, cluster, session.model()); };
  const auto asked = paper.click({300, 200}, draw);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].id == "send");
  CHECK_FALSE(asked[0].value);
  CHECK(paper.click({100, 200}, draw).empty());
}

TEST_CASE("Where motion is reduced a message under way is still seen", "[cluster]") {
  Session session{post, 1};
  Paper paper;
  Canvas none = paper.canvas(true);
  draw_messages(none, three(), session.model());
  CHECK(paper.vertices() == 0);
  REQUIRE_FALSE(session.press("send"));
  REQUIRE_FALSE(session.advance(0.2));
  Canvas some = paper.canvas(true);
  draw_messages(some, three(), session.model());
  CHECK(paper.vertices() > 0);
}
