#include "split_brain_scenario/explored.hpp"

#include "stage/model/text.hpp"

namespace microsims {
namespace {

struct Rule {
  const char* title;
  const char* promise;
};

constexpr Rule rules_in_order[SplitBrainScenario::rules] = {
    {"Timeout only", "promises nothing: each side may get a leader"},
    {"Majority (Raft)", "at most one leader per term"},
    {"Bully", "the highest number leads, on each side"},
    {"Fencing (STONITH)", "the old leader is off before a new one leads"},
};

}  // namespace

const char* title_of(Promotion rule) {
  return rules_in_order[static_cast<std::size_t>(rule)].title;
}

const char* promise_of(Promotion rule) {
  return rules_in_order[static_cast<std::size_t>(rule)].promise;
}

std::string rule_in_words(const Setup& setup) {
  switch (setup.promotion) {
    case Promotion::timeout_only:
      return "A replica that hears no leader for 10 s becomes leader.";
    case Promotion::majority:
      return phrase({"Raft: a leader needs ", setup.nodes / 2 + 1, " of ", setup.nodes,
                     " nodes, itself included."});
    case Promotion::bully:
      return "Bully: of the nodes that answer, the highest number leads.";
    case Promotion::fencing:
      break;
  }
  return "Fencing: first have the silent leader powered off, then lead.";
}

const char* rule_at_work(Promotion rule) {
  return rule == Promotion::majority  ? " asks for votes ..."
         : rule == Promotion::bully   ? " asks those above ..."
         : rule == Promotion::fencing ? " has power cut off ..."
                                      : " takes the lead";
}

std::string leaders_of(const Outcome& outcome) {
  return phrase({outcome.leaders, outcome.leaders == 1 ? " leader" : " leaders"});
}

std::string election_of(const Outcome& outcome) {
  if (outcome.elected_after == not_yet) return "nobody new";
  const auto tenths = static_cast<int>(outcome.elected_after * 10 + 0.5);
  return phrase({"new after ", tenths / 10, ".", tenths % 10, "\u00a0s"});
}

std::string loss_of(const Outcome& outcome) {
  if (outcome.lost == 0) return "nothing lost";
  return phrase({outcome.lost, outcome.lost == 1 ? " write lost" : " writes lost"});
}

std::string SplitBrainScenario::explored() const {
  std::string text = "The same split under each rule.";
  for (std::size_t i = 0; i < rules; ++i) {
    const auto rule = static_cast<Promotion>(i);
    append(text, {" ", title_of(rule), " – ", promise_of(rule), ". Here: "});
    if (const auto& outcome = this->outcome(rule)) {
      append(text,
             {leaders_of(*outcome), ", ", election_of(*outcome), ", Write A ", text_of(outcome->a),
              ", Write B ", text_of(outcome->b), ", ", loss_of(*outcome), "."});
    } else {
      text += "not played yet.";
    }
  }
  return text;
}

}  // namespace microsims
