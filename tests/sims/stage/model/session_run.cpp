// The run of a Session: going through it, forks, links, faults.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "../../play.hpp"
#include "quorum_calculator/model.hpp"
#include "stage/model/text.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using play::all_of;
using play::press;
using play::set;

namespace {

// Counts without end while it is on; a mark at every whole second.
class Counter : public ModelOf<Counter> {
 public:
  explicit Counter(std::uint64_t) { declare(); }
  Milliseconds busy() const override { return on_ ? 1000 - time_ % 1000 : 0; }
  void state(Json& json) const override {
    json.member("time", static_cast<double>(time_));
    json.member("sum", sum_);
  }
  std::string describe() const override { return phrase({time_, " ms, sum ", sum_}); }
  std::string prompt() const override { return {}; }

 protected:
  void declare() override {
    controls_.toggle("on", "On", on_);
    controls_.slider("add", "Add", sum_, {0, 1000, 1});
    controls_.button("double", "Double", [this] { sum_ *= 2; });
  }
  void pass(Milliseconds time) override {
    time_ += time;
    if (time_ % 1000 == 0)
      record_.mark(now() + time, MarkKind::settled, "second", "A second is over");
  }

 private:
  bool on_ = true;
  int sum_ = 1;
  Milliseconds time_ = 0;
};

const Sim counter = play::sim_of_model<Counter>("counter");
const Sim quorum = play::sim_of_model<QuorumCalculator>("quorum-calculator");

void advance(Session& session, double seconds) {
  REQUIRE_FALSE(session.advance(seconds));
}

std::string words(const Session& session) {
  return session.model().describe();
}

std::string history(const Session& session) {
  Json json;
  session.history(json);
  return json.text();
}

}  // namespace

TEST_CASE("Every place of a run can be gone back to, and on from there", "[session]") {
  Session session{counter, 1};
  std::vector<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    seen.push_back(all_of(session.model()));
    advance(session, 0.05);
    if (i % 10 == 9) press(session, "double");
  }
  const std::string end = all_of(session.model());
  for (const int i : {99, 0, 50, 51, 49, 98, 1}) {
    REQUIRE_FALSE(session.seek(0.05 * i));
    // A command of the same instant has been applied.
    if (i % 10 != 0 || i == 0) CHECK(all_of(session.model()) == seen[static_cast<std::size_t>(i)]);
    CHECK(session.end() == 5000);
    CHECK_FALSE(session.tick(1));
  }
  session.go_to_end();
  CHECK(all_of(session.model()) == end);
  CHECK(session.at_end());
}

TEST_CASE("Seeking is refused outside of what was played", "[session]") {
  Session session{counter, 1};
  advance(session, 2);
  CHECK(session.seek(2.001));
  CHECK(session.seek(-0.001));
  CHECK(session.seek(std::numeric_limits<double>::quiet_NaN()));
  CHECK_THAT(session.seek(3)->reason, ContainsSubstring("from 0 to 2"));
  CHECK(session.now() == 2000);
}

TEST_CASE("After going back time goes on as it was played, commands included", "[session]") {
  Session session{counter, 1};
  advance(session, 1.5);
  press(session, "double");
  advance(session, 1.5);
  REQUIRE_FALSE(session.seek(1));
  CHECK(session.paused());
  session.resume();
  REQUIRE(session.tick(0.4));
  CHECK(words(session) == "1400 ms, sum 1");
  REQUIRE(session.tick(0.4));
  CHECK(words(session) == "1800 ms, sum 2");
  CHECK(session.end() == 3000);
  // And beyond where it was left.
  advance(session, 2);
  CHECK(session.end() == 3800);
  CHECK(session.at_end());
  CHECK_FALSE(session.has_other_run());
}

TEST_CASE("Going back and doing something else forks, and the other run can be returned to",
          "[session]") {
  Session session{counter, 1};
  advance(session, 1);
  press(session, "double");
  advance(session, 1);
  const std::string first = all_of(session.model());
  REQUIRE_FALSE(session.seek(0.5));
  set(session, "add", "7");
  CHECK(session.has_other_run());
  CHECK(session.at_end());
  CHECK(session.end() == 500);
  CHECK(all_of(*session.other_run()) == first);
  advance(session, 0.25);
  const std::string second = all_of(session.model());

  press(session, "other-run");
  CHECK(all_of(session.model()) == first);
  CHECK(session.end() == 2000);
  CHECK(all_of(*session.other_run()) == second);
  REQUIRE_FALSE(session.seek(1.2));
  CHECK(words(session) == "1200 ms, sum 2");

  press(session, "other-run");
  CHECK(all_of(session.model()) == second);
  REQUIRE_FALSE(session.seek(0.4));
  CHECK(words(session) == "400 ms, sum 1");

  // Another fork lets the older one go.
  press(session, "double");
  CHECK(all_of(*session.other_run()) == second);
  session.reset();
  CHECK_FALSE(session.has_other_run());
  CHECK_FALSE(session.press("other-run") == std::nullopt);
}

