#include "stage/model/controls_json.hpp"

namespace microsims {
namespace {

const char* name_of(ControlKind kind) {
  switch (kind) {
    case ControlKind::button:
      return "button";
    case ControlKind::slider:
      return "slider";
    case ControlKind::toggle:
      return "toggle";
    case ControlKind::choice:
      break;
  }
  return "choice";
}

const char* name_of(ControlPlace place) {
  switch (place) {
    case ControlPlace::panel:
      return "panel";
    case ControlPlace::timeline:
      return "timeline";
    case ControlPlace::explore:
      return "explore";
    case ControlPlace::parameter:
      break;
  }
  return "parameter";
}

void write_control(Json& json, const Control& control) {
  json.member("id", control.id);
  json.member("kind", name_of(control.kind));
  json.member("label", control.label);
  json.member("place", name_of(control.place));
  if (control.place == ControlPlace::explore && !control.section.empty())
    json.member("section", control.section);
  json.member("enabled", control.is_enabled());
  if (control.kind != ControlKind::button) {
    json.key("value");
    write_value(json, control.value());
  }
  if (control.value_text) json.member("valueText", control.value_text());
  if (control.range) {
    const Range range = control.range();
    json.member("min", range.min);
    json.member("max", range.max);
    json.member("step", range.step);
  }
  if (control.kind == ControlKind::choice) {
    const std::vector<Option> options = control.choices();
    json.key("options").array([&] {
      for (const Option& option : options) json.value(option.id);
    });
    json.key("optionLabels").array([&] {
      for (const Option& option : options) json.value(option.label);
    });
  }
}

}  // namespace

void write_value(Json& json, const Value& value) {
  if (const double* number = std::get_if<double>(&value)) json.value(*number);
  if (const bool* flag = std::get_if<bool>(&value)) json.value(*flag);
  if (const std::string* text = std::get_if<std::string>(&value)) json.value(*text);
}

void write_controls(Json& json, const std::vector<const Control*>& controls,
                    const Callback<void(const Control&)>& more) {
  json.array([&] {
    for (const Control* control : controls) {
      json.object([&] {
        write_control(json, *control);
        if (more) more(*control);
      });
    }
  });
}

}  // namespace microsims
