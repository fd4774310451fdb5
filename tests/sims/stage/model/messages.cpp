#include "stage/model/messages.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;
using distributed::simulation::Happening;
using distributed::simulation::Loss;
using distributed::simulation::MessageId;
using distributed::simulation::Time;

namespace {

enum class Kind : std::uint8_t { question, answer };
using Event = distributed::simulation::TraceEvent<Kind>;

Event event(Happening what, Time at, MessageId id, Time arrives, Loss loss = Loss::none) {
  Event event{what, at, {}};
  event.message.id = id;
  event.message.from = 0;
  event.message.to = 2;
  event.message.sent_at = 10;
  event.message.arrives_at = arrives;
  event.message.loss = loss;
  event.message.kind = Kind::answer;
  return event;
}

const auto one_below = [](auto node, auto) { return node + 1; };

// Writes down what it is asked for.
struct Protocol {
  void drop(MessageId id) { dropped = id; }
  void delay(MessageId id, Time time) { delayed = id, by = time; }
  void duplicate(MessageId id, Time time) { copied = id, by = time; }
  MessageId dropped = 0, delayed = 0, copied = 0;
  Time by = 0;
};

}  // namespace

TEST_CASE("Numbers and instants of a protocol are translated, and back", "[messages]") {
  const Translation run{.first = 6, .step = 3, .origin = 5000, .slow_motion = 15};
  CHECK(run.number(1) == 6);
  CHECK(run.number(3) == 12);
  for (MessageId id = 1; id < 10; ++id) CHECK(run.id(run.number(id)) == id);
  CHECK(run.at(100) == 6500);
}

TEST_CASE("What is traced stands in the record", "[messages]") {
  Record record;
  const Translation run{.first = 4, .origin = 1000};
  Event copy = event(Happening::duplicated, 15, 2, 40);
  copy.message.copy_of = 1;
  follow(record, run,
         std::vector<Event>{event(Happening::sent, 10, 1, 20), event(Happening::delayed, 12, 1, 30),
                            copy, event(Happening::arrived, 30, 1, 30),
                            event(Happening::lost, 35, 2, 40, Loss::dropped)},
         one_below);
  REQUIRE(record.messages().size() == 2);
  const Message& first = *record.find(4);
  CHECK(first.from == 1);
  CHECK(first.to == 3);
  CHECK(first.kind == 1);
  CHECK(first.sent == 1010);
  CHECK(first.due == 1030);
  CHECK(first.fate == Delivery::arrived);
  CHECK(first.ended == 1030);
  CHECK(record.find(5)->copy_of == 4);
  CHECK(record.find(5)->due == 1040);
  CHECK(record.find(5)->fate == Delivery::dropped);
  CHECK(record.find(5)->ended == 1035);
}

TEST_CASE("A message can be lost on its way, and refused at its end", "[messages]") {
  Record record;
  follow(record, {},
         std::vector<Event>{event(Happening::sent, 10, 1, 20), event(Happening::sent, 10, 2, 20),
                            event(Happening::lost, 15, 1, 20, Loss::cut),
                            event(Happening::arrived, 20, 2, 20)},
         one_below, [](const auto& pulse) { return pulse.id == 2; });
  CHECK(record.find(1)->fate == Delivery::lost);
  CHECK(record.find(2)->fate == Delivery::refused);
}

TEST_CASE("A protocol is asked for what a person does", "[messages]") {
  Protocol protocol;
  disturb(protocol, 7, Disturbance::drop, {20, 3});
  CHECK(protocol.dropped == 7);
  disturb(protocol, 8, Disturbance::delay, {20, 3});
  CHECK(protocol.delayed == 8);
  CHECK(protocol.by == 20);
  disturb(protocol, 9, Disturbance::duplicate, {20, 3});
  CHECK(protocol.copied == 9);
  CHECK(protocol.by == 3);
}
