#include "play.hpp"

#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "random/distributions.hpp"
#include "random/generator.hpp"
#include "stage/model/run.hpp"
#include "stage/model/text.hpp"

using namespace microsims;

namespace play {
namespace {

void require_taken(const std::optional<Refusal>& refusal) {
  INFO((refusal ? refusal->reason : ""));
  REQUIRE_FALSE(refusal);
}

std::string link_of(const Session& session) {
  std::string query;
  require_taken(session.moment_query(query));
  return query;
}

class Player {
 public:
  Player(const Sim& sim, std::uint32_t seed) : chance_(seed), session_(sim, seed) {}

  void play() {
    look();
    for (int i = 0; i < 12; ++i) {
      for (std::uint32_t j = below(3); j-- > 0;) command();
      const std::uint32_t pieces = below(4);
      for (std::uint32_t j = 0; j < pieces; ++j) {
        const Milliseconds before = session_.now();
        // Wall-clock frames, fractions of milliseconds, whole seconds.
        if (below(2)) {
          for (int frame = 0; frame < 9; ++frame) session_.tick(1 / 60.0);
        } else {
          REQUIRE_FALSE(session_.advance(below(2) ? below(3000) / 1000.0 : below(99) / 7.0));
        }
        if (session_.now() != before) look();
      }
    }
  }

  void check() {
    INFO("?" + link_of(session_));
    const auto again = open(session_.sim(), link_of(session_));
    REQUIRE(link_of(*again) == link_of(session_));
    REQUIRE(all_of(again->model()) == all_of(session_.model()));
    const auto is_as_it_was = [&](Session& session,
                                  const std::pair<Milliseconds, std::string>& seen) {
      REQUIRE_FALSE(session.seek(seconds_of(seen.first)));
      REQUIRE(session.now() == seen.first);
      REQUIRE(all_of(session.model()) == seen.second);
    };
    for (int i = 0; i < 6; ++i) {
      is_as_it_was(session_, seen_[below(seen_.size())]);
      is_as_it_was(*again, seen_[below(seen_.size())]);
    }
    for (Session* session : {&session_, again.get()}) {
      session->go_to_end();
      REQUIRE(all_of(session->model()) == seen_.back().second);
    }
  }

 private:
  std::uint32_t below(std::size_t bound) {
    return distributed::uniform_below(chance_, static_cast<std::uint32_t>(bound));
  }

  // The last look at an instant is the one that seeking it comes back to.
  void look() {
    if (!seen_.empty() && seen_.back().first == session_.now()) seen_.pop_back();
    seen_.emplace_back(session_.now(), all_of(session_.model()));
  }

  void command() {
    std::vector<const Control*> usable;
    for (const Control& control : session_.model().controls().all()) {
      if (control.is_enabled()) usable.push_back(&control);
    }
    for (const char* id : {"drop", "delay", "duplicate"}) {
      const Control* control = session_.find(id);
      if (control && control->is_enabled()) usable.push_back(control);
    }
    const Control& control = *usable[below(usable.size())];
    // A message that cannot be disturbed says so; nothing else is refused.
    const bool may_refuse = session_.model().controls().find(control.id) == nullptr;
    std::optional<Refusal> refusal;
    switch (control.kind) {
      case ControlKind::button:
        refusal = session_.press(control.id);
        break;
      case ControlKind::toggle:
        refusal = session_.set(control.id, !control.flag());
        break;
      case ControlKind::slider: {
        const Range range = control.range();
        const auto steps = static_cast<std::size_t>((range.max - range.min) / range.step + 1.5);
        refusal = session_.set(control.id, range.min + range.step * below(steps));
        break;
      }
      case ControlKind::choice: {
        const std::vector<Option> options = control.choices();
        refusal = session_.set(control.id, options[below(options.size())].id);
        break;
      }
    }
    if (!may_refuse) require_taken(refusal);
    look();
  }

  distributed::Generator chance_;
  Session session_;
  std::vector<std::pair<Milliseconds, std::string>> seen_;
};

}  // namespace

void press(const Model& model, std::string_view id) {
  require_taken(model.controls().press(id));
}

void press(Session& session, std::string_view id) {
  require_taken(session.press(id));
}

void set(const Model& model, std::string_view id, std::string_view text) {
  require_taken(model.controls().set_text(id, text));
}

void set(Session& session, std::string_view id, std::string_view text) {
  require_taken(session.set_text(id, text));
}

std::string all_of(const Model& model) {
  Json json;
  json.object([&] { write_facts(json, model.facts()); });
  std::string text = phrase({instant_text(model.now()), "\n", state(model), "\n", json.text(), "\n",
                             model.describe(), "\n", model.prompt(), "\n", "moves on for ",
                             model.moving() ? "some time" : "no time", "\n"});
  for (const Mark& mark : model.record().marks()) {
    append(text, {instant_text(mark.at), " ", static_cast<int>(mark.kind), " ", mark.id, ": ",
                  mark.words, " lane ", mark.lane, mark.command ? " command " : " event ",
                  mark.value ? text_of(*mark.value) : "", "\n"});
  }
  for (const Message& m : model.record().messages()) {
    append(text, {"m", m.number, " ", m.from, " to ", m.to, " kind ", int{m.kind}, " fate ",
                  static_cast<int>(m.fate), " sent ", m.sent, " due ", m.due, " ended ",
                  m.travels() ? 0 : m.ended, " copy of ", m.copy_of, "\n"});
  }
  return text;
}

std::unique_ptr<Session> open(const Sim& sim, std::string_view query,
                              std::vector<std::string>* warnings) {
  std::vector<std::string> wrong;
  auto session = open_link(sim, query, wrong);
  if (warnings) {
    *warnings = wrong;
  } else {
    INFO(query);
    REQUIRE(wrong == std::vector<std::string>{});
  }
  return session;
}

void check_random_runs(const Sim& sim, int runs) {
#ifdef __SANITIZE_ADDRESS__
  runs /= 20;  // the sanitizers make everything ten times as slow, and find what they find early
#endif
  for (int run = 0; run < runs; ++run) {
    Player player{sim, static_cast<std::uint32_t>(run)};
    player.play();
    player.check();
  }
}

}  // namespace play
