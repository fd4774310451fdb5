// Messages in the record, and what becomes of a round when they are disturbed.

#include "gossip_protocol_spread/traffic.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "../play.hpp"
#include "gossip_protocol_spread/model.hpp"
#include "stage/model/text.hpp"

using namespace microsims;
using namespace distributed::gossip;
using Catch::Matchers::ContainsSubstring;
using play::press;
using play::set;
using Gossip = GossipProtocolSpread;

namespace {

const Sim sim = play::sim_of_model<Gossip>("gossip-protocol-spread");

const Gossip& model_of(const Session& session) {
  return static_cast<const Gossip&>(session.model());
}

// In its first round by hand, after so many milliseconds.
std::unique_ptr<Session> in_first_round(const std::string& settings, double seconds) {
  auto session = play::open(sim, phrase({"?", settings, "&auto=false&do=start@0,next-round@2"}));
  REQUIRE_FALSE(session->advance(seconds));
  return session;
}

std::vector<Message> messages(const Session& session, Traffic::Kind kind) {
  std::vector<Message> found;
  for (const Message& message : session.model().record().messages()) {
    if (message.kind == kind) found.push_back(message);
  }
  return found;
}

std::string id_of(const Message& message) {
  return phrase({"m", message.number});
}

Status status(const Session& session, int node) {
  return model_of(session).spread().status(static_cast<std::uint32_t>(node));
}

const Message& now_of(const Session& session, const Message& message) {
  return *session.model().record().find(message.number);
}

// Of the first round, one that brings news: the seed decides which there are.
Message useful(const Session& session) {
  for (const Message& message : messages(session, Traffic::news)) {
    if (message.travels() && status(session, message.to) == Status::fresh) return message;
  }
  FAIL("no message brings news");
  return {};
}

}  // namespace

TEST_CASE("The node that notices asks Node 4 in vain", "[gossip-protocol-spread]") {
  auto session = play::open(sim, "?seed=3&auto=false&do=start@0&at=0.2");
  const auto probes = messages(*session, Traffic::probe);
  REQUIRE(probes.size() == 1);
  CHECK(probes[0].from == static_cast<int>(model_of(*session).first()));
  CHECK(probes[0].to == 3);
  CHECK(probes[0].travels());
  CHECK_THAT(session->set("drop", id_of(probes[0]))->reason, ContainsSubstring("is down"));
  session->resume();
  CHECK_FALSE(session->advance(2));
  CHECK(now_of(*session, probes[0]).fate == Delivery::lost);
}

TEST_CASE("With push only news travels, one message for each contact", "[gossip-protocol-spread]") {
  auto session = in_first_round("fanout=3", 0.3);
  CHECK(messages(*session, Traffic::news).size() == 3);
  CHECK(messages(*session, Traffic::question).empty());
  CHECK_FALSE(session->advance(2));
  for (const Message& message : messages(*session, Traffic::news)) {
    CHECK(message.fate == Delivery::arrived);
    CHECK(message.ended == message.due);
    CHECK(status(*session, message.to) == Status::fresh);
  }
}

TEST_CASE("With pull questions are answered, with news by those who know",
          "[gossip-protocol-spread]") {
  auto session = in_first_round("exchange=pull&fanout=4&seed=2", 2);
  const auto questions = messages(*session, Traffic::question);
  const auto news = messages(*session, Traffic::news);
  const auto answers = messages(*session, Traffic::answer);
  CHECK(questions.size() == 40);
  CHECK(news.size() + answers.size() == 40);
  CHECK(news.size() == model_of(*session).spread().informed() - 1);
  const int first = static_cast<int>(model_of(*session).first());
  for (const Message& message : news) CHECK(message.from == first);
  for (const Message& message : answers) CHECK(message.from != first);
}

TEST_CASE("Messages are numbered as they leave", "[gossip-protocol-spread]") {
  auto session = in_first_round("exchange=push-pull&fanout=4", 2);
  const auto& all = session->model().record().messages();
  CHECK(all.size() == 1 + 2 * 44);
  CHECK(std::is_sorted(all.begin(), all.end(),
                       [](const Message& a, const Message& b) { return a.sent < b.sent; }));
}

