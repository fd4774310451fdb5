#include "stage/model/sim.hpp"

#include "split_brain_scenario/model.hpp"
#include "split_brain_scenario/view.hpp"

namespace microsims {

extern const Sim split_brain_scenario;
const Sim split_brain_scenario = sim_of<SplitBrainScenario, SplitBrainView>({
    .id = "split-brain-scenario",
    .title = "Split-Brain Scenario",
    .height = 660,
    .explore_height = 360,
    .step = 0.5,
});

}  // namespace microsims
