#pragma once
// What every MicroSim is below its looks: a deterministic state machine with declared controls.
//
//   advance(seconds) ──►┌───────┐──► state(), describe(), explored()
//   controls().set  ──►│ Model │
//   controls().press ─►└───────┘──► moving(): does time change anything?
//
// A model reads no clock and draws nothing. Same seed, same actions: same states.

#include <cstdint>
#include <string>
#include <string_view>

#include "stage/model/control.hpp"
#include "stage/model/json.hpp"

namespace microsims {

class Model {
 public:
  Model() = default;
  Model(const Model&) = delete;  // its controls point into it
  Model& operator=(const Model&) = delete;
  virtual ~Model() = default;

  const Controls& controls() const { return controls_; }

  /// Lets simulated seconds pass; seconds >= 0. Large steps give the same result as many small
  /// ones.
  virtual void advance(double seconds) = 0;

  /// Whether something is under way that `advance` would carry on; false lets the stage sleep.
  virtual bool moving() const = 0;

  /// The members of the state object that the page contract promises for this sim.
  virtual void state(Json& json) const = 0;

  /// The situation in words, as a screen reader speaks it.
  virtual std::string describe() const = 0;

  /// The figures of the Explore drawer in words; none where all of them are in describe().
  virtual std::string explored() const { return {}; }

  /// One line that says what to do next.
  virtual std::string prompt() const = 0;

 protected:
  Controls controls_;
};

}  // namespace microsims
