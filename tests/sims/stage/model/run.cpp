#include "stage/model/run.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace microsims;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("Instants are seconds with at most three decimals, both ways", "[run]") {
  for (const Milliseconds at : {0, 1, 10, 100, 400, 999, 1000, 1250, 86400000}) {
    INFO(at);
    CHECK(read_instant(instant_text(at)) == at);
  }
  CHECK(instant_text(400) == "0.4");
  CHECK(instant_text(13200) == "13.2");
  CHECK(instant_text(5001) == "5.001");
  for (const char* bad : {"", ".", "1.", ".5", "-1", "1.2345", "1e3", "86400.001", "x", "1 ",
                          "99999999999999999999"}) {
    INFO(bad);
    CHECK_FALSE(read_instant(bad));
  }
}

TEST_CASE("Commands are written into a link and read from it", "[run]") {
  const std::vector<Deed> deeds{{400, {"partition", std::nullopt}},
                                {15000, {"manual-balance", Value{600.0}}},
                                {15000, {"down", Value{true}}},
                                {16001, {"who", Value{std::string{"a,b=c@d %ä"}}}}};
  const std::string text = write_deeds(deeds);
  CHECK_THAT(text, ContainsSubstring("partition@0.4,manual-balance=600@15,down=true@15,who="));
  std::vector<std::string> warnings;
  const auto entries = read_deeds(text, warnings);
  CHECK(warnings.empty());
  REQUIRE(entries.size() == 4);
  CHECK_FALSE(entries[0].value);
  CHECK(entries[1].value == "600");
  CHECK(entries[3].value == "a,b=c@d %ä");
  CHECK(entries[3].at == 16001);
}

TEST_CASE("What a link has wrong is named and left out, the rest is read", "[run]") {
  std::vector<std::string> warnings;
  const auto entries = read_deeds("write@1,nonsense,@2,heal@x,back@0.5,read@2", warnings);
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].id == "write");
  CHECK(entries[1].id == "read");
  REQUIRE(warnings.size() == 4);
  CHECK_THAT(warnings[0], ContainsSubstring("“nonsense”"));
  CHECK_THAT(warnings[1], ContainsSubstring("“@2”"));
  CHECK_THAT(warnings[2], ContainsSubstring("“heal@x”"));
  CHECK_THAT(warnings[3], ContainsSubstring("comes before"));
}

TEST_CASE("A link has at most 500 commands in 8 kB", "[run]") {
  std::string text = "a@0";
  for (std::size_t i = 1; i < most_deeds_in_link; ++i) text += ",a@0";
  std::vector<std::string> warnings;
  CHECK(read_deeds(text, warnings).size() == most_deeds_in_link);
  CHECK(warnings.empty());
  CHECK(read_deeds(text + ",a@0", warnings).empty());
  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0], ContainsSubstring("500") && ContainsSubstring("501"));
  CHECK(read_deeds(std::string(longest_link + 1, 'a'), warnings).empty());
  CHECK(warnings.size() == 2);
}

TEST_CASE("A quotation is short and not cut within a character", "[run]") {
  CHECK(shortened("short") == "short");
  std::string text;
  for (int i = 0; i < 40; ++i) text += "ä";
  const std::string cut = shortened(text);
  CHECK(cut.size() <= 62);
  CHECK(cut.substr(0, 4) == "ää");
  CHECK(cut.substr(cut.size() - 5) == "ä…");
}
