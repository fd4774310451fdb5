// What a Session tells of its run: the timeline's controls, the history, links.

#include <algorithm>

#include "stage/model/controls_json.hpp"
#include "stage/model/session.hpp"
#include "stage/model/text.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

// "12.5 s, after Node 2 was elected"
std::string place_in_words(const Session& session) {
  const Mark* last = nullptr;
  for (const Mark& mark : session.model().record().marks()) {
    if (mark.at <= session.now()) last = &mark;
  }
  const std::string seconds = seconds_text(seconds_of(session.now()));
  return last ? phrase({seconds, ", after ", last->words}) : phrase({seconds, ", the beginning"});
}

std::string query_member(const Control& control) {
  return phrase({control.id, "=", encoded(text_of(control.value()))});
}

}  // namespace

void Session::declare_timeline() {
  const std::size_t first = own_.all().size();
  own_.toggle(
      "pause", "Pause", [this] { return paused(); },
      [this](bool pause) { pause ? void(paused_ = true) : resume(); });
  own_.button("time-back", "One Event Back", [this] { back(); }).enabled = [this] {
    return can_go_back();
  };
  own_.button("time-on", "One Event On", [this] { on(); }).enabled = [this] { return can_go_on(); };
  Control& time = own_.slider(
      "time", "Time",
      [this] {
        return Range{seconds_of(beginning_at_), seconds_of(end_), 0.001};
      },
      [this] { return seconds_of(now()); },
      [this](double seconds) {
        // The first place of a bar is before all that was done.
        const Milliseconds at = milliseconds_of(seconds);
        at <= beginning_at_ ? go_to_beginning() : (void)seek(seconds);
      });
  time.value_text = [this] { return place_in_words(*this); };
  time.enabled = [this] { return end_ > beginning_at_; };
  own_.button("other-run", "Other Run", [this] { swap_runs(); }).enabled = [this] {
    return has_other_run();
  };
  if (!model_->lanes().empty()) {
    own_.toggle("diagram", "Space-Time View", diagram_);
    static constexpr const char* labels[] = {"Drop a Message", "Delay a Message",
                                             "Duplicate a Message"};
    for (const Disturbance disturbance :
         {Disturbance::drop, Disturbance::delay, Disturbance::duplicate}) {
      // Session::act handles them: they are commands of the run.
      Control& control = own_.choice(
          id_of(disturbance), labels[static_cast<int>(disturbance)], {},
          [] { return std::string_view{}; }, [](std::string_view) {});
      control.options_now = [this] {
        std::vector<Option> options;
        for (const Message& message : model_->record().messages()) {
          if (message.travels()) {
            options.push_back({phrase({"m", message.number}), words_of(message)});
          }
        }
        return options;
      };
      control.enabled = [this] {
        const auto& messages = model_->record().messages();
        return std::any_of(messages.begin(), messages.end(),
                           [](const Message& message) { return message.travels(); });
      };
    }
  }
  own_.place(ControlPlace::timeline, first);
}

void Session::leave_timeline_out() {
  timeline_ = false;
  for (const char* id : {"pause", "time-back", "time-on", "time", "other-run", "diagram"}) {
    own_.place(std::string_view{id} == "pause" ? ControlPlace::explore : ControlPlace::parameter,
               id);
  }
  list_controls();
}

void Session::history(Json& json) const {
  const auto lanes = model_->lanes();
  json.array([&] {
    for (const Mark& mark : record().marks()) {
      json.object([&] {
        json.member("at", seconds_of(mark.at));
        json.member("kind", mark.command ? "command" : "event");
        json.member("id", mark.id);
        if (mark.value) {
          json.key("value");
          write_value(json, *mark.value);
        }
        json.member("words", mark.words);
        const auto lane = static_cast<std::size_t>(mark.lane);  // none: beyond all
        if (lane < lanes.size()) json.member("who", lanes[lane]);
      });
    }
  });
}

std::vector<std::string> Session::play(std::string_view deeds, std::optional<std::string_view> at) {
  std::vector<std::string> warnings;
  keep_checkpoint();
  fork();
  for (const LinkEntry& entry : read_deeds(deeds, warnings)) {
    keep_checkpoint();
    model_->wait(std::max<Milliseconds>(0, entry.at - now()));
    end_ = now();
    const auto value = !entry.value ? std::nullopt
                       : disturbance_of(entry.id)
                           ? std::optional<Value>{*entry.value}
                           : holder(entry.id).value_of(entry.id, *entry.value);
    std::optional<Refusal> refusal;
    if (is_own(entry.id) && !disturbance_of(entry.id)) {
      refusal = Refusal{Refusal::Kind::range, phrase({"'", entry.id, "' is no part of a run"})};
    } else if (entry.value && !value) {
      refusal = holder(entry.id).refusal_of_text(entry.id, *entry.value);
    } else {
      refusal = act({entry.id, value});
    }
    if (refusal) {
      warnings.push_back(phrase({"“", entry.whole, "” in the link is left out: ", refusal->reason,
                                 refusal->reason.back() == '.' ? "" : "."}));
    }
  }
  if (!at) return warnings;
  const auto instant = read_instant(*at);
  if (!instant) {
    warnings.push_back(phrase({"“at=", shortened(*at),
                               "” is left out: it takes seconds from 0 to 86400 with at most three "
                               "decimals."}));
    return warnings;
  }
  keep_checkpoint();
  if (*instant >= now()) {
    model_->wait(*instant - now());
    end_ = now();
  } else {
    go(*instant, deeds_until(*instant));
  }
  reviewing_ = unfinished();
  ++changes_;
  return warnings;
}

std::string Session::settings_query() const {
  std::string query;
  for (const Control* control : controls_) {
    const bool setting = control->kind != ControlKind::button && control->is_enabled() &&
                         control->place != ControlPlace::timeline &&
                         !(is_own(control->id) && control->place == ControlPlace::parameter);
    if (setting) append(query, {query_member(*control), "&"});
  }
  append(query, {"seed=", seed_});
  return query;
}

std::optional<Refusal> Session::moment_query(std::string& query) const {
  const auto refuse = [](std::string reason) {
    return Refusal{Refusal::Kind::range, std::move(reason)};
  };
  if (beginning_moved_) {
    return refuse(phrase({"This run has had more than ", most_commands,
                          " commands and its beginning is no longer kept: no link leads here."}));
  }
  const std::vector<Deed> deeds{deeds_.begin(),
                                deeds_.begin() + static_cast<std::ptrdiff_t>(applied_)};
  const std::string list = write_deeds(deeds);
  if (deeds.size() > most_deeds_in_link || list.size() > longest_link) {
    return refuse(
        phrase({"A link holds at most ", most_deeds_in_link, " commands in ", longest_link,
                " characters; this run has ", deeds.size(), " in ", list.size(), "."}));
  }
  query.clear();
  for (const auto& [id, text] : beginning_) {
    if (!is_own(id)) append(query, {id, "=", encoded(text), "&"});
  }
  if (exploring_) query += "explore=true&";
  if (diagram_) query += "diagram=true&";
  append(query, {"seed=", seed_});
  if (!list.empty()) append(query, {"&do=", list});
  append(query, {"&at=", instant_text(now())});
  return std::nullopt;
}

}  // namespace microsims
