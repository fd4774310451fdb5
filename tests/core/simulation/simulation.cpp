#include "simulation/simulation.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <tuple>
#include <vector>

using namespace distributed;
using namespace distributed::simulation;

namespace {

struct Note {
  int number = 0;
};

std::string_view kind_of(const Note&) {
  return "note";
}

// Writes down what happens and when.
struct Diary {
  using Page = std::tuple<Time, std::string, NodeId, NodeId, int>;

  Simulation<Note> simulation;
  std::vector<Page> pages;

  explicit Diary(const Network& network, std::uint64_t seed = 1)
      : simulation(network, Generator{seed}) {}

  void receive(NodeId from, NodeId to, const Note& note) {
    pages.emplace_back(simulation.now(), "note", from, to, note.number);
  }
  void timer(NodeId node, std::uint64_t token) {
    pages.emplace_back(simulation.now(), "timer", node, node, static_cast<int>(token));
  }
  void advance_to(Time time) { simulation.advance_to(time, *this); }
};

Network three() {
  return {3, Latency::constant(milliseconds(10))};
}

}  // namespace

TEST_CASE("A message arrives after the latency of its link", "[simulation]") {
  Diary diary(three());
  diary.simulation.network().set_latency(0, 2, Latency::constant(milliseconds(3)));
  diary.simulation.send(0, 1, {1});
  diary.simulation.send(0, 2, {2});
  diary.advance_to(milliseconds(9));
  CHECK(diary.pages == std::vector<Diary::Page>{{3000, "note", 0, 2, 2}});
  diary.advance_to(milliseconds(10));
  CHECK(diary.pages.size() == 2);
  CHECK(diary.simulation.now() == milliseconds(10));
  CHECK(diary.simulation.next_event() == never);
}

TEST_CASE("Going back in time changes nothing", "[simulation]") {
  Diary diary(three());
  diary.advance_to(100);
  diary.advance_to(50);
  CHECK(diary.simulation.now() == 100);
}

TEST_CASE("Messages in flight can be listed with their way", "[simulation]") {
  Diary diary(three());
  diary.advance_to(500);
  diary.simulation.send(0, 1, {1});
  diary.simulation.set_timer(0, 5, 1);
  diary.simulation.send(1, 2, {2});
  const std::vector<Pulse> pulses = diary.simulation.in_flight();
  REQUIRE(pulses.size() == 2);
  CHECK(pulses[0].from == 0);
  CHECK(pulses[1].to == 2);
  CHECK(pulses[0].sent_at == 500);
  CHECK(pulses[0].arrives_at == 10500);
  CHECK(pulses[0].kind == "note");
  CHECK_FALSE(pulses[0].lost);
  CHECK(pulses[0].progress(500) == 0.0);
  CHECK(pulses[0].progress(5500) == 0.5);
  CHECK(pulses[0].progress(20000) == 1.0);
  CHECK_FALSE(diary.simulation.quiet());
  diary.advance_to(10500);
  CHECK(diary.simulation.quiet());
}

TEST_CASE("A message on a link is lost when the link is cut, even if it is mended in time",
          "[simulation]") {
  Diary diary(three());
  diary.simulation.send(0, 1, {1});
  diary.simulation.network().cut(0, 1);
  diary.simulation.send(0, 1, {2});
  CHECK(diary.simulation.in_flight()[0].lost);
  CHECK(diary.simulation.in_flight()[1].lost);
  diary.simulation.network().heal();
  CHECK(diary.simulation.in_flight()[0].lost);
  CHECK(diary.simulation.in_flight()[1].lost);
  diary.simulation.send(0, 1, {3});
  diary.advance_to(seconds(1));
  REQUIRE(diary.pages.size() == 1);
  CHECK(std::get<4>(diary.pages[0]) == 3);
  CHECK(diary.simulation.sent() == 3);
  CHECK(diary.simulation.handled() == 3);
}

TEST_CASE("A node that is down neither sends nor receives, and its timers are forgotten",
          "[simulation]") {
  Diary diary(three());
  diary.simulation.send(0, 1, {1});
  diary.simulation.set_timer(1, milliseconds(20), 7);
  diary.simulation.set_timer(2, milliseconds(20), 8);
  diary.simulation.network().crash(1);
  diary.simulation.send(1, 0, {2});
  diary.advance_to(milliseconds(15));
  diary.simulation.network().restart(1);
  diary.simulation.set_timer(1, milliseconds(20), 9);
  diary.advance_to(seconds(1));
  CHECK(diary.pages ==
        std::vector<Diary::Page>{{20000, "timer", 2, 2, 8}, {35000, "timer", 1, 1, 9}});
}

TEST_CASE("A timer that is due already fires at once, after what was due before it",
          "[simulation]") {
  Diary diary(three());
  diary.advance_to(10);
  diary.simulation.set_timer(0, 0, 1);
  diary.simulation.set_timer(0, -5, 2);
  diary.advance_to(10);
  CHECK(diary.pages == std::vector<Diary::Page>{{10, "timer", 0, 0, 1}, {10, "timer", 0, 0, 2}});
}

TEST_CASE("Loss by chance takes its share", "[simulation]") {
  Diary diary(Network(2, Latency::constant(1), 0.3), 5);
  for (int i = 0; i < 10000; ++i) diary.simulation.send(0, 1, {i});
  diary.advance_to(1);
  CHECK(diary.pages.size() > 6800);
  CHECK(diary.pages.size() < 7200);
}

TEST_CASE("The same seed gives the same run however finely it is stepped; a copy goes on alike",
          "[simulation]") {
  const Network jittery(3, Latency::exponential(100, 5000), 0.1);
  const auto start = [&](std::uint64_t seed) {
    Diary diary(jittery, seed);
    for (int i = 0; i < 200; ++i) {
      diary.simulation.send(static_cast<NodeId>(i % 3), static_cast<NodeId>((i + 1) % 3), {i});
    }
    return diary;
  };
  Diary whole = start(9), stepped = start(9), other = start(10);
  Diary copy = whole;
  whole.advance_to(100000);
  copy.advance_to(100000);
  other.advance_to(100000);
  for (Time time = 0; time <= 100000; time += 37) stepped.advance_to(time);
  stepped.advance_to(100000);
  CHECK(whole.pages == stepped.pages);
  CHECK(whole.pages == copy.pages);
  CHECK(whole.pages != other.pages);
}

TEST_CASE("The clock can be sent to the end of time", "[simulation]") {
  Diary diary(three());
  diary.advance_to(never);
  CHECK(diary.simulation.now() == end_of_time);
  diary.simulation.send(0, 1, {1});
  CHECK(diary.simulation.next_event() > end_of_time);
}