TEST_CASE("Controls are those of the shown model after every change of it", "[session]") {
  Session session{counter, 1};
  advance(session, 1);
  set(session, "add", "7");
  advance(session, 1);
  REQUIRE_FALSE(session.seek(0.5));
  CHECK(std::get<double>(session.find("add")->value()) == 1);
  session.go_to_end();
  CHECK(std::get<double>(session.find("add")->value()) == 7);
  for (const Control* control : session.controls()) CHECK(session.find(control->id) == control);
}

TEST_CASE("One event back and on stop at commands and at what happened", "[session]") {
  Session session{counter, 1};
  advance(session, 1.5);
  press(session, "double");
  advance(session, 0.7);
  const auto places = [&](const char* id, bool (Session::*can)() const) {
    std::string text;
    while ((session.*can)()) {
      press(session, id);
      append(text, {session.now(), " ", words(session).back() == '1' ? "before" : "after", ", "});
    }
    return text;
  };
  CHECK(places("time-back", &Session::can_go_back) ==
        "2000 after, 1500 after, 1500 before, 1000 before, 0 before, ");
  CHECK(places("time-on", &Session::can_go_on) ==
        "1000 before, 1500 before, 1500 after, 2000 after, 2200 after, ");
}

TEST_CASE("A command of the beginning can be gone back behind", "[session]") {
  Session session{counter, 1};
  press(session, "double");
  press(session, "time-back");
  CHECK(words(session) == "0 ms, sum 1");
  CHECK_FALSE(session.can_go_back());
  press(session, "time-on");
  CHECK(words(session) == "0 ms, sum 2");
  advance(session, 1);
  set(session, "time", "0");
  CHECK(words(session) == "0 ms, sum 1");
  REQUIRE_FALSE(session.seek(0));
  CHECK(words(session) == "0 ms, sum 2");
}

TEST_CASE("History tells in order what was done and what happened", "[session]") {
  Session session{counter, 1};
  advance(session, 0.5);
  set(session, "add", "7");
  advance(session, 1);
  const std::string all = history(session);
  CHECK(all == R"([{"at":0.5,"kind":"command","id":"add","value":7,"words":"Add: 7"},)"
               R"({"at":1,"kind":"event","id":"second","words":"A second is over"}])");
  // All that is known, also of what lies after the shown place.
  REQUIRE_FALSE(session.seek(0.2));
  CHECK(history(session) == all);
}

TEST_CASE("The bar tells its place in words", "[session]") {
  Session session{counter, 1};
  const auto place = [&] { return session.find("time")->value_text(); };
  CHECK(place() == "0\u00a0s, the beginning");
  advance(session, 1.5);
  CHECK(place() == "1.5\u00a0s, after A second is over");
}

TEST_CASE("A link plays what it says and goes to its moment", "[session]") {
  const auto session =
      play::open(counter, "?add=3&seed=7&do=double@0.4,on=false@2.5,double@9&at=1");
  CHECK(session->seed() == 7);
  CHECK(words(*session) == "1000 ms, sum 6");
  CHECK(session->end() == 9000);
  CHECK(session->paused());
  session->go_to_end();
  // It stood still from 2.5 s on.
  CHECK(words(*session) == "2500 ms, sum 12");
  std::string query;
  REQUIRE_FALSE(session->moment_query(query));
  CHECK(query == "add=3&seed=7&do=double@0.4,on=false@2.5,double@9&at=9");
}

TEST_CASE("What a link has wrong is named and left out, the rest is played", "[session]") {
  std::vector<std::string> warnings;
  const auto session = play::open(
      counter,
      "?do=double@0.4,add=7777@1,nobody@1,reset@1,pause=true@1,double=3@1,add=7@2,junk&at=never",
      &warnings);
  REQUIRE(warnings.size() == 7);
  CHECK_THAT(warnings[0], ContainsSubstring("“junk”"));
  CHECK_THAT(warnings[1], ContainsSubstring("“add=7777@1”") && ContainsSubstring("from 0 to 1000"));
  CHECK_THAT(warnings[2], ContainsSubstring("“nobody@1”"));
  CHECK_THAT(warnings[3], ContainsSubstring("“reset@1”") && ContainsSubstring("no part of a run"));
  CHECK_THAT(warnings[4], ContainsSubstring("“pause=true@1”"));
  CHECK_THAT(warnings[5], ContainsSubstring("“double=3@1”"));
  CHECK_THAT(warnings[6], ContainsSubstring("“at=never”"));
  CHECK(words(*session) == "2000 ms, sum 7");
}

TEST_CASE("Whatever a link has wrong is told with one full stop", "[session]") {
  std::vector<std::string> warnings;
  (void)play::open(counter, "?do=drop=m1@1,nobody@1", &warnings);
  REQUIRE(warnings.size() == 2);
  for (const std::string& warning : warnings) {
    CHECK(warning.ends_with('.'));
    CHECK_FALSE(warning.ends_with(".."));
  }
}

