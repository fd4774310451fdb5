#include "sharding_strategies/model.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <numeric>

#include "../play.hpp"
#include "partition/least_moves.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using distributed::Column;
using distributed::Users;
using play::press;
using play::set;
using play::state;

namespace {

constexpr double long_enough = 10;

using Counts = std::vector<std::size_t>;

Counts counts_of(const ShardingStrategies& sim) {
  Counts counts = sim.table().counts();
  counts.erase(counts.begin());
  return counts;
}

double number(const ShardingStrategies& sim, std::string_view id) {
  for (const Fact& fact : sim.facts()) {
    if (fact.id == id) return *fact.value;
  }
  FAIL("there is no fact " << id);
  return 0;
}

std::size_t moved_between(const ShardingStrategies& before, const ShardingStrategies& after) {
  std::size_t moved = 0;
  for (std::size_t row = 0; row < before.table().owners().size(); ++row) {
    moved += before.table().owners()[row] != after.table().owners()[row];
  }
  return moved;
}

std::size_t asked_by(ShardingStrategies& sim, const char* query) {
  set(sim, "query", query);
  press(sim, "run-query");
  return sim.asked()->shards.size();
}

constexpr const char* strategies[] = {"hash", "range", "directory", "geographic"};

}  // namespace

TEST_CASE("60 users with id, name, country and sign-up date lie on four shards, by each strategy",
          "[sharding-strategies]") {
  ShardingStrategies sim{1};
  for (const char* strategy : strategies) {
    set(sim, "strategy", strategy);
    const Counts counts = counts_of(sim);
    CHECK(counts.size() == 4);
    CHECK(std::accumulate(counts.begin(), counts.end(), std::size_t{0}) == 60);
  }
}

TEST_CASE("From 3 to 8 shards: the buttons say how far it goes", "[sharding-strategies]") {
  ShardingStrategies sim{1};
  for (int shards = 4; shards < 8; ++shards) press(sim, "add-shard");
  CHECK(sim.shards() == 8);
  CHECK_FALSE(sim.controls().find("add-shard")->is_enabled());
  for (int shards = 8; shards > 3; --shards) press(sim, "remove-shard");
  CHECK_FALSE(sim.controls().find("remove-shard")->is_enabled());
}

TEST_CASE("A row counts as moved when its shard is another, under every strategy and key",
          "[sharding-strategies]") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    for (const char* strategy : strategies) {
      for (const char* key : {"user-id", "name", "country", "signup"}) {
        for (const char* change : {"add-shard", "remove-shard"}) {
          ShardingStrategies sim{seed};
          set(sim, "shard-key", key);
          set(sim, "strategy", strategy);
          const auto before = sim.copy();
          const auto& was = static_cast<const ShardingStrategies&>(*before);
          press(sim, change);
          CHECK(number(sim, "moved") == static_cast<double>(moved_between(was, sim)));
          // Never fewer than it takes to come to these very numbers of rows.
          Counts had = counts_of(was), has = counts_of(sim);
          CHECK(number(sim, "moved") >= static_cast<double>(distributed::least_moves(had, has)));
        }
      }
    }
  }
}

TEST_CASE("hash mod N keeps one row in N + 1, a ring and logical shards move one",
          "[sharding-strategies]") {
  const auto share_moved = [](const char* by, const char* change) {
    ShardingStrategies sim{1};
    set(sim, "rows", "20000");
    set(sim, "hash-by", by);
    press(sim, change);
    CHECK_THAT(number(sim, "leastMoves") / 20000, WithinAbs(change[0] == 'a' ? 0.2 : 0.25, 0.01));
    return number(sim, "moved") / 20000;
  };
  CHECK_THAT(share_moved("mod-n", "add-shard"), WithinAbs(4.0 / 5, 0.01));
  CHECK_THAT(share_moved("mod-n", "remove-shard"), WithinAbs(3.0 / 4, 0.01));
  CHECK_THAT(share_moved("logical", "add-shard"), WithinAbs(1.0 / 5, 0.015));
  CHECK_THAT(share_moved("logical", "remove-shard"), WithinAbs(1.0 / 4, 0.015));
  CHECK_THAT(share_moved("ring", "add-shard"), WithinAbs(1.0 / 5, 0.04));
}

