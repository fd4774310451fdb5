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

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "stage/model/callback.hpp"

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
  std::string section;          // in the drawer, what it and its neighbours are about; or none
  std::vector<Option> options;  // of a choice
  bool primary = false;         // the button to press first
  bool discloses = false;       // a toggle that opens a part of the page

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

  bool is_enabled() const { return !enabled || enabled(); }
  bool is_primary() const { return primary || (primary_now && primary_now()); }

  /// Of all but buttons.
  Value value() const;
};

class Controls {
 public:
  // Each returns the new control for further settings; the reference holds until the next one.
  Control& button(std::string_view id, std::string_view label, Callback<void()> press);
  Control& slider(std::string_view id, std::string_view label, Callback<Range()> range,
                  Callback<double()> value, Callback<void(double)> set);
  Control& toggle(std::string_view id, std::string_view label, Callback<bool()> value,
                  Callback<void(bool)> set);
  Control& choice(std::string_view id, std::string_view label, std::vector<Option> options,
                  Callback<std::string_view()> value, Callback<void(std::string_view)> set);

  /// Whatever is declared from now on stands in the Explore drawer, in this section; a choice in
  /// none says by its own label what it is about.
  void explore(std::string_view section = "");

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
  Control& add(std::string_view id, std::string_view label, ControlKind kind);
  Refusal unknown(std::string_view id) const;

  std::vector<Control> controls_;
  ControlPlace place_ = ControlPlace::panel;
  std::string section_;
};

}  // namespace microsims
