#include "split_brain_scenario/outcome.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;

namespace {

std::vector<std::string> cells(const Outcome& outcome) {
  std::vector<std::string> cells;
  for (const Fact& fact : facts_of(outcome)) cells.push_back(cell_text(fact));
  return cells;
}

std::string json_of(const Outcome& outcome) {
  Json json;
  json.object([&] { write_facts(json, facts_of(outcome)); });
  return json.text();
}

}  // namespace

TEST_CASE("An outcome is told in figures, each with what it counts", "[split-brain-scenario]") {
  using Cells = std::vector<std::string>;
  CHECK(cells({2, 10, Fate::confirmed, Fate::confirmed, 1}) ==
        Cells{"2\u00a0leaders", "new after 10.0\u00a0s", "Write A confirmed", "Write B confirmed",
              "1\u00a0write lost"});
  CHECK(cells({1, not_yet, Fate::unanswered, Fate::refused, 0}) ==
        Cells{"1\u00a0leader", "nobody new", "Write A unanswered", "Write B refused",
              "nothing lost"});
  CHECK(cells({1, 11.96, Fate::under_way, Fate::unsent, 2})[1] == "new after 12.0\u00a0s");
  CHECK(cells({1, 11.96, Fate::under_way, Fate::unsent, 2})[4] == "2\u00a0writes lost");
}

TEST_CASE("The state has an outcome as numbers and words", "[split-brain-scenario]") {
  CHECK(json_of({2, 10.5, Fate::confirmed, Fate::under_way, 1}) ==
        R"({"leaders":2,"electedAfter":10.5,"a":"confirmed","b":"under way","lost":1})");
  CHECK(json_of({1, not_yet, Fate::unsent, Fate::refused, 0}) ==
        R"({"leaders":1,"electedAfter":null,"a":"unsent","b":"refused","lost":0})");
}

TEST_CASE("One leader, confirmed writes and no loss are good news", "[split-brain-scenario]") {
  const auto good = facts_of({1, 10, Fate::confirmed, Fate::refused, 0});
  CHECK(good[0].tone == Tone::good);
  CHECK(good[2].tone == Tone::good);
  CHECK(good[3].tone == Tone::bad);
  CHECK(good[4].tone == Tone::good);
  const auto bad = facts_of({2, 10, Fate::under_way, Fate::unanswered, 1});
  CHECK(bad[0].tone == Tone::bad);
  CHECK(bad[2].tone == Tone::plain);
  CHECK(bad[3].tone == Tone::bad);
  CHECK(bad[4].tone == Tone::bad);
}

TEST_CASE("Running seconds keep one decimal", "[split-brain-scenario]") {
  CHECK(tenths_text(0) == "0.0\u00a0s");
  CHECK(tenths_text(9.999) == "9.9\u00a0s");
  CHECK(tenths_text(10) == "10.0\u00a0s");
}
