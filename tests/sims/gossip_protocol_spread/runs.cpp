// Runs as a whole: their marks, places that are sought, the famous ones.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <ctime>

#include "../play.hpp"
#include "gossip_protocol_spread/model.hpp"
#include "stage/model/text.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using Gossip = GossipProtocolSpread;

namespace {

const Sim sim = play::sim_of_model<Gossip>("gossip-protocol-spread");

std::vector<const Mark*> marks(const Session& session, std::string_view id) {
  std::vector<const Mark*> found;
  for (const Mark& mark : session.record().marks()) {
    if (mark.id == id) found.push_back(&mark);
  }
  return found;
}

}  // namespace

TEST_CASE("Every place of a gossip's run, sought, is as it was", "[gossip-protocol-spread]") {
  play::check_random_runs(sim, 1000);
}

TEST_CASE("The marks of a run: noticed, rounds, who heard, half, all", "[gossip-protocol-spread]") {
  const auto session = play::open(sim, "?seed=7&do=start@0&at=60");
  const auto& spread = static_cast<const Gossip&>(session->model()).spread();
  REQUIRE(marks(*session, "noticed").size() == 1);
  CHECK(marks(*session, "noticed")[0]->at == 900);
  CHECK_THAT(marks(*session, "noticed")[0]->words,
             ContainsSubstring("noticed that Node 4 is down"));
  const auto rounds = marks(*session, "round");
  REQUIRE(rounds.size() == spread.round());
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    CHECK(rounds[i]->at == static_cast<Milliseconds>(1500 * (i + 1)));
    CHECK(rounds[i]->words == phrase({"Round ", i + 1, " began"}));
  }
  const auto heard = marks(*session, "heard");
  CHECK(heard.size() == 10);
  for (const Mark* mark : heard) CHECK(mark->lane != nobody);
  REQUIRE(marks(*session, "half").size() == 1);
  REQUIRE(marks(*session, "all").size() == 1);
  CHECK(marks(*session, "all")[0]->words == "11 of 11 nodes knew");
  CHECK(marks(*session, "all")[0]->kind == MarkKind::settled);
  CHECK(marks(*session, "all")[0]->at == heard.back()->at);
}

TEST_CASE("Who hears is marked as the news arrives, and lit up in the same instant",
          "[gossip-protocol-spread]") {
  const auto session = play::open(sim, "?seed=7&exchange=push-pull&do=start@0&at=60");
  for (const Mark* mark : marks(*session, "heard")) {
    REQUIRE_FALSE(session->seek(seconds_of(mark->at)));
    const auto node = static_cast<std::uint32_t>(mark->lane);
    CHECK(static_cast<const Gossip&>(session->model()).shown(node) != Gossip::Status::unknown);
    REQUIRE_FALSE(session->seek(seconds_of(mark->at - 1)));
    CHECK(static_cast<const Gossip&>(session->model()).shown(node) == Gossip::Status::unknown);
    session->go_to_end();
  }
}

TEST_CASE("In a large group only the steps of the whole are marked", "[gossip-protocol-spread]") {
  const auto session = play::open(sim, "?seed=7&nodes=2000&do=start@0&at=60");
  CHECK(marks(*session, "heard").empty());
  CHECK(marks(*session, "noticed").size() == 1);
  CHECK(marks(*session, "half").size() == 1);
  CHECK(marks(*session, "all").size() == 1);
}

TEST_CASE("Seeking takes at most 8 ms in a small group and 50 in the largest",
          "[gossip-protocol-spread]") {
  const auto slowest = [](std::string_view query) {
    const auto session = play::open(sim, query);
    double most = 0;
    for (int i = 0; i < 40; ++i) {
      const std::clock_t begin = std::clock();
      REQUIRE_FALSE(session->seek(seconds_of(session->end() * (i * 17 % 40) / 40)));
      most = std::max(most, 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return most;
  };
  CHECK(slowest("?do=start@0,run-many@1&at=60") < 8);
  CHECK(slowest("?exchange=push-pull&loss=80&fanout=4&do=start@0,run-many@1&at=60") < 8);
  CHECK(slowest("?nodes=2000&exchange=push-pull&loss=80&fanout=4&do=start@0,run-many@1&at=60") <
        50);
  CHECK(slowest("?nodes=2000&loss=80&fanout=1&do=start@0,run-many@1&at=200") < 50);
}

TEST_CASE("The famous runs show what their sentences say", "[gossip-protocol-spread]") {
  const auto at = [](std::string_view link) { return play::open(sim, link); };
  const auto spread_of = [](const Session& session) -> const auto& {
    return static_cast<const Gossip&>(session.model()).spread();
  };
  const auto nine = at("?fanout=1&seed=85&do=start@0&at=14.8");
  CHECK_THAT(nine->model().describe(), ContainsSubstring("Round 9 — Nodes informed: 11 / 11."));
  CHECK(spread_of(*nine).history()[8] < 11);
  const auto lossy = at("?loss=50&seed=9&do=start@0&at=10.3");
  CHECK(spread_of(*lossy).history()[5] < 11);
  CHECK(spread_of(*lossy).history()[6] == 11);
  const auto lossless = at("?seed=9&do=start@0&at=10.3");
  CHECK(spread_of(*lossless).history()[2] < 11);
  CHECK(spread_of(*lossless).history()[3] == 11);
  const auto many = at("?fanout=1&explore=true&seed=3&do=run-many@0&at=2");
  CHECK_THAT(many->model().explored(), ContainsSubstring("By push: 6.4\u00a0rounds"));
  CHECK_THAT(many->model().explored(), ContainsSubstring("By push-pull: 3.6\u00a0rounds"));
  const auto dropped = at("?fanout=1&seed=85&do=start@0,drop=m2@1.7&at=2.7");
  CHECK_THAT(dropped->model().describe(), ContainsSubstring("Round 1 — Nodes informed: 1 / 11."));
  CHECK(dropped->model().record().find(2)->fate == Delivery::dropped);
  const auto large = at("?nodes=1200&seed=4&do=start@0&at=16.2");
  CHECK(spread_of(*large).history()[9] < 1199);
  CHECK(spread_of(*large).history()[10] == 1199);
}
