#include "quorum_calculator/view.hpp"

namespace microsims {

extern const Sim quorum_calculator;
const Sim quorum_calculator =
    sim_of<QuorumCalculator, QuorumCalculatorView>({.id = "quorum-calculator",
                                                    .title = "Quorum Calculator",
                                                    .height = 620,
                                                    .explore_height = 330,
                                                    .step = 0.5,
                                                    .explore_height_narrow = 930});

}  // namespace microsims