TEST_CASE("What chance loses ends half way, brings nothing, and is not answered",
          "[gossip-protocol-spread]") {
  auto session = in_first_round("exchange=push-pull&loss=50&fanout=4", 2);
  std::size_t lost = 0;
  for (const Contact& contact : model_of(*session).spread().contacts()) lost += contact.lost;
  std::size_t ended = 0;
  for (const Message& message : session->model().record().messages()) {
    if (message.fate != Delivery::lost || message.kind == Traffic::probe) continue;
    ++ended;
    CHECK(message.ended - message.sent == 225000);
  }
  CHECK(lost > 10);
  CHECK(ended == lost);
  CHECK(session->model().record().messages().size() == 1 + 44 + (44 - lost));
}

TEST_CASE("A message that chance will lose, or whose round is over, cannot be disturbed",
          "[gossip-protocol-spread]") {
  auto session = in_first_round("loss=80&fanout=4&seed=4", 0.2);
  bool refused = false;
  const auto& contacts = model_of(*session).spread().contacts();
  const auto news = messages(*session, Traffic::news);
  for (std::size_t i = 0; i < news.size(); ++i) {
    for (const Contact& contact : contacts) {
      if (!contact.lost || static_cast<int>(contact.to) != news[i].to) continue;
      CHECK_THAT(session->set("delay", id_of(news[i]))->reason, ContainsSubstring("in any case"));
      refused = true;
    }
  }
  CHECK(refused);
  auto early = in_first_round("fanout=4", 0.2);
  const Message message = useful(*early);
  press(*early, "next-round");
  CHECK_THAT(early->set("drop", id_of(message))->reason,
             ContainsSubstring("The next round has begun"));
}

TEST_CASE("A dropped message has brought nothing, and the run goes on without it",
          "[gossip-protocol-spread]") {
  for (const char* exchange : {"push", "pull", "push-pull"}) {
    // After the questions have arrived news travels in answers, too.
    for (const double seconds : {0.3, 0.7}) {
      auto session = in_first_round(phrase({"fanout=4&seed=8&exchange=", exchange}), seconds);
      if (seconds == 0.7 && exchange == std::string_view{"push"}) continue;
      if (seconds == 0.3 && exchange == std::string_view{"pull"}) continue;
      const Message message = useful(*session);
      const std::uint32_t informed = model_of(*session).spread().informed();
      // Others may have told the same node.
      bool by_others = false;
      std::uint32_t useful_contacts = 0;
      for (const Contact& contact : model_of(*session).spread().contacts()) {
        const auto to = static_cast<std::uint32_t>(message.to);
        const bool learns =
            contact.to == to || (contact.from == to && exchange != std::string_view{"push"});
        useful_contacts += contact.useful && learns;
      }
      by_others = useful_contacts > 1;
      set(*session, "drop", id_of(message));
      CHECK(now_of(*session, message).fate == Delivery::dropped);
      CHECK(model_of(*session).spread().informed() == informed - (by_others ? 0 : 1));
      CHECK(status(*session, message.to) == (by_others ? Status::fresh : Status::unknown));
      CHECK(model_of(*session).spread().history().back() == model_of(*session).spread().informed());
      set(*session, "auto", "true");
      CHECK_FALSE(session->advance(600));
      CHECK(model_of(*session).spread().complete());
    }
  }
}

TEST_CASE("A dropped question is not answered", "[gossip-protocol-spread]") {
  auto session = in_first_round("exchange=pull&fanout=1&seed=2", 0.3);
  const auto questions = messages(*session, Traffic::question);
  for (const Message& message : questions) {
    if (message.travels()) set(*session, "drop", id_of(message));
  }
  CHECK_FALSE(session->advance(3));
  CHECK(questions.size() == 10);
  CHECK(messages(*session, Traffic::news).empty());
  CHECK(messages(*session, Traffic::answer).empty());
  CHECK(model_of(*session).spread().informed() == 1);
}

