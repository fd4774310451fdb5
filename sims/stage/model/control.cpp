#include "stage/model/control.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "stage/model/text.hpp"

namespace microsims {
namespace {

using Kind = Refusal::Kind;

Refusal refuse(Kind kind, const Control& control, std::string_view reason) {
  return {kind, phrase({"'", control.id, "' ", reason})};
}

std::string list_of(const std::vector<Option>& options) {
  std::string text;
  for (const Option& option : options) append(text, {text.empty() ? "" : ", ", option.id});
  return text;
}

std::optional<Refusal> check_slider(const Control& control, const Value& value) {
  const double* number = std::get_if<double>(&value);
  const Range range = control.range();
  std::string allowed = phrase({"takes a number from ", range.min, " to ", range.max});
  if (range.step != 1) append(allowed, {" in steps of ", range.step});
  if (!number) return refuse(Kind::type, control, allowed);
  if (!(*number >= range.min && *number <= range.max)) {
    return refuse(Kind::range, control, phrase({allowed, ", not ", number_text(*number)}));
  }
  const double steps = (*number - range.min) / range.step;
  if (std::fabs(steps - std::round(steps)) > 1e-6) {
    const char* whole = range.step == 1 ? " without a fraction" : "";
    return refuse(Kind::range, control, phrase({allowed, whole, ", not ", *number}));
  }
  return std::nullopt;
}

std::optional<Refusal> check_choice(const Control& control, const Value& value) {
  const std::string* chosen = std::get_if<std::string>(&value);
  const std::vector<Option> options = control.choices();
  const std::string allowed = "takes one of: " + list_of(options);
  if (!chosen) return refuse(Kind::type, control, allowed);
  const bool known = std::any_of(options.begin(), options.end(),
                                 [&](const Option& option) { return option.id == *chosen; });
  if (!known) return refuse(Kind::range, control, phrase({allowed, "; not '", *chosen, "'"}));
  return std::nullopt;
}

std::optional<Refusal> check(const Control& control, const Value& value) {
  switch (control.kind) {
    case ControlKind::button:
      return refuse(Kind::type, control, "is a button: it can be pressed, not set");
    case ControlKind::slider:
      return check_slider(control, value);
    case ControlKind::toggle:
      if (std::holds_alternative<bool>(value)) return std::nullopt;
      return refuse(Kind::type, control, "takes true or false");
    case ControlKind::choice:
      return check_choice(control, value);
  }
  return std::nullopt;
}

// The value has been checked against kind, range and options.
void take(const Control& control, const Value& value) {
  const Value before = control.value();
  if (const double* number = std::get_if<double>(&value)) {
    control.set_number(*number);
  } else if (const bool* flag = std::get_if<bool>(&value)) {
    control.set_flag(*flag);
  } else {
    control.choose(*std::get_if<std::string>(&value));
  }
  if (control.changed && control.value() != before) control.changed();
}

// "3", "-0.5": what a link of ours contains. Not strtod, which takes more than that and costs the
// module five kilobytes.
std::optional<double> decimal(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  double digits = 0, scale = 1;
  bool fraction = false, any = false;
  for (const char c : text) {
    if (c == '.' && any && !fraction) {
      fraction = true;
    } else if (c >= '0' && c <= '9') {
      any = true;
      digits = 10 * digits + (c - '0');
      if (fraction) scale *= 10;
    } else {
      return {};
    }
  }
  if (!any || text.size() > 15) return {};
  return (negative ? -digits : digits) / scale;
}

std::optional<Value> parse(const Control& control, const std::string& text) {
  if (control.kind == ControlKind::slider) {
    if (const auto number = decimal(text)) return *number;
    return {};
  }
  if (control.kind == ControlKind::toggle) {
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    return {};
  }
  return text;
}

}  // namespace

Value Control::value() const {
  switch (kind) {
    case ControlKind::slider:
      return number();
    case ControlKind::toggle:
      return flag();
    default:
      return std::string{chosen()};
  }
}

void Controls::explore(std::string_view section) {
  place_ = ControlPlace::explore;
  section_ = section;
}

Control& Controls::add(std::string_view id, std::string_view label, ControlKind kind) {
  Control& control = controls_.emplace_back();
  control.id = id;
  control.label = label;
  control.kind = kind;
  control.place = place_;
  control.section = section_;
  return control;
}

Control& Controls::button(std::string_view id, std::string_view label, Callback<void()> press) {
  Control& control = add(id, label, ControlKind::button);
  control.press = press;
  return control;
}

Control& Controls::slider(std::string_view id, std::string_view label, Callback<Range()> range,
                          Callback<double()> value, Callback<void(double)> set) {
  Control& control = add(id, label, ControlKind::slider);
  control.range = range;
  control.number = value;
  control.set_number = set;
  return control;
}

Control& Controls::toggle(std::string_view id, std::string_view label, Callback<bool()> value,
                          Callback<void(bool)> set) {
  Control& control = add(id, label, ControlKind::toggle);
  control.flag = value;
  control.set_flag = set;
  return control;
}

Control& Controls::choice(std::string_view id, std::string_view label, std::vector<Option> options,
                          Callback<std::string_view()> value,
                          Callback<void(std::string_view)> set) {
  Control& control = add(id, label, ControlKind::choice);
  control.options = std::move(options);
  control.chosen = value;
  control.choose = set;
  return control;
}

void Controls::place(ControlPlace place, std::size_t from) {
  for (std::size_t i = from; i < controls_.size(); ++i) controls_[i].place = place;
}

void Controls::place(ControlPlace place, std::string_view id) {
  for (Control& control : controls_) {
    if (control.id == id) control.place = place;
  }
}

const Control* Controls::find(std::string_view id) const {
  const auto found = std::find_if(controls_.begin(), controls_.end(),
                                  [&](const Control& control) { return control.id == id; });
  return found == controls_.end() ? nullptr : &*found;
}

Refusal Controls::unknown(std::string_view id) const {
  std::string known;
  for (const Control& control : controls_) append(known, {known.empty() ? "" : ", ", control.id});
  return {Kind::range, phrase({"there is no control '", id, "'; there are: ", known})};
}

// Whole numbers as signed ones of their size: no slider and no enum goes beyond them.
double Controls::Place::read() const {
  const auto as = [this](auto number) {
    std::memcpy(&number, value, sizeof number);
    return static_cast<double>(number);
  };
  if (!whole) return as(double{});
  return bytes == 1 ? as(std::int8_t{}) : bytes == 4 ? as(std::int32_t{}) : as(std::int64_t{});
}

void Controls::Place::write(double number) const {
  const auto as = [this](auto converted) { std::memcpy(value, &converted, sizeof converted); };
  if (!whole) return as(number);
  bytes == 1   ? as(static_cast<std::int8_t>(number))
  : bytes == 4 ? as(static_cast<std::int32_t>(number))
               : as(static_cast<std::int64_t>(number));
}

Control& Controls::slider(std::string_view id, std::string_view label, Place number,
                          const Range& range) {
  return slider(
      id, label, [range] { return range; }, [number] { return number.read(); },
      [number](double value) { number.write(value); });
}

Control& Controls::choice(std::string_view id, std::string_view label, Place value,
                          const Named* table, std::size_t count) {
  value.options = static_cast<std::uint16_t>(count);
  std::vector<Option> options;
  for (std::size_t i = 0; i < count; ++i) options.push_back({table[i].id, table[i].label});
  return choice(
      id, label, std::move(options),
      [value, table] { return std::string_view{table[static_cast<int>(value.read())].id}; },
      [value, table](std::string_view chosen) {
        for (int i = 0; i < value.options; ++i) {
          if (chosen == table[i].id) value.write(i);
        }
      });
}

std::optional<Refusal> Controls::refusal(std::string_view id,
                                         const std::optional<Value>& value) const {
  const Control* control = find(id);
  if (!control) return unknown(id);
  if (value) {
    if (auto refusal = check(*control, *value)) return refusal;
  } else if (control->kind != ControlKind::button) {
    return refuse(Kind::type, *control, "is not a button: it can be set, not pressed");
  }
  if (!control->is_enabled()) return refuse(Kind::range, *control, "is disabled at the moment");
  return std::nullopt;
}

std::optional<Refusal> Controls::set(std::string_view id, const Value& value) const {
  if (auto refusal = this->refusal(id, value)) return refusal;
  take(*find(id), value);
  return std::nullopt;
}

std::optional<Value> Controls::value_of(std::string_view id, std::string_view text) const {
  const Control* control = find(id);
  if (!control || control->kind == ControlKind::button) return std::nullopt;
  return parse(*control, std::string{text});
}

std::optional<Refusal> Controls::refusal_of_text(std::string_view id, std::string_view text) const {
  if (const auto value = value_of(id, text)) return refusal(id, *value);
  const Control* control = find(id);
  if (!control) return unknown(id);
  // Any value of another type draws the sentence that says what is allowed.
  Refusal refusal = *check(*control, Value{std::string{text}});
  append(refusal.reason, {", not '", text, "'"});
  return refusal;
}

std::optional<Refusal> Controls::set_text(std::string_view id, std::string_view text) const {
  if (auto refusal = refusal_of_text(id, text)) return refusal;
  take(*find(id), *value_of(id, text));
  return std::nullopt;
}

std::optional<Refusal> Controls::press(std::string_view id) const {
  if (auto refusal = this->refusal(id, std::nullopt)) return refusal;
  find(id)->press();
  return std::nullopt;
}

}  // namespace microsims