TEST_CASE("4096 logical shards on 8 are 512 each; one that is moved by hand takes its rows along",
          "[sharding-strategies]") {
  ShardingStrategies sim{1};
  CHECK_FALSE(sim.controls().find("move-logical")->is_enabled());
  set(sim, "hash-by", "logical");
  set(sim, "shards", "8");
  for (int shard = 1; shard <= 8; ++shard) CHECK(sim.contents(shard) == "512 logical");
  const Counts before = counts_of(sim);
  press(sim, "move-logical");
  sim.advance(long_enough);
  const Counts after = counts_of(sim);
  CHECK(number(sim, "moved") >= 1);
  CHECK(*std::max_element(after.begin(), after.end()) <
        *std::max_element(before.begin(), before.end()) + 1);
  CHECK_THAT(sim.prompt(), ContainsSubstring("No key’s hash has changed"));
  CHECK_THAT(state(sim), ContainsSubstring("513 logical"));
}

TEST_CASE("While rows move a read costs more requests, by the law of online moves",
          "[sharding-strategies]") {
  ShardingStrategies sim{1};
  CHECK(number(sim, "requestsPerRead") == 1);
  press(sim, "add-shard");
  CHECK(number(sim, "requestsPerRead") == 1 + number(sim, "moved") / 60);
  sim.advance(2.5);
  CHECK(number(sim, "requestsPerRead") == 1 + (number(sim, "moved") - sim.landed()) / 60);
  sim.advance(long_enough);
  CHECK(number(sim, "requestsPerRead") == 1);
}

TEST_CASE("A split moves half of one shard, fewer than even shards need; cutting anew moves half",
          "[sharding-strategies]") {
  ShardingStrategies sim{1};
  set(sim, "strategy", "range");
  CHECK(counts_of(sim) == Counts{15, 15, 15, 15});
  press(sim, "add-shard");
  CHECK(counts_of(sim) == Counts{8, 15, 15, 15, 7});
  CHECK(number(sim, "moved") == 7);
  CHECK(number(sim, "leastMoves") == 12);
  CHECK(sim.facts()[0].law == 7.5);
  press(sim, "remove-shard");
  CHECK(counts_of(sim) == Counts{15, 15, 15, 15});
  CHECK(number(sim, "moved") == 7);
  CHECK(sim.facts()[0].law == 7);
  set(sim, "range-growth", "recut");
  press(sim, "add-shard");
  CHECK(counts_of(sim) == Counts(5, 12));
  CHECK(number(sim, "moved") == 30);
  CHECK(sim.facts()[0].law == 30);
}

TEST_CASE("A directory moves the least there is", "[sharding-strategies]") {
  for (int shards = 3; shards < 8; ++shards) {
    ShardingStrategies sim{1};
    set(sim, "strategy", "directory");
    set(sim, "shards", std::to_string(shards));
    press(sim, "add-shard");
    CHECK(number(sim, "moved") == number(sim, "leastMoves"));
    press(sim, "remove-shard");
    CHECK(number(sim, "moved") == number(sim, "leastMoves"));
  }
}

TEST_CASE("Geographic keeps each country whole, whatever the shard key", "[sharding-strategies]") {
  ShardingStrategies sim{1};
  set(sim, "strategy", "geographic");
  CHECK_FALSE(sim.controls().find("shard-key")->is_enabled());
  CHECK_THAT(state(sim), ContainsSubstring("\"shardKey\":\"country\""));
  CHECK(sim.contents(1) == "BR CA US");
  for (int shards = 4; shards <= 8; ++shards) {
    int shard_of[Users::countries] = {};
    for (std::uint32_t row = 0; row < 60; ++row) {
      int& shard = shard_of[sim.table().users().value(row, Column::country)];
      CHECK((shard == 0 || shard == sim.table().owners()[row]));
      shard = sim.table().owners()[row];
    }
    if (shards < 8) press(sim, "add-shard");
  }
}

TEST_CASE("Rows that must move wait, travel and land; the counter counts those that have landed",
          "[sharding-strategies]") {
  ShardingStrategies sim{1};
  CHECK(sim.counter() == "Rows moved: 0 / Total rows: 60");
  press(sim, "add-shard");
  const auto moved = sim.table().change().moved;
  CHECK(sim.counter() == "Rows moved: 0 / Total rows: 60");
  const Counts at_first = sim.held();
  CHECK(at_first[5] == 0);
  sim.advance(2.5);
  CHECK(sim.landed() > 0);
  CHECK(sim.landed() < moved);
  sim.advance(long_enough);
  CHECK_FALSE(sim.moving());
  CHECK(sim.counter() == "Rows moved: " + std::to_string(moved) + " / Total rows: 60");
  const Counts held = sim.held(), counts = sim.table().counts();
  CHECK(std::equal(counts.begin(), counts.end(), held.begin()));
  CHECK(sim.record().marks().back().id == "moved");
}

