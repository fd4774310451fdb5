#pragma once
// What a folder of sims/ exports: one Sim, found by its id.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "stage/model/model.hpp"

namespace microsims {

class View;

/// What the timeline adds to the height of a page, in CSS pixels.
constexpr int timeline_height = 44;

struct Sim {
  std::string_view id;     // "quorum-calculator"
  std::string_view title;  // "Quorum Calculator"
  int height;              // of the page without timeline and drawer, in CSS pixels, at any width
  int explore_height;      // of the picture in the drawer, below its controls; 0: no drawer
  double step;             // simulated seconds that one press on Step lets pass
  std::unique_ptr<Model> (*make_model)(std::uint64_t seed) = nullptr;
  std::unique_ptr<View> (*make_view)() = nullptr;
  int explore_height_narrow = 0;  // of the drawer's picture on a narrow page; 0: as on any other
};

/// The sim of a model and a view, which differ in their classes only:
///   const Sim quorum_calculator = sim_of<QuorumCalculator, QuorumCalculatorView>({.id = ...});
template <typename M, typename V>
Sim sim_of(Sim sim) {
  sim.make_model = [](std::uint64_t seed) -> std::unique_ptr<Model> {
    return std::make_unique<M>(seed);
  };
  sim.make_view = []() -> std::unique_ptr<View> { return std::make_unique<V>(); };
  return sim;
}

/// All sims of this build, in the order of the list in sims/CMakeLists.txt.
const std::vector<const Sim*>& all_sims();

/// The sim with that id, or null.
const Sim* find_sim(std::string_view id);

}  // namespace microsims
