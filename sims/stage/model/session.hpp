#pragma once
// One person's play with one sim: the model, its seed, the settings that it began with, and whether
// and how fast the wall clock drives it.
//
//   Session session{*find_sim("quorum-calculator"), seed};
//   session.begin_with("n", "5");     // a URL parameter: part of the state after loading
//   session.tick(wall_seconds);       // simulated time passes unless paused
//   session.press("reset");           // the state after loading again
//
// To the controls of the model it adds `reset`, and for a sim with an Explore drawer `explore`,
// `speed`, `pause` and `step`.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stage/model/sim.hpp"

namespace microsims {

class Session {
 public:
  Session(const Sim& sim, std::uint32_t seed);

  const Sim& sim() const { return *sim_; }
  const Model& model() const { return *model_; }
  std::uint32_t seed() const { return seed_; }

  /// The controls of the model, then those of the session.
  const std::vector<const Control*>& controls() const { return controls_; }
  const Control* find(std::string_view id) const;

  /// Sets a control before play begins; `reset` comes back to it. Refused as Controls::set_text.
  std::optional<Refusal> begin_with(std::string_view id, std::string_view text);

  std::optional<Refusal> set(std::string_view id, const Value& value);
  std::optional<Refusal> set_text(std::string_view id, std::string_view text);
  std::optional<Refusal> press(std::string_view id);

  /// Simulated seconds, at once. Refused: negative, not a number, more than a day.
  std::optional<Refusal> advance(double seconds);

  /// Wall-clock seconds pass at the chosen speed, unless paused. True if the model moved.
  bool tick(double wall_seconds);

  /// Whoever automates the sim may hold the wall clock; `reset` does not let go of it, as it does
  /// of a person's Pause.
  void pause() { held_ = true; }
  void resume() { held_ = paused_ = false; }
  bool paused() const { return held_ || paused_; }

  /// Whether wall-clock time would change anything.
  bool running() const { return !paused() && model_->moving(); }

  /// Everything as after loading, but for the drawer: that it is open is not part of the play.
  void reset();

  bool exploring() const { return exploring_; }

  /// The figures of the drawer in words; none while it is closed.
  std::string explored() const { return exploring_ ? model_->explored() : std::string{}; }

  /// Grows with every change that was asked for; time passing does not count.
  std::uint64_t changes() const { return changes_; }

 private:
  void declare_controls();
  void make();
  const Controls& holder(std::string_view id) const;

  const Sim* sim_;
  std::uint32_t seed_;
  std::vector<std::pair<std::string, std::string>> beginning_;
  std::unique_ptr<Model> model_;
  Controls own_;
  std::vector<const Control*> controls_;
  double speed_ = 1;
  bool held_ = false, paused_ = false, exploring_ = false;
  std::uint64_t changes_ = 0;
};

}  // namespace microsims