TEST_CASE("One key asks one shard; a range asks all by hash and neighbours by range",
          "[sharding-strategies]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    ShardingStrategies sim{seed};
    for (const char* strategy : strategies) {
      set(sim, "strategy", strategy);
      CHECK(asked_by(sim, "one-key") == 1);
      sim.advance(long_enough);
      const std::size_t shards = asked_by(sim, "range");
      CHECK(sim.asked()->found > 0);
      if (strategy == strategies[1]) {
        CHECK(shards <= 2);  // a sixth of the values on quarters of them
      } else {
        CHECK(shards == 4);
      }
    }
  }
}

TEST_CASE("The users of one country are on one shard if it is by country, else on all",
          "[sharding-strategies]") {
  ShardingStrategies sim{4};
  for (const char* strategy : strategies) {
    set(sim, "strategy", strategy);
    CHECK(asked_by(sim, "country") == (strategy == strategies[3] ? 1 : 4));
  }
  set(sim, "strategy", "hash");
  set(sim, "shard-key", "country");
  CHECK(asked_by(sim, "country") == 1);
}

TEST_CASE("A join asks all shards; by user id each joins its own, else rows must travel",
          "[sharding-strategies]") {
  ShardingStrategies sim{1};
  CHECK(asked_by(sim, "join") == 4);
  CHECK(sim.asked()->query.joins_by_itself(sim.table().placement()));
  sim.advance(long_enough);
  CHECK_THAT(sim.prompt(), ContainsSubstring("no row travels"));
  set(sim, "shard-key", "name");
  CHECK(asked_by(sim, "join") == 4);
  CHECK_FALSE(sim.asked()->query.joins_by_itself(sim.table().placement()));
  sim.advance(long_enough);
  CHECK_THAT(sim.prompt(), ContainsSubstring("75\u00a0%"));
}

TEST_CASE("What was found is told when the last shard has answered", "[sharding-strategies]") {
  ShardingStrategies sim{1};
  asked_by(sim, "range");
  CHECK_THAT(sim.answer(), ContainsSubstring("asks 4 of 4"));
  sim.advance(long_enough);
  CHECK_THAT(sim.answer(), ContainsSubstring("4 of 4 shards asked, 10 rows"));
  CHECK(sim.record().marks().back().words == sim.answer());
}

TEST_CASE("A query takes as long as its slowest shard", "[sharding-strategies]") {
  ShardingStrategies sim{1};
  set(sim, "slow", "10");
  int slow = 0;
  for (int query = 0; query < 1000; ++query) {
    asked_by(sim, "range");
    slow += sim.asked()->slowest_ms == ShardingStrategies::slow_ms;
    for (const auto& shard : sim.asked()->shards) CHECK(shard.ms <= sim.asked()->slowest_ms);
  }
  CHECK_THAT(slow / 1000.0, WithinAbs(1 - 0.9 * 0.9 * 0.9 * 0.9, 0.05));
}

TEST_CASE("100 shards that are slow with 1 % are together in 63 % of queries, measured too",
          "[sharding-strategies]") {
  const ShardingStrategies sim{1};
  CHECK(ShardingStrategies::shards_asked.back() == 100);
  CHECK_THAT(sim.fan_out().back(), WithinAbs(0.634, 0.02));
  CHECK_THAT(sim.explored(), ContainsSubstring("63.4\u00a0%"));
}

TEST_CASE("While a row is on its way both of its places are asked", "[sharding-strategies]") {
  ShardingStrategies sim{1};
  press(sim, "add-shard");
  sim.advance(1.5);
  CHECK(asked_by(sim, "one-key") == 2);
  CHECK(sim.asked()->both_places);
  sim.advance(long_enough);
  CHECK(asked_by(sim, "one-key") == 1);
}

