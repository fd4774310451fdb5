// What the page can ask of the module; web/engine.ts has the same list with types. Texts are JSON
// where they carry more than one thing. A call that can be refused answers with the text of the
// error, or with nothing.

#include <emscripten.h>
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <memory>
#include <optional>
#include <string>

#include "stage/model/controls_json.hpp"
#include "stage/model/session.hpp"
#include "stage/window/loop.hpp"

using emscripten::val;
using namespace microsims;

namespace {

// One sim per document: SDL knows one canvas.
std::unique_ptr<Session> session;
std::unique_ptr<Stage> stage;

// clang-format off
// In quotes, or the Closure Compiler gives the property a name of its own.
EM_JS(void, tell_page, (), { if (Module["onChanged"]) Module["onChanged"](); });
// clang-format on

void changed() {
  if (stage) {
    stage->wake();
  } else {
    tell_page();
  }
}

std::string answer(const std::optional<Refusal>& refusal) {
  if (!refusal) {
    changed();
    return {};
  }
  return (refusal->kind == Refusal::Kind::type ? "TypeError: " : "RangeError: ") + refusal->reason;
}

std::string sim_ids() {
  Json json;
  json.array([&] {
    for (const Sim* sim : all_sims()) json.value(sim->id);
  });
  return json.text();
}

std::string start(const std::string& sim_id, double seed) {
  const Sim* sim = find_sim(sim_id);
  if (!sim) return "There is no sim '" + sim_id + "'; there are: " + sim_ids();
  session = std::make_unique<Session>(*sim, static_cast<std::uint32_t>(seed));
  return {};
}

std::string begin_with(const std::string& id, const std::string& text) {
  const auto refusal = session->begin_with(id, text);
  return refusal ? refusal->reason : std::string{};
}

std::string open_window() {
  std::string why_not;
  stage = Stage::open(*session, 700, why_not);
  if (!stage) return why_not;
  stage->on_changed = tell_page;
  run_loop(*stage);
  return {};
}

std::string controls() {
  Json json;
  write_controls(json, session->controls(), [&](const Control& control) {
    const Box* box = stage ? stage->place_of(control.id) : nullptr;
    if (!box) return;
    json.key("rect").array([&] {
      for (const float length : {box->x, box->y, box->width, box->height}) {
        json.value(static_cast<double>(length));
      }
    });
  });
  return json.text();
}

std::optional<Value> value_of(const val& value) {
  if (value.isNumber()) return value.as<double>();
  if (value.isString()) return value.as<std::string>();
  if (value.isTrue() || value.isFalse()) return value.isTrue();
  return std::nullopt;
}

std::string set(const std::string& id, const val& value) {
  const auto known = value_of(value);
  if (!known) return "TypeError: '" + id + "' takes a number, a text, or true or false";
  return answer(session->set(id, *known));
}

std::string press(const std::string& id) {
  return answer(session->press(id));
}

std::string advance(const val& seconds) {
  if (!seconds.isNumber()) return "TypeError: advance takes a number of seconds";
  return answer(session->advance(seconds.as<double>()));
}

void reset() {
  session->reset();
  changed();
}

void pause() {
  session->pause();
}

void resume() {
  session->resume();
  changed();
}

void pass_time(double wall_seconds) {
  if (session->tick(wall_seconds)) changed();
}

std::string state() {
  Json json;
  json.object([&] { session->model().state(json); });
  return json.text();
}

std::string describe() {
  return session->model().describe();
}
std::string explored() {
  return session->explored();
}
std::string prompt() {
  return session->model().prompt();
}
int height() {
  return stage ? stage->height() : session->sim().height;
}
double frames() {
  return stage ? static_cast<double>(stage->frames()) : 0;
}
std::string version() {
  return MICROSIMS_VERSION;
}

void set_dark(bool dark) {
  if (stage) stage->set_dark(dark);
}
void set_reduced_motion(bool reduced) {
  if (stage) stage->set_reduced_motion(reduced);
}
void set_visible(bool visible) {
  if (stage) stage->set_visible(visible);
}
void redraw() {
  if (stage) stage->redraw();
}
void context_lost() {
  if (stage) stage->context_lost();
}
void context_restored() {
  if (stage) stage->context_restored();
}
void resized() {
  if (stage) stage->wake();
}

}  // namespace

EMSCRIPTEN_BINDINGS(microsims) {
  using emscripten::function;
  function("simIds", &sim_ids);
  function("start", &start);
  function("beginWith", &begin_with);
  function("openWindow", &open_window);
  function("version", &version);
  function("prompt", &prompt);
  function("controls", &controls);
  function("set", &set);
  function("press", &press);
  function("advance", &advance);
  function("reset", &reset);
  function("pause", &pause);
  function("resume", &resume);
  function("passTime", &pass_time);
  function("state", &state);
  function("describe", &describe);
  function("explored", &explored);
  function("frames", &frames);
  function("height", &height);
  function("setDark", &set_dark);
  function("setReducedMotion", &set_reduced_motion);
  function("setVisible", &set_visible);
  function("redraw", &redraw);
  function("contextLost", &context_lost);
  function("contextRestored", &context_restored);
  function("resized", &resized);
}
