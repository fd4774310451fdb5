#include "stage/model/control.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstdint>

using namespace microsims;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Machine {
  double copies = 3;
  bool fast = false;
  std::string mode = "safe";
  int presses = 0;
  bool usable = true;
  Controls controls;

  Machine() {
    controls.slider(
        "copies", "Copies",
        [] {
          return Range{1, 7, 2};
        },
        [this] { return copies; }, [this](double value) { copies = value; });
    controls.toggle(
        "fast", "Fast", [this] { return fast; }, [this](bool value) { fast = value; });
    controls.choice(
        "mode", "Mode", {{"safe", "Safe"}, {"quick", "Quick"}},
        [this] { return std::string_view{mode}; },
        [this](std::string_view value) { mode = value; });
    controls.button("go", "Go", [this] { ++presses; }).enabled = [this] { return usable; };
  }
};

void check_refused(const std::optional<Refusal>& refusal, Refusal::Kind kind,
                   const std::string& part) {
  REQUIRE(refusal);
  CHECK(refusal->kind == kind);
  CHECK_THAT(refusal->reason, ContainsSubstring(part));
}

constexpr auto type = Refusal::Kind::type;
constexpr auto range = Refusal::Kind::range;

}  // namespace

TEST_CASE("A control takes a value that it allows", "[control]") {
  Machine machine;
  CHECK_FALSE(machine.controls.set("copies", 7.0));
  CHECK(machine.copies == 7);
  CHECK_FALSE(machine.controls.set("fast", true));
  CHECK(machine.fast);
  CHECK_FALSE(machine.controls.set("mode", std::string{"quick"}));
  CHECK(machine.mode == "quick");
  CHECK_FALSE(machine.controls.press("go"));
  CHECK(machine.presses == 1);
}

TEST_CASE("A value outside the range is refused, says what is allowed, and changes nothing",
          "[control]") {
  Machine machine;
  check_refused(machine.controls.set("copies", 8.0), range, "from 1 to 7 in steps of 2, not 8");
  check_refused(machine.controls.set("copies", 0.0), range, "from 1 to 7");
  check_refused(machine.controls.set("copies", 2.0), range, "in steps of 2");
  check_refused(machine.controls.set("copies", 3.5), range, "3.5");
  check_refused(machine.controls.set("copies", 0.0 / 0.0 * 0), range, "from 1 to 7");
  check_refused(machine.controls.set("mode", std::string{"reckless"}), range, "safe, quick");
  CHECK(machine.copies == 3);
  CHECK(machine.mode == "safe");
}

TEST_CASE("A value of the wrong type is refused", "[control]") {
  Machine machine;
  check_refused(machine.controls.set("copies", std::string{"many"}), type, "takes a number");
  check_refused(machine.controls.set("fast", 1.0), type, "true or false");
  check_refused(machine.controls.set("mode", false), type, "one of: safe, quick");
  check_refused(machine.controls.set("go", true), type, "can be pressed, not set");
  check_refused(machine.controls.press("fast"), type, "can be set, not pressed");
}

TEST_CASE("An unknown control is refused with the list of those there are", "[control]") {
  Machine machine;
  check_refused(machine.controls.set("speed", 1.0), range, "copies, fast, mode, go");
  check_refused(machine.controls.press("stop"), range, "no control 'stop'");
}

TEST_CASE("A disabled control cannot be used", "[control]") {
  Machine machine;
  machine.usable = false;
  check_refused(machine.controls.press("go"), range, "disabled");
  CHECK(machine.presses == 0);
}

TEST_CASE("Text becomes the value of a control as a link has it", "[control]") {
  Machine machine;
  CHECK_FALSE(machine.controls.set_text("copies", "5"));
  CHECK(machine.copies == 5);
  CHECK_FALSE(machine.controls.set_text("fast", "1"));
  CHECK(machine.fast);
  CHECK_FALSE(machine.controls.set_text("fast", "false"));
  CHECK_FALSE(machine.fast);
  CHECK_FALSE(machine.controls.set_text("mode", "quick"));
  CHECK(machine.mode == "quick");
}

TEST_CASE("Text that is no value of a control is refused", "[control]") {
  Machine machine;
  for (const char* text :
       {"", "three", "0x3", "3 ", "inf", "nan", "3,0", "--3", "e", "1e1", "+3", ".5", "1.2.3"}) {
    INFO(text);
    check_refused(machine.controls.set_text("copies", text), type, "takes a number");
  }
  check_refused(machine.controls.set_text("fast", "maybe"), type, "true or false, not 'maybe'");
  check_refused(machine.controls.set_text("mode", ""), range, "safe, quick");
  check_refused(machine.controls.set_text("go", "1"), type, "pressed");
  CHECK(machine.copies == 3);
}

TEST_CASE("A control says what its use is about, a toggle by where it stands", "[control]") {
  Controls controls;
  bool down = false;
  CHECK(controls.button("go", "Go", [] {}).mark_now() == MarkKind::act);
  CHECK(controls.button("write", "Write", MarkKind::write, [] {}).mark_now() == MarkKind::write);
  Control& toggle = controls.toggle("down", "Down", down);
  toggle.mark = MarkKind::cut;
  toggle.mark_off = MarkKind::mend;
  CHECK(toggle.mark_now() == MarkKind::cut);
  down = true;
  CHECK(toggle.mark_now() == MarkKind::mend);
}

TEST_CASE("Numbers and enums of every type are kept where they are", "[control]") {
  enum class Small : std::uint8_t { a, b, c };
  enum class Plain { a, b };
  constexpr Named smalls[] = {{"a", "A"}, {"b", "B"}, {"c", "C"}},
                  plains[] = {{"a", ""}, {"b", ""}};
  struct {
    int before = 7, whole = 3, after = 7;
    std::int64_t large = 4;
    std::size_t count = 5;
    double real = 0.5;
    std::uint8_t low = 7;
    Small small = Small::b;
    std::uint8_t high = 7;
    Plain plain = Plain::a;
  } kept;
  Controls controls;
  controls.slider("whole", "", kept.whole, {-3, 9, 1});
  controls.slider("large", "", kept.large, {0, 9e12, 1});
  controls.slider("count", "", kept.count, {0, 9, 1});
  controls.slider("real", "", kept.real, {0, 9, 0.5});
  controls.choice("small", "", kept.small, smalls);
  controls.choice("plain", "", kept.plain, plains);
  CHECK(controls.find("whole")->value() == Value{3.0});
  CHECK(controls.find("large")->value() == Value{4.0});
  CHECK(controls.find("count")->value() == Value{5.0});
  CHECK(controls.find("real")->value() == Value{0.5});
  CHECK(controls.find("small")->value() == Value{std::string{"b"}});
  CHECK(controls.find("plain")->value() == Value{std::string{"a"}});
  CHECK_FALSE(controls.set("whole", -2.0));
  CHECK_FALSE(controls.set("large", 8e12));
  CHECK_FALSE(controls.set("count", 9.0));
  CHECK_FALSE(controls.set("real", 2.5));
  CHECK_FALSE(controls.set("small", std::string{"c"}));
  CHECK_FALSE(controls.set("plain", std::string{"b"}));
  CHECK((kept.before == 7 && kept.whole == -2 && kept.after == 7));
  CHECK((kept.large == 8'000'000'000'000 && kept.count == 9 && kept.real == 2.5));
  CHECK((kept.low == 7 && kept.small == Small::c && kept.high == 7 && kept.plain == Plain::b));
}