TEST_CASE("A key with few values makes a shard hot, one that rises takes every new row to the last",
          "[sharding-strategies]") {
  ShardingStrategies sim{1};
  CHECK_THAT(sim.verdict().words, ContainsSubstring("Good key"));
  set(sim, "shard-key", "country");
  CHECK_THAT(sim.verdict().words, ContainsSubstring("stay together"));
  CHECK(number(sim, "fullest") > 1.2);
  for (const char* key : {"user-id", "signup"}) {
    set(sim, "shard-key", key);
    set(sim, "strategy", "range");
    CHECK(sim.table().next_hundred() == Counts{0, 0, 0, 0, 100});
    CHECK_THAT(sim.verdict().words, ContainsSubstring("shard 4 takes 100 of the next 100"));
    press(sim, "insert");
    CHECK(counts_of(sim) == Counts{15, 15, 15, 25});
    CHECK(sim.table().users().size() == 70);
    set(sim, "rows", "70");
    set(sim, "rows", "60");
    set(sim, "strategy", "hash");
    CHECK(*std::max_element(sim.table().next_hundred().begin(), sim.table().next_hundred().end()) <
          50);
  }
}

TEST_CASE("Ranges of a key that many rows share are cut between its values",
          "[sharding-strategies]") {
  ShardingStrategies sim{1};
  set(sim, "strategy", "range");
  for (const char* key : {"name", "country"}) {
    set(sim, "shard-key", key);
    const Counts counts = counts_of(sim);
    CHECK(*std::min_element(counts.begin(), counts.end()) > 0);
    CHECK(*std::max_element(counts.begin(), counts.end()) < 30);
  }
  set(sim, "shard-key", "signup");
  set(sim, "rows", "100000");
  for (const std::size_t rows : counts_of(sim)) {
    CHECK_THAT(static_cast<double>(rows), WithinAbs(25000, 250));
  }
}

TEST_CASE("A directory is a step more, until the router remembers", "[sharding-strategies]") {
  ShardingStrategies sim{1};
  set(sim, "strategy", "directory");
  set(sim, "cache", "100");
  asked_by(sim, "one-key");
  CHECK(sim.asked()->route.lookup->outcome == distributed::Lookup::miss);
  sim.advance(long_enough);
  CHECK(sim.record().messages().size() == 4);  // to the directory and back, to the shard and back
  for (int i = 0; i < 20; ++i) press(sim, "look-up");
  CHECK(sim.router().directory().counts().hits > sim.router().directory().counts().misses);
}

TEST_CASE("A move leaves the router's memory wrong; it goes to the old shard first",
          "[sharding-strategies]") {
  ShardingStrategies sim{1};
  set(sim, "strategy", "directory");
  set(sim, "cache", "100");
  for (int i = 0; i < 20; ++i) press(sim, "look-up");
  press(sim, "add-shard");
  CHECK(sim.router().directory().out_of_date() == sim.table().change().moved);
  sim.advance(1.1);
  asked_by(sim, "one-key");  // of a row that moves
  CHECK(sim.asked()->route.lookup->outcome == distributed::Lookup::stale);
  CHECK(sim.asked()->route.lookup->requests == 3);
  sim.advance(long_enough);
  const auto& messages = sim.record().messages();
  CHECK(std::any_of(messages.begin(), messages.end(),
                    [](const Message& message) { return message.fate == Delivery::refused; }));
}

TEST_CASE("With the directory down only keys that are remembered are found",
          "[sharding-strategies]") {
  ShardingStrategies sim{1};
  CHECK_FALSE(sim.controls().find("directory-down")->is_enabled());
  set(sim, "strategy", "directory");
  set(sim, "directory-down", "true");
  asked_by(sim, "one-key");
  CHECK(sim.asked()->failed());
  CHECK(sim.asked()->found == 0);
  sim.advance(long_enough);
  CHECK_THAT(sim.answer(), ContainsSubstring("no answer"));
  CHECK(sim.record().marks().back().id == "query-failed");
  set(sim, "directory-down", "false");
  asked_by(sim, "one-key");
  CHECK_FALSE(sim.asked()->failed());
  // All others do not need it.
  set(sim, "directory-down", "true");
  CHECK(asked_by(sim, "range") == 4);
}

TEST_CASE("100,000 rows are counted, not listed", "[sharding-strategies]") {
  ShardingStrategies sim{1};
  set(sim, "rows", "100000");
  CHECK_THAT(state(sim), ContainsSubstring("\"rows\":[]"));
  press(sim, "add-shard");
  sim.advance(long_enough);
  CHECK_FALSE(sim.moving());
  CHECK_THAT(sim.counter(), ContainsSubstring("Total rows: 100000"));
}

TEST_CASE("Random runs of Sharding Strategies can be sought, linked and cut at will",
          "[sharding-strategies]") {
  play::check_random_runs(play::sim_of_model<ShardingStrategies>("sharding-strategies"), 150);
}
