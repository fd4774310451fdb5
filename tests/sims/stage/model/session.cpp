#include "stage/model/session.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "stage/model/text.hpp"

using namespace microsims;

namespace {

// Counts down from a number that can be set.
class Countdown : public ModelOf<Countdown> {
 public:
  explicit Countdown(std::uint64_t seed) : seed_(seed) { declare(); }
  Milliseconds busy() const override { return left_; }
  void state(Json& json) const override {
    json.member("left", seconds_of(left_));
    json.member("seed", seed_);
  }
  std::string describe() const override { return phrase({seconds_of(left_), " seconds left"}); }
  std::string prompt() const override { return "Wait."; }

 protected:
  void declare() override {
    controls_.slider("from", "From", from_, {1, 10, 1}).changed = [this] { begin(); };
    controls_.button("again", "Again", [this] { begin(); });
  }
  void pass(Milliseconds time) override {
    left_ -= time;
    if (left_ == 0) record_.mark(now() + time, MarkKind::settled, "done", "Nothing is left");
  }

 private:
  void begin() { left_ = 1000 * from_; }

  std::uint64_t seed_;
  int from_ = 3;
  Milliseconds left_ = 3000;
};

const Sim countdown{.id = "countdown",
                    .title = "Countdown",
                    .height = 400,
                    .explore_height = 200,
                    .step = 0.5,
                    .make_model = [](std::uint64_t seed) -> std::unique_ptr<Model> {
                      return std::make_unique<Countdown>(seed);
                    },
                    .make_view = nullptr};

std::string left(const Session& session) {
  return session.model().describe();
}

}  // namespace

TEST_CASE("A session adds reset, the drawer and time to the controls of its model", "[session]") {
  const Session session{countdown, 1};
  std::string ids;
  for (const Control* control : session.controls()) ids += control->id + " ";
  CHECK(ids == "from again reset explore pause time-back time-on time other-run step speed ");
  CHECK(session.find("reset"));
  CHECK_FALSE(session.find("restart"));
}

TEST_CASE("Reset brings back the settings of the beginning, not the defaults", "[session]") {
  Session session{countdown, 1};
  REQUIRE_FALSE(session.begin_with("from", "7"));
  REQUIRE_FALSE(session.set("from", 2.0));
  REQUIRE_FALSE(session.advance(1));
  CHECK(left(session) == "1 seconds left");
  REQUIRE_FALSE(session.press("reset"));
  CHECK(left(session) == "7 seconds left");
}

TEST_CASE("A bad setting at the beginning is refused and leaves the default", "[session]") {
  Session session{countdown, 1};
  CHECK(session.begin_with("from", "70"));
  CHECK(session.begin_with("form", "7"));
  session.reset();
  CHECK(left(session) == "3 seconds left");
}

TEST_CASE("Wall-clock time passes only while the session is not paused", "[session]") {
  Session session{countdown, 1};
  CHECK(session.tick(1));
  session.pause();
  CHECK_FALSE(session.running());
  CHECK_FALSE(session.tick(1));
  CHECK(left(session) == "2 seconds left");
  REQUIRE_FALSE(session.advance(1));
  CHECK(left(session) == "1 seconds left");
  session.reset();
  CHECK(session.paused());
  session.resume();
  CHECK(session.tick(5));
  CHECK_FALSE(session.running());
}

TEST_CASE("Time goes forward by a finite number of seconds", "[session]") {
  Session session{countdown, 1};
  CHECK(session.advance(-1));
  CHECK(session.advance(std::numeric_limits<double>::quiet_NaN()));
  CHECK(session.advance(std::numeric_limits<double>::infinity()));
  CHECK(left(session) == "3 seconds left");
}

TEST_CASE("Every change that was asked for is counted, a refused one is not", "[session]") {
  Session session{countdown, 1};
  const auto before = session.changes();
  REQUIRE(session.set("from", 99.0));
  CHECK(session.changes() == before);
  REQUIRE_FALSE(session.set("from", 9.0));
  CHECK(session.changes() == before + 1);
}

TEST_CASE("A sim without an Explore drawer has reset and the timeline added", "[session]") {
  Sim plain = countdown;
  plain.explore_height = 0;
  const Session session{plain, 1};
  std::string ids;
  for (const Control* control : session.controls()) ids += control->id + " ";
  CHECK(ids == "from again reset pause time-back time-on time other-run ");
}

TEST_CASE("Speed lets more or less simulated time pass on the wall clock", "[session]") {
  Session session{countdown, 1};
  REQUIRE_FALSE(session.begin_with("from", "10"));
  session.reset();
  REQUIRE_FALSE(session.set("speed", std::string{"5"}));
  session.tick(1);
  CHECK(left(session) == "5 seconds left");
  REQUIRE_FALSE(session.set("speed", std::string{"0.25"}));
  session.tick(1);
  CHECK(left(session) == "4.75 seconds left");
}

TEST_CASE("Step pauses and lets one step of time pass", "[session]") {
  Session session{countdown, 1};
  REQUIRE_FALSE(session.press("step"));
  CHECK(left(session) == "2.5 seconds left");
  CHECK(session.paused());
}

TEST_CASE("Reset also brings back speed and pause, and leaves the drawer open", "[session]") {
  Session session{countdown, 1};
  REQUIRE_FALSE(session.set("speed", std::string{"2"}));
  REQUIRE_FALSE(session.set("pause", true));
  REQUIRE_FALSE(session.set("explore", true));
  session.reset();
  CHECK(std::get<std::string>(session.find("speed")->value()) == "1");
  CHECK_FALSE(session.paused());
  CHECK(session.exploring());
}