TEST_CASE("Delayed news counts a round later, when it arrives", "[gossip-protocol-spread]") {
  auto session = in_first_round("fanout=1&seed=5", 0.2);
  const Message message = useful(*session);
  set(*session, "delay", id_of(message));
  CHECK(now_of(*session, message).due == message.due + 1500000);
  CHECK(model_of(*session).spread().informed() == 1);
  CHECK(status(*session, message.to) == Status::unknown);
  set(*session, "auto", "true");
  CHECK_FALSE(session->advance(1.4));
  CHECK(model_of(*session).spread().round() == 2);
  const std::uint32_t by_round = model_of(*session).spread().informed();
  CHECK_FALSE(session->advance(0.5));
  CHECK(now_of(*session, message).fate == Delivery::arrived);
  CHECK(status(*session, message.to) == Status::fresh);
  CHECK(model_of(*session).spread().informed() == by_round + 1);
  CHECK(model_of(*session).spread().history()[1] == 1);
}

TEST_CASE("A delayed message arrives while the group waits for Next Round",
          "[gossip-protocol-spread]") {
  auto session = in_first_round("fanout=1&seed=5", 0.2);
  const Message message = useful(*session);
  set(*session, "delay", id_of(message));
  CHECK_FALSE(session->advance(60));
  CHECK(model_of(*session).spread().round() == 1);
  CHECK(status(*session, message.to) == Status::fresh);
  CHECK_FALSE(session->model().moving());
}

TEST_CASE("News that comes twice is the same news", "[gossip-protocol-spread]") {
  for (const char* exchange : {"push", "pull", "push-pull"}) {
    const std::string settings = phrase({"fanout=3&seed=6&exchange=", exchange});
    auto once = in_first_round(settings, 0.25), twice = in_first_round(settings, 0.25);
    const auto before = twice->model().record().messages();
    std::size_t copies = 0;
    for (const Message& message : before) {
      if (!message.travels()) continue;
      set(*twice, "duplicate", id_of(message));
      const Message& copy = twice->model().record().messages().back();
      CHECK(copy.copy_of == message.number);
      CHECK(copy.kind == message.kind);
      CHECK(copy.due > message.due);
      ++copies;
    }
    CHECK(copies > 0);
    for (Session* session : {once.get(), twice.get()}) REQUIRE_FALSE(session->advance(5));
    CHECK(play::state(once->model()) == play::state(twice->model()));
    for (const Message& message : twice->model().record().messages()) CHECK(!message.travels());
  }
}

TEST_CASE("A copy brings the news when the original is dropped", "[gossip-protocol-spread]") {
  auto session = in_first_round("fanout=1&seed=5", 0.2);
  const Message message = useful(*session);
  set(*session, "duplicate", id_of(message));
  set(*session, "drop", id_of(message));
  CHECK(status(*session, message.to) == Status::unknown);
  CHECK_FALSE(session->advance(2));
  CHECK(model_of(*session).spread().round() == 1);
  CHECK(status(*session, message.to) == Status::fresh);
}

TEST_CASE("A run that is begun anew drops what was under way", "[gossip-protocol-spread]") {
  auto session = in_first_round("fanout=4", 0.3);
  set(*session, "exchange", "pull");
  for (const Message& message : session->model().record().messages()) CHECK(!message.travels());
  CHECK_FALSE(session->model().moving());
}

TEST_CASE("Large groups record no messages and have one lane", "[gossip-protocol-spread]") {
  auto session = play::open(sim, "?nodes=2000&do=start@0&at=60");
  CHECK(session->model().record().messages().empty());
  CHECK(session->model().lanes() == std::vector<std::string>{"All 2000 nodes"});
  session = play::open(sim, "?nodes=24&do=start@0&at=60");
  CHECK(session->model().lanes().size() == 24);
  CHECK(session->model().lanes()[3] == "Node 4");
  CHECK(session->model().record().messages().size() > 24);
}
