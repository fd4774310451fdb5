// What the page can ask of the module; web/engine.ts has the same list with types. Texts are JSON
// where they carry more than one thing. A call that can be refused answers with nothing, or with
// {"kind": "type" or "range", "reason": ...}.

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

std::string text_of(const Refusal& refusal) {
  Json json;
  json.object([&] {
    json.member("kind", refusal.kind == Refusal::Kind::type ? "type" : "range");
    json.member("reason", refusal.reason);
  });
  return json.text();
}

std::string refuse_type(std::string reason) {
  return text_of({Refusal::Kind::type, std::move(reason)});
}

std::string answer(const std::optional<Refusal>& refusal) {
  if (refusal) return text_of(*refusal);
  changed();
  return {};
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
  if (!known) return refuse_type("'" + id + "' takes a number, a text, or true or false");
  return answer(session->set(id, *known));
}

std::string press(const std::string& id) {
  return answer(session->press(id));
}

std::string advance(const val& seconds) {
  if (!seconds.isNumber()) return refuse_type("advance takes a number of seconds");
  return answer(session->advance(seconds.as<double>()));
}

double now() {
  return seconds_of(session->now());
}
double end() {
  return seconds_of(session->end());
}

std::string seek(const val& seconds) {
  if (!seconds.isNumber()) return refuse_type("seek takes a number of seconds");
  return answer(session->seek(seconds.as<double>()));
}

std::string history() {
  Json json;
  session->history(json);
  return json.text();
}

/// The commands of a link and where to stop (none: an empty text); answers with the warnings.
std::string play(const std::string& deeds, const std::string& at) {
  Json json;
  json.array([&] {
    const auto instant = at.empty() ? std::nullopt : std::optional<std::string_view>{at};
    for (const std::string& warning : session->play(deeds, instant)) json.value(warning);
  });
  return json.text();
}

/// {"query": "n=5&seed=1"}, or a refusal.
std::string link(const std::string& what) {
  std::string query;
  if (what == "settings") {
    query = session->settings_query();
  } else if (what == "moment") {
    if (const auto refusal = session->moment_query(query)) return text_of(*refusal);
  } else {
    return text_of(
        {Refusal::Kind::range, "link takes 'settings' or 'moment', not '" + shortened(what) + "'"});
  }
  Json json;
  json.object([&] { json.member("query", query); });
  return json.text();
}

void write_message(Json& json, const Message& message) {
  json.object([&] {
    json.member("id", "m" + std::to_string(message.number));
    json.member("words", session->words_of(message));
    for (const Disturbance disturbance :
         {Disturbance::drop, Disturbance::delay, Disturbance::duplicate}) {
      const auto why = session->undisturbable(message.number, disturbance);
      json.member(Session::id_of(disturbance), why.value_or(""));
    }
  });
}

/// {"count": how many are under way, "messages": the first of them, as {"id", "words", "drop",
/// "delay", "duplicate"}}; the last three say why that cannot be done, or nothing.
std::string messages(double most) {
  double count = 0;
  Json json;
  json.object([&] {
    json.key("messages").array([&] {
      for (const Message& message : session->model().record().messages()) {
        if (message.travels() && count++ < most) write_message(json, message);
      }
    });
    json.member("count", count);
  });
  return json.text();
}

/// {"past": how many entries of the history lie before now, "version": another text whenever the
/// history or now has changed, "words": of the events among those entries from the index `told`
/// on}.
std::string news(double told) {
  const std::vector<Mark>& past = session->model().record().marks();
  const auto numbers = {past.size(), session->record().marks().size(),
                        static_cast<std::size_t>(session->changes())};
  std::string version;
  for (const std::size_t number : numbers) version += std::to_string(number) + " ";
  Json json;
  json.object([&] {
    json.member("past", static_cast<double>(past.size()));
    json.member("version", version);
    json.key("words").array([&] {
      for (auto i = static_cast<std::size_t>(told); i < past.size(); ++i) {
        if (!past[i].command) json.value(past[i].words);
      }
    });
  });
  return json.text();
}

/// Lights up a message in the picture: "m17"; any other text lets go.
void highlight(const std::string& id) {
  MessageNumber number = 0;
  for (const char c : id) {
    if (c >= '0' && c <= '9') number = 10 * number + static_cast<MessageNumber>(c - '0');
  }
  if (stage) stage->highlight(number);
}

/// {"now": [facts], "other": [facts]}; no other without another run. See write_fact_table().
std::string facts() {
  Json json;
  json.object([&] {
    write_fact_table(json.key("now"), session->model().facts());
    if (session->other_run()) write_fact_table(json.key("other"), session->other_run()->facts());
  });
  return json.text();
}

void leave_timeline_out() {
  session->leave_timeline_out();
}

void reset() {
  session->reset();
  changed();
}

void pause() {
  session->pause();
  changed();
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
  return stage ? stage->height() : session->height();
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
  function("now", &now);
  function("end", &end);
  function("seek", &seek);
  function("history", &history);
  function("play", &play);
  function("link", &link);
  function("messages", &messages);
  function("highlight", &highlight);
  function("news", &news);
  function("facts", &facts);
  function("leaveTimelineOut", &leave_timeline_out);
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
