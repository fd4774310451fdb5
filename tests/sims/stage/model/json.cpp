#include "stage/model/json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>

using microsims::Json;

TEST_CASE("Members and items are separated by commas at every depth", "[json]") {
  Json json;
  json.object([&] {
    json.member("n", 5);
    json.key("nodes").array([&] {
      json.value("node-1");
      json.object([&] { json.member("up", true); });
      json.array([] {});
    });
    json.key("last").null();
  });
  CHECK(json.text() == R"({"n":5,"nodes":["node-1",{"up":true},[]],"last":null})");
}

TEST_CASE("Several values of one kind are an array", "[json]") {
  Json json;
  json.object([&] {
    json.member("rounds", std::vector<int>{1, 3});
    json.member("none", std::vector<double>{});
  });
  CHECK(json.text() == R"({"rounds":[1,3],"none":[]})");
}

TEST_CASE("Quotes, backslashes and control characters are escaped", "[json]") {
  Json json;
  json.value("say \"hi\"\\\n");
  CHECK(json.text() == R"("say \"hi\"\\\u000a")");
}

TEST_CASE("A number that JSON lacks becomes null", "[json]") {
  Json json;
  json.array([&] {
    json.value(0.1);
    json.value(std::numeric_limits<double>::infinity());
    json.value(std::numeric_limits<double>::quiet_NaN());
  });
  CHECK(json.text() == "[0.1,null,null]");
}

TEST_CASE("Arrays of objects and of values are written item by item", "[json]") {
  Json json;
  json.object([&] {
    json.objects("squares", std::vector{1, 2}, [&](int side) {
      json.member("side", side);
      json.values("by", std::vector{3.5}, [side](double height) { return side * height; });
    });
    json.values("none", std::vector<int>{}, [](int) { return "never"; });
  });
  CHECK(json.text() == R"({"squares":[{"side":1,"by":[3.5]},{"side":2,"by":[7]}],"none":[]})");
}

TEST_CASE("A member without a value is null", "[json]") {
  Json json;
  json.object([&] {
    json.member("known", std::optional{3});
    json.member("unknown", std::optional<std::string>{});
  });
  CHECK(json.text() == R"({"known":3,"unknown":null})");
}
