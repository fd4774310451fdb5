#pragma once
// A control, declared once. From this one list come the ImGui panel, the accessible mirror, the URL
// parameters, the messages from a host page, the keyboard, metadata.json and the tests.
//
//   enum class Rule { timeout, majority };
//   constexpr Named rules[] = {{"timeout", "Timeout"}, {"majority", "Raft"}};   // in their order
//
//   Controls controls;
//   controls.slider("w", "W: write quorum", w, {1, 5, 1}).changed = [this] { start_over(); };
//   controls.choice("rule", "Rule", rule, rules);
//   controls.button("simulate-write", "Simulate Write", [this] { write(); });
//
//   controls.set("w", 2.0);       // nullopt, or a Refusal that says why not; nothing changed then
//   controls.press("simulate-write");

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "stage/model/callback.hpp"
#include "stage/model/mark_kind.hpp"

namespace microsims {

enum class ControlKind { button, slider, toggle, choice };

/// Where a control is shown: in the panel, in the Explore drawer, or nowhere
/// (a URL parameter); those of the run stand in its timeline.
enum class ControlPlace { panel, timeline, explore, parameter };

/// What a slider holds, a toggle holds, a choice holds (the id of an option).
using Value = std::variant<double, bool, std::string>;

/// Both ends belong to the range; values are min plus a multiple of step.
struct Range {
  double min = 0, max = 1, step = 1;
};

struct Option {
  std::string id, label;
};

/// A value of an enum in texts; a table of them, in the order of the enum from 0, is the one place
/// where they are spelt.
struct Named {
  const char *id, *label;
};

/// The id of a value in its table.
template <typename Enum, std::size_t count>
constexpr const char* id_of(const Named (&table)[count], Enum value) {
  return table[static_cast<std::size_t>(value)].id;
}

/// Why a control was not changed, in the sense of the JavaScript error that the page throws.
struct Refusal {
  enum class Kind { type, range } kind;
  std::string reason;
};

struct Control {
  std::string id;     // kebab-case; also the URL parameter
  std::string label;  // what the panel shows and a screen reader says
  ControlKind kind = ControlKind::button;
  ControlPlace place = ControlPlace::panel;
  std::string section;          // in the drawer, what it and its neighbours are about; or none
  std::vector<Option> options;  // of a choice; of one whose options change, see options_now
  bool primary = false;         // the button to press first
  bool discloses = false;       // a toggle that opens a part of the page

  MarkKind mark = MarkKind::act;      // what it stands for in the timeline when it is used
  MarkKind mark_off = MarkKind::act;  // the same of a toggle that is switched off

  Callback<bool()> enabled;      // none: always
  Callback<bool()> primary_now;  // of a button that is to be pressed first at times

  // By kind: what a button does; what a slider, a toggle, a choice reads and writes.
  Callback<void()> press;
  Callback<Range()> range;  // it may change as other controls do
  Callback<double()> number;
  Callback<void(double)> set_number;
  Callback<bool()> flag;
  Callback<void(bool)> set_flag;
  Callback<std::string_view()> chosen;
  Callback<void(std::string_view)> choose;

  Callback<std::vector<Option>()> options_now;
  Callback<void()> changed;            // called after a value other than the present one was taken
  Callback<std::string()> value_text;  // the value with its unit, in words

  bool is_enabled() const { return !enabled || enabled(); }
  std::vector<Option> choices() const { return options_now ? options_now() : options; }
  bool is_primary() const { return primary || (primary_now && primary_now()); }
  /// What its use would be about now.
  MarkKind mark_now() const { return flag && flag() ? mark_off : mark; }

  /// Of all but buttons.
  Value value() const;
};

class Controls {
 public:
  // Each returns the new control for further settings; the reference holds until the next one.
  Control& button(std::string_view id, std::string_view label, Callback<void()> press);
  /// With what its mark is about.
  Control& button(std::string_view id, std::string_view label, MarkKind mark,
                  Callback<void()> press) {
    Control& control = button(id, label, press);
    control.mark = mark;
    return control;
  }
  Control& slider(std::string_view id, std::string_view label, Callback<Range()> range,
                  Callback<double()> value, Callback<void(double)> set);
  Control& toggle(std::string_view id, std::string_view label, Callback<bool()> value,
                  Callback<void(bool)> set);
  Control& choice(std::string_view id, std::string_view label, std::vector<Option> options,
                  Callback<std::string_view()> value, Callback<void(std::string_view)> set);

  /// A slider of a number that is kept elsewhere, whole or not as its type is.
  template <typename Number>
  requires std::is_arithmetic_v<Number> Control& slider(std::string_view id, std::string_view label,
                                                        Number& number, const Range& range) {
    static_assert(std::is_same_v<Number, double> || std::is_integral_v<Number>);
    return slider(id, label, Place::of(number), range);
  }
  Control& toggle(std::string_view id, std::string_view label, bool& flag) {
    return toggle(
        id, label, [&flag] { return flag; }, [&flag](bool on) { flag = on; });
  }
  /// A choice of an enum whose values count from 0 in the order of the table.
  template <typename Enum, std::size_t count>
  requires std::is_enum_v<Enum> Control& choice(std::string_view id, std::string_view label,
                                                Enum& value, const Named (&table)[count]) {
    return choice(id, label, Place::of(value), table, count);
  }

  /// Whatever is declared from now on stands in the Explore drawer, in this section; a choice in
  /// none says by its own label what it is about.
  void explore(std::string_view section = "");

  /// Moves the controls from the index on, or one of them, to another place.
  void place(ControlPlace place, std::size_t from);
  void place(ControlPlace place, std::string_view id);

  const std::vector<Control>& all() const { return controls_; }
  const Control* find(std::string_view id) const;

  /// Why a control would not take a value, or not be pressed; as set() and press().
  std::optional<Refusal> refusal(std::string_view id, const std::optional<Value>& value) const;

  /// The value that a text stands for, as a URL has it: "3", "true" or "1", "leaderless". None if
  /// there is no such control or it takes no such text.
  std::optional<Value> value_of(std::string_view id, std::string_view text) const;

  /// Gives a control a value. Refused: an unknown id, a button, a value of the wrong type, outside
  /// the range, between two steps, not among the options, or of a control that is disabled.
  std::optional<Refusal> set(std::string_view id, const Value& value) const;

  /// The same for a value in text, as a URL has it: "3", "true" or "1", "leaderless".
  std::optional<Refusal> set_text(std::string_view id, std::string_view text) const;

  /// Why it would not.
  std::optional<Refusal> refusal_of_text(std::string_view id, std::string_view text) const;

  /// Presses a button. Refused: an unknown id, not a button, disabled.
  std::optional<Refusal> press(std::string_view id) const;

 private:
  // Where a value is kept: the code that reads and writes it is one for all types.
  struct Place {
    void* value;
    std::uint16_t bytes;
    bool whole;
    std::uint16_t options = 0;  // of a choice, how many

    template <typename T>
    static Place of(T& value) {
      static_assert(sizeof value == 1 || sizeof value == 4 || sizeof value == 8);
      return {&value, sizeof value, !std::is_floating_point_v<T>};
    }
    double read() const;
    void write(double number) const;
  };

  Control& add(std::string_view id, std::string_view label, ControlKind kind);
  Control& slider(std::string_view id, std::string_view label, Place number, const Range& range);
  Control& choice(std::string_view id, std::string_view label, Place value, const Named* table,
                  std::size_t count);
  Refusal unknown(std::string_view id) const;

  std::vector<Control> controls_;
  ControlPlace place_ = ControlPlace::panel;
  std::string section_;
};

}  // namespace microsims
