// Prints all sims with their controls as JSON: what the static pages say about them.

#include <cstdio>

#include "stage/model/controls_json.hpp"
#include "stage/model/session.hpp"

int main() {
  using namespace microsims;
  Json json;
  json.array([&] {
    for (const Sim* sim : all_sims()) {
      const Session session{*sim, 1};
      json.object([&] {
        json.member("id", sim->id);
        json.member("title", sim->title);
        json.member("height", session.height());
        json.member("prompt", session.model().prompt());
        json.key("controls");
        write_controls(json, session.controls());
      });
    }
  });
  std::puts(json.text().c_str());
}