TEST_CASE("A link can be played from a place in the middle of a run", "[session]") {
  Session session{counter, 1};
  advance(session, 3);
  REQUIRE_FALSE(session.seek(1));
  CHECK(session.play("double@2", "2.5").empty());
  CHECK(words(session) == "2500 ms, sum 2");
  CHECK(session.end() == 2500);
  CHECK(session.at_end());
  CHECK(session.has_other_run());
}

TEST_CASE("A run that is too long for a link is refused in words", "[session]") {
  Session session{counter, 1};
  for (std::size_t i = 0; i < most_deeds_in_link; ++i) set(session, "add", i % 2 ? "1" : "2");
  std::string query;
  CHECK_FALSE(session.moment_query(query));
  press(session, "double");
  const auto refusal = session.moment_query(query);
  REQUIRE(refusal);
  CHECK_THAT(refusal->reason,
             ContainsSubstring("at most 500 commands") && ContainsSubstring("has 501"));
}

TEST_CASE("Past 10,000 commands the beginning of a run moves on", "[session]") {
  Session session{counter, 1};
  std::vector<std::pair<Milliseconds, std::string>> seen;
  for (std::size_t i = 0; i < Session::most_commands + 500; ++i) {
    set(session, "add", std::to_string(i % 1000));
    if (i % 250 == 0) seen.emplace_back(session.now(), words(session));
    advance(session, 0.01);
  }
  CHECK(session.beginning() > 0);
  CHECK(session.beginning() < 20000);
  std::string query;
  REQUIRE(session.moment_query(query));
  CHECK_THAT(session.moment_query(query)->reason, ContainsSubstring("no longer kept"));
  CHECK(session.seek(seconds_of(session.beginning() - 1)));
  int sought = 0;
  for (const auto& [at, text] : seen) {
    if (at < session.beginning()) continue;
    ++sought;
    REQUIRE_FALSE(session.seek(seconds_of(at)));
    CHECK(words(session) == text);
  }
  CHECK(sought > 20);
  set(session, "time", instant_text(session.beginning()));
  CHECK(session.now() == session.beginning());
  CHECK_FALSE(session.can_go_back());
}

TEST_CASE("Fractions of milliseconds are carried on, not lost", "[session]") {
  Session session{counter, 1};
  for (int i = 0; i < 600; ++i) session.tick(1 / 60.0);
  CHECK(session.now() >= 9999);
  CHECK(session.now() <= 10000);
  session.reset();
  REQUIRE_FALSE(session.set("speed", std::string{"0.25"}));
  for (int i = 0; i < 4000; ++i) session.tick(0.001);
  CHECK(session.now() >= 999);
  CHECK(session.now() <= 1000);
}

TEST_CASE("A message under way can be dropped, by the command of a run", "[session]") {
  Session session{quorum, 1};
  CHECK_FALSE(session.find("drop")->is_enabled());
  press(session, "simulate-write");
  CHECK(session.find("drop")->choices().size() == 3);
  CHECK_THAT(session.find("drop")->choices()[0].label,
             ContainsSubstring("m1, Write from Client to Node "));
  advance(session, 0.1);
  set(session, "drop", "m1");
  CHECK_THAT(history(session), ContainsSubstring("Dropped m1, Write from Client to Node"));
  CHECK_THAT(words(session), ContainsSubstring("The write failed"));
  CHECK(session.find("drop")->choices().size() == 2);
  // Going back before it mends all.
  REQUIRE_FALSE(session.seek(0.05));
  CHECK_THAT(words(session), !ContainsSubstring("failed"));
}

TEST_CASE("A fault that cannot be says why", "[session]") {
  Session session{quorum, 1};
  press(session, "simulate-write");
  const auto why = [&](const char* id, const char* message) {
    const auto refusal = session.set(id, std::string{message});
    return refusal ? refusal->reason : "taken";
  };
  CHECK_THAT(why("drop", "m9"), ContainsSubstring("no message m9"));
  CHECK_THAT(why("drop", "9"), ContainsSubstring("takes the id of a message"));
  CHECK_THAT(why("drop", "m1x"), ContainsSubstring("takes the id of a message"));
  CHECK(session.press("drop"));
  CHECK(session.set("drop", 1.0)->kind == Refusal::Kind::type);
  CHECK(why("drop", "m1") == "taken");
  CHECK_THAT(why("delay", "m1"), ContainsSubstring("is lost already"));
  CHECK(why("duplicate", "m2") == "taken");
  CHECK_THAT(why("duplicate", "m2"), ContainsSubstring("two are enough"));
  advance(session, 10);
  CHECK_THAT(why("drop", "m2"), ContainsSubstring("has arrived already"));
}

TEST_CASE("An author may leave the timeline out", "[session]") {
  Session session{counter, 1};
  session.leave_timeline_out();
  CHECK_FALSE(session.has_timeline());
  for (const Control* control : session.controls()) CHECK(control->place != ControlPlace::timeline);
  advance(session, 1);
  REQUIRE_FALSE(session.seek(0.5));
}
