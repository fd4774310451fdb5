#include "stage/model/fact.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace microsims;

namespace {

std::string json_of(const std::vector<Fact>& facts) {
  Json json;
  json.object([&] { write_facts(json, facts); });
  return json.text();
}

Fact share(double value) {
  return {"share", "Share", value, share_unit};
}

}  // namespace

TEST_CASE("A fact is written with its unit, in the singular after 1", "[fact]") {
  CHECK(value_text({"a", "A", 2, nodes_unit}) == "2\u00a0nodes");
  CHECK(value_text({"a", "A", 1, nodes_unit}) == "1\u00a0node");
  CHECK(value_text({"a", "A", 0, nodes_unit}) == "0\u00a0nodes");
  CHECK(value_text({"a", "A", 2.5}) == "2.5");
  CHECK(value_text({"a", "A", std::nullopt, nodes_unit}) == "–");
  CHECK(value_text({.id = "a", .label = "A", .words = "Node 2"}) == "Node 2");
}

TEST_CASE("Almost always is not always, and hardly ever is not never", "[fact]") {
  CHECK(value_text(share(0.1)) == "10\u00a0%");
  CHECK(value_text(share(1)) == "100\u00a0%");
  CHECK(value_text(share(0)) == "0\u00a0%");
  CHECK(value_text(share(0.999999)) == "> 99.99\u00a0%");
  CHECK(value_text(share(0.000001)) == "< 0.01\u00a0%");
}

TEST_CASE("Facts become members of the state", "[fact]") {
  CHECK(json_of({{"n", "N", 5},
                 share(0.25),
                 {"unknown", "Unknown"},
                 {"yes", "Yes", 1, yes_or_no},
                 {"no", "No", 0, yes_or_no},
                 {.id = "who", .label = "Who", .words = "Node 2"}}) ==
        R"({"n":5,"share":0.25,"unknown":null,"yes":true,"no":false,"who":"Node 2"})");
}

TEST_CASE("Facts become sentences, with what theory says", "[fact]") {
  CHECK(facts_in_words({{"t", "Tolerance", 2, nodes_unit},
                        {"s", "Stale", 0.11, share_unit, 0.1},
                        {"unknown", "Unknown"},
                        {"c", "Guaranteed", 0, yes_or_no}}) ==
        "Tolerance: 2\u00a0nodes. Stale: 11\u00a0%, by law 10\u00a0%. Guaranteed: NO.");
}

TEST_CASE("Facts become a table", "[fact]") {
  Json json;
  write_fact_table(json, {{"t", "Tolerance", 2, nodes_unit, {}, Tone::good},
                          {"s", "Stale", 0.11, share_unit, 0.1, Tone::bad}});
  CHECK(json.text() ==
        "[{\"id\":\"t\",\"label\":\"Tolerance\",\"text\":\"2\u00a0nodes\",\"tone\":\"good\"},"
        "{\"id\":\"s\",\"label\":\"Stale\",\"text\":\"11\u00a0%\",\"law\":\"10\u00a0%\",\"tone\":"
        "\"bad\"}]");
}
