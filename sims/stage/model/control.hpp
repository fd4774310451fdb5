#pragma once
// A control, declared once. From this one list come the ImGui panel, the accessible mirror, the URL
// parameters, the messages from a host page, the keyboard, metadata.json and the tests.
//
//   Controls controls;
//   controls.slider("w", "W: write quorum", [&] { return Range{1, n}; }, [&] { return w; },
//                   [&](double value) { w = int(value); });
//   controls.button("simulate-write", "Simulate Write", [&] { write(); });
//
//   controls.set("w", 2.0);       // nullopt, or a Refusal that says why not; nothing changed then
//   controls.press("simulate-write");

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace microsims {

enum class ControlKind { button, slider, toggle, choice };

/// Where a control is shown: in the panel, in the Explore drawer, or nowhere (a URL parameter).
enum class ControlPlace { panel, explore, parameter };

/// What a slider holds, a toggle holds, a choice holds (the id of an option).
using Value = std::variant<double, bool, std::string>;

/// Both ends belong to the range; values are min plus a multiple of step.
struct Range {
  double min = 0, max = 1, step = 1;
};

struct Option {
  std::string id, label;
};

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
  std::vector<Option> options;  // of a choice
  bool primary = false;         // the button to press first
  bool discloses = false;       // a toggle that opens a part of the page

  std::function<bool()> enabled;            // none: always
  std::function<bool()> primary_now;        // of a button that is to be pressed first at times
  std::function<Range()> range;             // of a slider; it may change as other controls do
  std::function<Value()> value;             // all but buttons
  std::function<void(const Value&)> apply;  // has been checked against kind, range and options

  bool is_enabled() const { return !enabled || enabled(); }
  bool is_primary() const { return primary || (primary_now && primary_now()); }
};

class Controls {
 public:
  // Each returns the new control for further settings; the reference holds until the next one.
  Control& button(std::string id, std::string label, std::function<void()> press);
  Control& slider(std::string id, std::string label, std::function<Range()> range,
                  std::function<double()> value, std::function<void(double)> set);
  Control& toggle(std::string id, std::string label, std::function<bool()> value,
                  std::function<void(bool)> set);
  Control& choice(std::string id, std::string label, std::vector<Option> options,
                  std::function<std::string()> value, std::function<void(std::string_view)> set);

  const std::vector<Control>& all() const { return controls_; }
  const Control* find(std::string_view id) const;

  /// Gives a control a value. Refused: an unknown id, a button, a value of the wrong type, outside
  /// the range, between two steps, not among the options, or of a control that is disabled.
  std::optional<Refusal> set(std::string_view id, const Value& value) const;

  /// The same for a value in text, as a URL has it: "3", "true" or "1", "leaderless".
  std::optional<Refusal> set_text(std::string_view id, std::string_view text) const;

  /// Presses a button. Refused: an unknown id, not a button, disabled.
  std::optional<Refusal> press(std::string_view id) const;

 private:
  Control& add(std::string id, std::string label, ControlKind kind);
  Refusal unknown(std::string_view id) const;

  std::vector<Control> controls_;
};

/// A number as a person writes it: no trailing zeros, at most `decimals` of them.
std::string number_text(double value, int decimals = 2);

}  // namespace microsims
