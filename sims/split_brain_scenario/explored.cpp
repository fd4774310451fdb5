#include "split_brain_scenario/explored.hpp"

#include "stage/model/text.hpp"

namespace microsims {
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
  for (std::size_t i = 0; i < promotion_rules.size(); ++i) {
    const auto rule = static_cast<Promotion>(i);
    append(text, {" ", rule_of(rule).title, " – ", rule_of(rule).promise, ". Here: "});
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
