#include "stage/model/session.hpp"

namespace microsims {
namespace {

constexpr double longest_advance = 24 * 60 * 60;

}  // namespace

Session::Session(const Sim& sim, std::uint32_t seed) : sim_(&sim), seed_(seed) {
  own_.button("reset", "Reset", [this] { reset(); });
  make();
}

void Session::make() {
  model_ = sim_->make_model(seed_);
  for (const auto& [id, text] : beginning_) (void)holder(id).set_text(id, text);
  controls_.clear();
  for (const Control& control : model_->controls().all()) controls_.push_back(&control);
  for (const Control& control : own_.all()) controls_.push_back(&control);
}

const Controls& Session::holder(std::string_view id) const {
  return own_.find(id) ? own_ : model_->controls();
}

const Control* Session::find(std::string_view id) const {
  return holder(id).find(id);
}

std::optional<Refusal> Session::begin_with(std::string_view id, std::string_view text) {
  if (auto refusal = holder(id).set_text(id, text)) return refusal;
  beginning_.emplace_back(id, text);
  ++changes_;
  return std::nullopt;
}

std::optional<Refusal> Session::set(std::string_view id, const Value& value) {
  if (auto refusal = holder(id).set(id, value)) return refusal;
  ++changes_;
  return std::nullopt;
}

std::optional<Refusal> Session::press(std::string_view id) {
  if (auto refusal = holder(id).press(id)) return refusal;
  ++changes_;
  return std::nullopt;
}

std::optional<Refusal> Session::advance(double seconds) {
  if (!(seconds >= 0 && seconds <= longest_advance)) {
    return Refusal{Refusal::Kind::range,
                   "advance takes seconds from 0 to 86400, not " + number_text(seconds, 6)};
  }
  model_->advance(seconds);
  ++changes_;
  return std::nullopt;
}

bool Session::tick(double wall_seconds) {
  if (!running()) return false;
  model_->advance(wall_seconds);
  return true;
}

void Session::reset() {
  make();
  ++changes_;
}

}  // namespace microsims
