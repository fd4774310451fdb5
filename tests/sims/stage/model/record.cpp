#include "stage/model/record.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;

TEST_CASE("Marks stand in the order of time, those of an instant as they were noted", "[record]") {
  Record record;
  record.mark(20, MarkKind::act, "second", "");
  record.mark(10, MarkKind::act, "first", "");
  record.mark(20, MarkKind::act, "third", "");
  REQUIRE(record.marks().size() == 3);
  CHECK(record.marks()[0].id == "first");
  CHECK(record.marks()[1].id == "second");
  CHECK(record.marks()[2].id == "third");
}

TEST_CASE("A command is marked as one, with its value", "[record]") {
  Record record;
  record.command(5, "w", Value{2.0}, "W: 2", MarkKind::act);
  REQUIRE(record.marks().size() == 1);
  CHECK(record.marks()[0].command);
  CHECK(record.marks()[0].value == Value{2.0});
}

TEST_CASE("A message has a number, a fate and a time of arrival", "[record]") {
  Record record;
  Message message;
  message.from = 0;
  message.to = 1;
  message.due = 700;
  CHECK(record.send(message) == 1);
  CHECK(record.send(message) == 2);
  record.postpone(1, 900);
  record.end(2, Delivery::dropped, 400);
  CHECK(record.find(1)->due == 900);
  CHECK(record.find(1)->travels());
  CHECK(record.find(2)->fate == Delivery::dropped);
  CHECK(record.find(2)->ended == 400);
  CHECK_FALSE(record.find(3));
  record.end(3, Delivery::lost, 1);  // not kept: no effect
}

TEST_CASE("Messages are kept in the order of their own numbers", "[record]") {
  Record record;
  Message message;
  for (const MessageNumber number : {4u, 2u, 9u}) {
    message.number = number;
    CHECK(record.send(message) == number);
  }
  message.number = 0;
  CHECK(record.send(message) == 10);
  CHECK(record.messages().front().number == 2);
  CHECK(record.find(4));
}

TEST_CASE("A record is bounded, the oldest go first", "[record]") {
  Record record;
  for (std::size_t i = 0; i < 3 * Record::most_messages; ++i) {
    (void)record.send({});
    record.mark(static_cast<Milliseconds>(i), MarkKind::act, "mark", "");
  }
  CHECK(record.messages().size() <= Record::most_messages);
  CHECK(record.messages().size() >= Record::most_messages / 2);
  CHECK(record.messages().back().number == 3 * Record::most_messages);
  CHECK(record.marks().size() <= Record::most_marks);
  CHECK(record.marks().back().at == 3 * Record::most_messages - 1);
}

TEST_CASE("The first whole millisecond at which an instant is past", "[record]") {
  CHECK(ceil_milliseconds(0) == 0);
  CHECK(ceil_milliseconds(1) == 1);
  CHECK(ceil_milliseconds(1000) == 1);
  CHECK(ceil_milliseconds(1001) == 2);
  CHECK(milliseconds_of(0.0005) == 1);
  CHECK(milliseconds_of(12.3456) == 12346);
}

TEST_CASE("All that is under way can end at once", "[record]") {
  Record record;
  for (const Microseconds due : {100, 200, 300}) {
    record.send({.from = 0, .to = 1, .sent = 0, .due = due});
  }
  record.end(2, Delivery::arrived, 90);
  record.end_all(Delivery::dropped, 95);
  CHECK(record.find(1)->fate == Delivery::dropped);
  CHECK(record.find(2)->fate == Delivery::arrived);
  CHECK(record.find(3)->ended == 95);
}
