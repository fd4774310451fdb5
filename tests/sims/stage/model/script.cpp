#include "stage/model/script.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;

namespace {

Script some_script() {
  Script script;
  const Microseconds asked = script.add({.from = 0, .to = 2, .kind = 1}, 100, 300);
  script.add({.from = 2, .to = 0, .kind = 2}, asked + 500, 300);
  script.add({.from = 0, .to = 1, .kind = 1}, 100, 250, Delivery::refused);
  script.add({.from = 0, .to = 3, .kind = 1}, 50, 900, Delivery::lost);
  return script;
}

}  // namespace

TEST_CASE("A script sends and ends its messages when they are due", "[script]") {
  Script script = some_script();
  Record record;
  CHECK(script.end() == 1200);
  script.play(record, 49);
  CHECK(record.messages().empty());
  script.play(record, 350);
  REQUIRE(record.messages().size() == 3);
  CHECK(record.messages()[0].to == 3);  // in the order of sending
  CHECK(record.messages()[1].to == 2);
  CHECK(record.messages()[2].fate == Delivery::refused);
  CHECK(record.messages()[2].ended == 350);
  CHECK(record.messages()[1].travels());
  script.play(record, 5000);
  REQUIRE(record.messages().size() == 4);
  CHECK(record.messages()[0].fate == Delivery::lost);
  CHECK(record.messages()[3].sent == 900);
  CHECK(record.messages()[3].ended == 1200);
  CHECK(script.end() == 0);
}

TEST_CASE("A script makes the same record however time is cut", "[script]") {
  Record whole, cut;
  Script at_once = some_script(), bit_by_bit = some_script();
  at_once.play(whole, 1200);
  for (Microseconds until = 0; until <= 1200; until += 7) bit_by_bit.play(cut, until);
  bit_by_bit.play(cut, 1200);
  REQUIRE(whole.messages().size() == cut.messages().size());
  for (std::size_t i = 0; i < whole.messages().size(); ++i) {
    const Message &a = whole.messages()[i], &b = cut.messages()[i];
    CHECK((a.to == b.to && a.sent == b.sent && a.ended == b.ended && a.fate == b.fate));
  }
}

TEST_CASE("A script that is finished early sends no more, and what travels arrives", "[script]") {
  Script script = some_script();
  Record record;
  script.play(record, 150);
  script.finish(record, 150);
  CHECK(script.end() == 0);
  script.play(record, 5000);
  REQUIRE(record.messages().size() == 3);
  for (const Message& message : record.messages()) CHECK(message.ended == 150);
}
