#include "stage/model/session.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr double longest_advance = 24 * 60 * 60;

struct Speed {
  double factor;
  std::string_view id;
  const char* label;
};
constexpr Speed speeds[] = {
    {0.25, "0.25", "¼×"}, {0.5, "0.5", "½×"}, {1, "1", "1×"}, {2, "2", "2×"}, {5, "5", "5×"}};

}  // namespace

Session::Session(const Sim& sim, std::uint32_t seed) : sim_(&sim), seed_(seed) {
  make();
  declare_controls();
  list_controls();
}

void Session::declare_controls() {
  own_.button("reset", "Reset", [this] { reset(); });
  if (sim_->explore_height > 0) own_.toggle("explore", "Explore", exploring_).discloses = true;
  declare_timeline();
  if (sim_->explore_height == 0) return;
  own_.explore("Time");
  own_.button("step", "Step", [this] {
    paused_ = true;
    pass(milliseconds_of(sim_->step));
  });
  std::vector<Option> options;
  for (const Speed& speed : speeds) options.push_back({std::string{speed.id}, speed.label});
  own_.choice(
      "speed", "Speed", options,
      [this] {
        return std::find_if(std::begin(speeds), std::end(speeds),
                            [this](const Speed& speed) { return speed.factor == speed_; })
            ->id;
      },
      [this](std::string_view id) {
        for (const Speed& speed : speeds) {
          if (speed.id == id) speed_ = speed.factor;
        }
      });
}

void Session::make() {
  model_ = sim_->make_model(seed_);
  speed_ = 1;
  carry_ = 0;
  paused_ = reviewing_ = false;
  deeds_.clear();
  applied_ = 0;
  end_ = beginning_at_ = 0;
  beginning_moved_ = false;
  checkpoints_.clear();
  furthest_.reset();
  other_.reset();
}

void Session::list_controls() {
  controls_.clear();
  // In the order in which they are seen: what the drawer holds comes after what opens it.
  for (const ControlPlace place : {ControlPlace::panel, ControlPlace::timeline,
                                   ControlPlace::explore, ControlPlace::parameter}) {
    for (const Controls* controls : {&model_->controls(), &std::as_const(own_)}) {
      for (const Control& control : controls->all()) {
        if (control.place == place) controls_.push_back(&control);
      }
    }
  }
}

const Controls& Session::holder(std::string_view id) const {
  return is_own(id) ? own_ : model_->controls();
}

const Control* Session::find(std::string_view id) const {
  return holder(id).find(id);
}

std::optional<Refusal> Session::begin_with(std::string_view id, std::string_view text) {
  if (auto refusal = holder(id).set_text(id, text)) return refusal;
  beginning_.emplace_back(id, text);
  checkpoints_.clear();
  ++changes_;
  return std::nullopt;
}

std::optional<Refusal> Session::set(std::string_view id, const Value& value) {
  return act({std::string{id}, value});
}

std::optional<Refusal> Session::set_text(std::string_view id, std::string_view text) {
  const auto value = holder(id).value_of(id, text);
  return value ? set(id, *value) : holder(id).refusal_of_text(id, text);
}

std::optional<Refusal> Session::press(std::string_view id) {
  return act({std::string{id}, std::nullopt});
}

std::optional<Refusal> Session::advance(double seconds) {
  if (!(seconds >= 0 && seconds <= longest_advance)) {
    return Refusal{Refusal::Kind::range, phrase({"advance takes seconds from 0 to 86400, not ",
                                                 number_text(seconds, 6)})};
  }
  pass(whole(seconds * 1000));
  ++changes_;
  return std::nullopt;
}

bool Session::tick(double wall_seconds) {
  if (!running()) return false;
  pass(whole(wall_seconds * speed_ * 1000));
  return true;
}

void Session::reset() {
  make();
  for (const auto& [id, text] : beginning_) {
    if (id != "explore" && id != "diagram") (void)holder(id).set_text(id, text);
  }
  list_controls();
  ++changes_;
}

}  // namespace microsims
