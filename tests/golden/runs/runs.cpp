// Prints, for each famous run of a sim, its name, its link, and state and words at its end. Fails
// if a link has anything wrong with it.

#include <cstdio>
#include <string>
#include <vector>

#include "open_link.hpp"

namespace {

struct FamousRun {
  const char *sim, *name, *link;
};

#include "runs.inc"

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  int wrong = 0;
  for (const FamousRun& run : runs) {
    if (std::string{run.sim} != arguments[1]) continue;
    const microsims::Sim* sim = microsims::find_sim(run.sim);
    if (!sim) return 3;
    std::vector<std::string> warnings;
    const auto session = play::open_link(*sim, run.link, warnings);
    std::printf("%s\n%s\n", run.name, run.link);
    for (const std::string& warning : warnings) std::printf("%s\n", warning.c_str());
    wrong += static_cast<int>(warnings.size());
    std::printf("%s\n%s\n\n", play::state(session->model()).c_str(),
                session->model().describe().c_str());
  }
  return wrong == 0 ? 0 : 1;
}
