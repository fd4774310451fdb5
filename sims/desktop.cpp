// A sim in a desktop window, for quick work on it:
//   microsims [SIM-ID] [CONTROL=VALUE]... [seed=NUMBER] [theme=dark]

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "stage/window/loop.hpp"

namespace {

int fail(const std::string& reason) {
  std::fprintf(stderr, "%s\n", reason.c_str());
  return EXIT_FAILURE;
}

}  // namespace

int main(int count, char** arguments) {
  using namespace microsims;
  const Sim* sim = count > 1 ? find_sim(arguments[1]) : all_sims().front();
  if (!sim) {
    std::string known;
    for (const Sim* other : all_sims()) known += "\n  " + std::string{other->id};
    return fail("There is no sim '" + std::string{arguments[1]} + "'. There are:" + known);
  }
  std::uint32_t seed = 1;
  bool dark = false;
  std::vector<std::pair<std::string, std::string>> settings;
  for (int i = 2; i < count; ++i) {
    const std::string_view argument{arguments[i]};
    const std::size_t equals = argument.find('=');
    if (equals == argument.npos) return fail("'" + std::string{argument} + "' has no '='");
    const std::string name{argument.substr(0, equals)}, value{argument.substr(equals + 1)};
    if (name == "seed") {
      seed = static_cast<std::uint32_t>(std::strtoul(value.c_str(), nullptr, 10));
    } else if (name == "theme") {
      dark = value == "dark";
    } else {
      settings.emplace_back(name, value);
    }
  }
  Session session{*sim, seed};
  for (const auto& [id, text] : settings) {
    if (const auto refusal = session.begin_with(id, text)) return fail(refusal->reason);
  }
  std::string why_not;
  const auto stage = Stage::open(session, 700, why_not);
  if (!stage) return fail("No window: " + why_not);
  stage->set_dark(dark);
  run_loop(*stage);
}
