#include "simulation/simulation.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <tuple>
#include <vector>

using namespace distributed;
using namespace distributed::simulation;

namespace {

struct Note {
  enum class Kind : std::uint8_t { note, memo };
  int number = 0;
  Kind kind = Kind::note;
};

using What = TraceEvent<Note::Kind>::What;

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
  diary.simulation.send(1, 2, {2, Note::Kind::memo});
  const auto pulses = diary.simulation.in_flight();
  REQUIRE(pulses.size() == 2);
  CHECK(pulses[0].from == 0);
  CHECK(pulses[1].to == 2);
  CHECK(pulses[0].sent_at == 500);
  CHECK(pulses[0].arrives_at == 10500);
  CHECK(pulses[0].kind == Note::Kind::note);
  CHECK(pulses[1].kind == Note::Kind::memo);
  CHECK(pulses[0].id == 1);
  CHECK(pulses[1].id == 2);
  CHECK_FALSE(pulses[0].lost());
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
  CHECK(diary.simulation.in_flight()[0].lost());
  CHECK(diary.simulation.in_flight()[1].lost());
  diary.simulation.network().heal();
  CHECK(diary.simulation.in_flight()[0].lost());
  CHECK(diary.simulation.in_flight()[1].lost());
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

namespace {

// "5: sent 1", "10: lost 2 cut" ...
std::vector<std::string> lines(Diary& diary) {
  const char* const whats[] = {"sent", "duplicated", "delayed", "arrived", "lost"};
  const char* const losses[] = {"", " cut", " chance", " receiver down", " dropped"};
  std::vector<std::string> told;
  for (const auto& event : diary.simulation.take_trace()) {
    told.push_back(std::to_string(event.at) + ": " + whats[static_cast<int>(event.what)] + " " +
                   std::to_string(event.message.id) + losses[static_cast<int>(event.message.loss)]);
  }
  return told;
}

}  // namespace

TEST_CASE("Nothing is noted unless asked for, and what was noted is given once", "[simulation]") {
  Diary diary(three());
  diary.simulation.send(0, 1, {1});
  CHECK(diary.simulation.take_trace().empty());
  diary.simulation.record(true);
  diary.simulation.send(1, 2, {2});
  diary.advance_to(seconds(1));
  CHECK(lines(diary) ==
        std::vector<std::string>{"0: sent 2", "10000: arrived 1", "10000: arrived 2"});
  CHECK(diary.simulation.take_trace().empty());
  diary.simulation.send(0, 1, {3});
  diary.simulation.record(false);
  diary.simulation.send(0, 1, {4});
  CHECK(lines(diary) == std::vector<std::string>{"1000000: sent 3"});
}

TEST_CASE("The trace tells each message's end, why it was lost, and when that was certain",
          "[simulation]") {
  Diary diary(three());
  Simulation<Note>& simulation = diary.simulation;
  simulation.record(true);
  simulation.network().set_loss(2, 0, 1);
  simulation.send(2, 0, {1});  // lost by chance
  simulation.send(0, 1, {2});  // cut off after 4 ms
  simulation.send(1, 2, {3});  // nobody is there
  simulation.send(0, 2, {4});  // dropped after 6 ms
  simulation.send(2, 1, {5});
  diary.advance_to(4000);
  simulation.network().cut(0, 1);
  simulation.send(0, 1, {6});
  diary.advance_to(6000);
  simulation.network().heal();
  CHECK(simulation.drop(4) == Disturbance::done);
  simulation.network().crash(2);
  diary.advance_to(20000);
  CHECK(lines(diary) ==
        std::vector<std::string>{"0: sent 1 chance", "0: sent 2", "0: sent 3", "0: sent 4",
                                 "0: sent 5", "4000: lost 2 cut", "4000: sent 6 cut",
                                 "4000: lost 6 cut", "6000: lost 4 dropped", "10000: lost 1 chance",
                                 "10000: lost 3 receiver down", "10000: arrived 5"});
}

TEST_CASE("Messages in flight say what they are lost by and since when", "[simulation]") {
  Diary diary(three());
  Simulation<Note>& simulation = diary.simulation;
  simulation.network().set_loss(2, 0, 1);
  simulation.send(2, 0, {1});
  simulation.send(0, 1, {2});
  simulation.send(0, 2, {3});
  diary.advance_to(4000);
  simulation.network().cut(0, 1);
  simulation.drop(3);
  const auto seen = [&] {
    std::vector<std::tuple<MessageId, Loss, Time>> told;
    for (const auto& pulse : simulation.in_flight()) {
      told.emplace_back(pulse.id, pulse.loss, pulse.lost_at);
    }
    return told;
  };
  const std::vector<std::tuple<MessageId, Loss, Time>> expected{
      {1, Loss::chance, 10000}, {2, Loss::cut, 4000}, {3, Loss::dropped, 4000}};
  CHECK(seen() == expected);
  diary.advance_to(7000);
  CHECK(seen() == expected);
  simulation.network().heal();
  CHECK(seen() == expected);
}

TEST_CASE("A link that is cut and mended within a handler loses what travels", "[simulation]") {
  struct Cutter {
    Simulation<Note> simulation{three(), Generator{1}};
    std::vector<Time> arrivals;
    void receive(NodeId, NodeId, const Note&) { arrivals.push_back(simulation.now()); }
    void timer(NodeId, std::uint64_t) {
      simulation.network().cut(0, 1);
      simulation.network().heal();
    }
  } cutter;
  cutter.simulation.record(true);
  cutter.simulation.send(0, 1, {});
  cutter.simulation.set_timer(2, 3000, 0);
  cutter.simulation.advance_to(seconds(1), cutter);
  const auto trace = cutter.simulation.take_trace();
  REQUIRE(trace.size() == 2);
  CHECK(trace[1].what == What::lost);
  CHECK(trace[1].at == 3000);
  CHECK(cutter.arrivals.empty());
}

TEST_CASE("A dropped message does not arrive, a delayed one late, a duplicated one twice",
          "[simulation]") {
  Diary diary(three());
  Simulation<Note>& simulation = diary.simulation;
  simulation.record(true);
  for (int number = 1; number <= 4; ++number) simulation.send(0, 1, {number});
  diary.advance_to(5000);
  CHECK(simulation.drop(1) == Disturbance::done);
  CHECK(simulation.delay(2, 7000) == Disturbance::done);
  CHECK(simulation.duplicate(3) == Disturbance::done);
  CHECK(simulation.duplicate(3, 2000) == Disturbance::done);
  CHECK(simulation.sent() == 6);
  diary.advance_to(seconds(1));
  CHECK(diary.pages == std::vector<Diary::Page>{{10000, "note", 0, 1, 3},
                                                {10000, "note", 0, 1, 4},
                                                {10000, "note", 0, 1, 3},
                                                {12000, "note", 0, 1, 3},
                                                {17000, "note", 0, 1, 2}});
  const auto trace = simulation.take_trace();
  std::vector<std::tuple<Time, What, MessageId, MessageId, Time>> told;
  for (const auto& event : trace) {
    const Flight& message = event.message;
    if (event.what != What::sent && event.at < 10000) {
      told.emplace_back(event.at, event.what, message.id, message.copy_of, message.arrives_at);
    }
  }
  CHECK(told == std::vector<std::tuple<Time, What, MessageId, MessageId, Time>>{
                    {5000, What::lost, 1, 0, 10000},
                    {5000, What::delayed, 2, 0, 17000},
                    {5000, What::duplicated, 5, 3, 10000},
                    {5000, What::duplicated, 6, 3, 12000}});
}

TEST_CASE("What cannot be disturbed says why", "[simulation]") {
  Diary diary(three());
  Simulation<Note>& simulation = diary.simulation;
  simulation.network().set_loss(0, 2, 1);
  simulation.send(0, 1, {1});
  simulation.send(0, 2, {2});
  simulation.send(1, 2, {3});
  const auto all = [&](MessageId message) {
    const Disturbance dropped = simulation.drop(message);
    CHECK(simulation.delay(message, 5) == dropped);
    CHECK(simulation.duplicate(message) == dropped);
    return dropped;
  };
  CHECK(all(0) == Disturbance::unknown);
  CHECK(all(4) == Disturbance::unknown);
  CHECK(all(2) == Disturbance::lost);  // by chance: it will not arrive
  simulation.network().cut(1, 2);
  CHECK(all(3) == Disturbance::lost);
  diary.advance_to(seconds(1));
  CHECK(all(1) == Disturbance::arrived);
  CHECK(all(2) == Disturbance::lost);
  CHECK(all(3) == Disturbance::lost);
  CHECK(simulation.sent() == 3);
  simulation.send(0, 1, {4});
  CHECK(simulation.drop(4) == Disturbance::done);
  CHECK(all(4) == Disturbance::lost);
}

TEST_CASE("A copy of a message shares its fate when the link is cut", "[simulation]") {
  Diary diary(three());
  diary.simulation.send(0, 1, {1});
  diary.simulation.duplicate(1, 500);
  diary.simulation.network().cut(0, 1);
  diary.simulation.network().heal();
  diary.advance_to(seconds(1));
  CHECK(diary.pages.empty());
}

TEST_CASE("Following and disturbing messages draws nothing: what is random stays as it was",
          "[simulation]") {
  const Network jittery(3, Latency::exponential(100, 5000), 0.1);
  const auto start = [&] {
    Diary diary(jittery, 9);
    for (int i = 0; i < 50; ++i) diary.simulation.send(0, 1, {i});
    return diary;
  };
  Diary plain = start(), watched = start();
  watched.simulation.record(true);
  const auto ways = watched.simulation.in_flight();
  for (const auto& pulse : ways) {
    if (pulse.lost()) continue;
    watched.simulation.delay(pulse.id, 100);
    watched.simulation.duplicate(pulse.id);
    watched.simulation.drop(pulse.id);
    break;
  }
  plain.simulation.send(1, 2, {100});
  watched.simulation.send(1, 2, {100});
  CHECK(plain.simulation.in_flight().back().arrives_at ==
        watched.simulation.in_flight().back().arrives_at);
}

TEST_CASE("A copy of a run has its own trace and goes on alike", "[simulation]") {
  Diary diary(three());
  diary.simulation.record(true);
  diary.simulation.send(0, 1, {1});
  Diary copy = diary;
  CHECK(lines(diary) == lines(copy));
  copy.simulation.duplicate(1);
  diary.simulation.duplicate(1);
  diary.advance_to(seconds(1));
  copy.advance_to(seconds(1));
  CHECK(diary.pages == copy.pages);
  CHECK(lines(diary) == lines(copy));
}

TEST_CASE("A message delayed for ever never arrives, and nothing overflows", "[simulation]") {
  Diary diary(three());
  diary.simulation.send(0, 1, {1});
  CHECK(diary.simulation.delay(1, never) == Disturbance::done);
  CHECK(diary.simulation.delay(1, never) == Disturbance::done);
  CHECK(diary.simulation.duplicate(1, never) == Disturbance::done);
  diary.advance_to(never);
  CHECK(diary.pages.empty());
}
