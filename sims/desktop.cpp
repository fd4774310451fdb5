// A sim in a desktop window, for quick work on it:
//   microsims [SIM-ID] [CONTROL=VALUE]... [seed=NUMBER] [theme=dark] [width=PIXELS] [paused=1]
//             [press=CONTROL]... [set=CONTROL:VALUE]... [advance=SECONDS]...
// Controls begin with their values; what is to be pressed, set and waited for follows in its order.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "stage/window/loop.hpp"

namespace {

using namespace microsims;

struct Wishes {
  std::uint32_t seed = 1;
  bool dark = false, paused = false;
  int width = 700;
  std::vector<std::pair<std::string, std::string>> beginning, actions;
};

int fail(const std::string& reason) {
  std::fprintf(stderr, "%s\n", reason.c_str());
  return EXIT_FAILURE;
}

void take(Wishes& wishes, const std::string& name, const std::string& value) {
  const auto number = std::strtoul(value.c_str(), nullptr, 10);
  if (name == "seed") {
    wishes.seed = static_cast<std::uint32_t>(number);
  } else if (name == "theme") {
    wishes.dark = value == "dark";
  } else if (name == "width") {
    wishes.width = static_cast<int>(number);
  } else if (name == "paused") {
    wishes.paused = number != 0;
  } else if (name == "press" || name == "set" || name == "advance") {
    wishes.actions.emplace_back(name, value);
  } else {
    wishes.beginning.emplace_back(name, value);
  }
}

std::optional<Refusal> act(Session& session, const std::string& action, const std::string& on) {
  if (action == "press") return session.press(on);
  if (action == "advance") return session.advance(std::strtod(on.c_str(), nullptr));
  const std::size_t colon = on.find(':');
  if (colon == on.npos) return Refusal{Refusal::Kind::type, "set=" + on + " has no ':'"};
  return session.set_text(on.substr(0, colon), on.substr(colon + 1));
}

}  // namespace

int main(int count, char** arguments) {
  const Sim* sim = count > 1 ? find_sim(arguments[1]) : all_sims().front();
  if (!sim) {
    std::string known;
    for (const Sim* other : all_sims()) known += "\n  " + std::string{other->id};
    return fail("There is no sim '" + std::string{arguments[1]} + "'. There are:" + known);
  }
  Wishes wishes;
  for (int i = 2; i < count; ++i) {
    const std::string argument{arguments[i]};
    const std::size_t equals = argument.find('=');
    if (equals == argument.npos) return fail("'" + argument + "' has no '='");
    take(wishes, argument.substr(0, equals), argument.substr(equals + 1));
  }
  Session session{*sim, wishes.seed};
  for (const auto& [id, text] : wishes.beginning) {
    if (const auto refusal = session.begin_with(id, text)) return fail(refusal->reason);
  }
  for (const auto& [action, on] : wishes.actions) {
    if (const auto refusal = act(session, action, on)) return fail(refusal->reason);
  }
  if (wishes.paused) session.pause();

  std::string why_not;
  const auto stage = Stage::open(session, wishes.width, why_not);
  if (!stage) return fail("No window: " + why_not);
  stage->set_dark(wishes.dark);
  stage->fit_window();
  run_loop(*stage);
}
