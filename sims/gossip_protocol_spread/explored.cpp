#include "gossip_protocol_spread/explored.hpp"

#include "gossip/convergence.hpp"
#include "stage/model/text.hpp"

namespace microsims {

using namespace distributed::gossip;

bool has_band(const GossipProtocolSpread& model) {
  return model.exchange() == Exchange::push && model.fanout() == 1 && model.loss() == 0;
}

std::string rounds_in_words(const GossipProtocolSpread& model) {
  const Trials& trials = model.trials();
  std::string words = "Press Run Many Times to run these settings again and again. ";
  if (trials.runs() > 0) {
    const double mean = trials.tally(model.exchange()).mean_rounds(trials.runs());
    words = phrase({"Mean: ", number_text(mean, 2), " rounds"});
    if (!model.complete_law().empty()) {
      double by_law = 0;
      for (const double share : model.complete_law()) by_law += 1 - share;
      append(words, {", by the exact law ", number_text(by_law, 2)});
    }
    words += ". ";
  }
  if (has_band(model)) {
    const std::uint32_t live = model.spread().live();
    append(words, {"Published bounds of the mean (Doerr and Künnemann): ",
                   number_text(push_rounds_lower(live), 1), " to ",
                   number_text(push_rounds_upper(live), 1), ". "});
  }
  return words;
}

std::string GossipProtocolSpread::explored() const {
  switch (topic_) {
    case Topic::runs: {
      std::string text = "How many rounds until all know? ";
      if (trials_.runs() > 0) text = phrase({"Until all know, in ", trials_.runs(), " runs. "});
      text += rounds_in_words(*this);
      for (const Exchange exchange : all_exchanges) {
        if (trials_.runs() == 0) break;
        const Trials::Tally& tally = trials_.tally(exchange);
        append(text,
               {"By ", name_of(exchange), ": ", number_text(tally.mean_rounds(trials_.runs()), 1),
                " rounds and ", number_text(tally.mean_messages(trials_.runs()), 0),
                " messages on average. "});
      }
      text.pop_back();
      return text;
    }
    case Topic::suspicion:
      return phrase({"With a threshold of ", number_text(threshold_),
                     " for phi, Node 4 is suspected after ",
                     number_text(suspicion_.silence(suspicion_.normal(), threshold_), 1),
                     " seconds of silence if intervals are taken for normal, after ",
                     number_text(suspicion_.silence(suspicion_.exponential(), threshold_), 1),
                     " if for exponential."});
    case Topic::repair:
      break;
  }
  return phrase({"A rumor that stops by itself left ",
                 number_text(100 * repair_.rumors[0].course.back(), 1),
                 " percent of 1000 nodes without the news; anti-entropy by pull found them in ",
                 repair_.repairs[1].course.size() - 1, " cycles."});
}

}  // namespace microsims
