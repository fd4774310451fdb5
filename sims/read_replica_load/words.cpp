// What Read Replicas tells: facts, state, sentences.

#include "stage/model/words.hpp"
#include <algorithm>

#include "queueing/read_replicas_law.hpp"
#include "read_replica_load/model.hpp"

namespace microsims {

using distributed::queueing::utilisation_law;

namespace {

constexpr Unit per_second{"/s", "/s", 1, 0}, times{"×", "×", 1, 2};

std::optional<double> in_ms(std::optional<double> seconds) {
  return seconds ? std::optional{1e3 * *seconds} : std::nullopt;
}

std::string percent(double share) {
  return percent_text(share, 0);
}

}  // namespace

std::vector<Fact> ReadReplicaLoad::facts() const {
  std::vector<Fact> facts;
  const auto add = [&facts](const char* id, std::string_view label, std::optional<double> value,
                            const Unit& unit, std::optional<double> law = {}) {
    facts.push_back({id, std::string{label}, value, unit, law});
  };
  const auto tally = test_.tally();
  const bool known = !nothing_measured();
  const auto if_known = [known](double value) {
    return known ? std::optional{value} : std::nullopt;
  };
  const auto share = [&](std::uint64_t count, std::uint64_t all) {
    return if_known(all ? static_cast<double>(count) / static_cast<double>(all) : 0);
  };
  const double rate = options_.traffic.mean_rate, reads = rate * options_.read_share;
  const double capacity = read_capacity(options_);
  const auto answers = throughput_law(options_);
  // Reads that crowd at replicas leave the writes alone.
  const bool crowded = !test_.database().reads(0) && answers;
  const std::string capacity_label =
      slow_ && options_.replicas > 0
          ? std::string{"Reads at most, with one slow"}
          : phrase({"Reads at most beside all writes, ", readers_of(options_), "\u00a0×\u00a0(",
                    service_rate, "\u00a0−\u00a0", number_text(rate - reads, 0), ")"});

  add("throughput", "Answered", if_known(tally.throughput()), per_second, answers);
  add("readThroughput", "Reads answered", if_known(tally.read_throughput()), per_second,
      reads <= capacity || crowded ? std::optional{std::min(reads, capacity)} : std::nullopt);
  add("meanLatencyMs", "Mean latency", if_known(tally.mean_ms()), milliseconds_unit,
      in_ms(mean_time_law(options_)));
  add("p99LatencyMs", "99\u00a0% take at most", if_known(tally.latencies.quantile(0.99)),
      milliseconds_unit, in_ms(time_quantile_law(options_, 0.99)));
  add("staleReads", "Stale reads", if_known(tally.stale_share()), share_unit,
      stale_share_law(options_));
  add("capacity", capacity_label, capacity, per_second);
  add("ceiling", "Requests at most, at this mix", request_capacity(options_, options_.replicas),
      per_second);
  add("speedup", "Times the leader alone", speedup(nodes() - 1), times);
  add("failedShare", "Requests given up", share(tally.failed, tally.sent), share_unit);
  add("refusedShare", "Attempts that found the line full", share(tally.refused, tally.attempts),
      share_unit);
  add("wastedShare", "Answers that came too late",
      share(tally.wasted, tally.wasted + tally.answered()), share_unit);
  add("attemptsPerRequest", "Attempts per request", share(tally.attempts, tally.sent),
      plain_number);
  if (known && tally.throughput() < 0.97 * rate) facts[0].tone = facts[1].tone = Tone::bad;
  if (capacity < reads) facts[at_capacity].tone = Tone::bad;
  return facts;
}

std::string ReadReplicaLoad::told(int from, int to) const {
  const auto facts = this->facts();
  return facts_in_words({facts.begin() + from, facts.begin() + to});
}

void ReadReplicaLoad::state(Json& json) const {
  json.key("nodes").array([&] {
    for (std::uint32_t node = 0; node < test_.database().nodes(); ++node) {
      const auto figures = test_.figures(node);
      json.object([&] {
        json.member("id", node_id(static_cast<int>(node)));
        json.member("role", node == 0 ? "leader" : "replica");
        json.member("utilisation", figures.busy());
        json.member("utilisationByWrites", figures.writing);
        json.member("utilisationByLaw", utilisation_law(options_, node));
        json.member("queue", test_.waiting(node).all());
        json.member("reads", figures.reads);
        json.member("writes", figures.writes);
      });
    }
  });
  write_facts(json, facts());
  json.member("underLoad", test_.under_load());
  json.member("measuredSeconds", seconds_of(test_.measured() / 1000));
  json.key("guess");
  if (guess_) {
    json.object([&] {
      json.member("replicas", guess_->replicas);
      json.member("guessed", guess_->guessed);
      json.member("law", guess_->law);
      json.member("measured", guess_->measured);
    });
  } else {
    json.null();
  }
  int routing = 0;
  json.objects("routings", trials_, [&](const Trial& trial) {
    json.member("routing", routing_label(routing++));
    json.member("meanLatencyMs", trial.mean);
    json.member("p99LatencyMs", trial.p99);
  });
}

std::string ReadReplicaLoad::describe() const {
  std::string text =
      phrase({options_.traffic.mean_rate, " requests a second, ", percent(options_.read_share),
              " of them reads; ", counted(options_.replicas, "replica"), ". "});
  if (nothing_measured()) {
    text += "No load flows yet; what follows is by law.";
  } else {
    append(text, {test_.under_load() ? "Measured so far: " : "Measured: ",
                  seconds_text(seconds_of(test_.measured() / 1000), 0), "."});
  }
  for (std::uint32_t node = 0; node < test_.database().nodes(); ++node) {
    append(text,
           {node == 0 ? std::string{" The leader"} : phrase({" Replica ", node}), " is busy "});
    if (nothing_measured()) {
      append(text, {percent(utilisation_law(options_, node)), " of the time."});
      continue;
    }
    const auto at = test_.figures(node);
    append(text, {percent(at.busy()), " of the time, ", percent(at.writing),
                  " by writes; in line: ", test_.waiting(node).all(), "."});
  }
  append(text, {" ", told(0, at_ceiling)});
  if (troubled_by(Trouble::storm)) text += " A retry storm: most answers come too late.";
  if (troubled_by(Trouble::refusing)) text += " Lines are full: requests are refused.";
  return text;
}

std::string ReadReplicaLoad::explored() const {
  std::string text = told(at_ceiling, at_end);
  append(text, {" With ever more replicas: ", number_text(limit(), 2), " times."});
  if (guess_) {
    append(text, {" Replica ", guess_->replicas, " bears more: guessed ",
                  percent_text(guess_->guessed), ", by law ", percent_text(guess_->law),
                  ", measured ", percent_text(guess_->measured), "."});
  }
  int routing = 0;
  for (const Trial& trial : trials_) {
    append(text, {" ", routing_label(routing++), ": mean ", number_text(trial.mean),
                  "\u00a0ms, 99\u00a0% take at most ", number_text(trial.p99), "\u00a0ms."});
  }
  return text;
}

std::string ReadReplicaLoad::prompt() const {
  if (troubled_by(Trouble::storm))
    return "A retry storm: clients ask again for what is still in line. Lower the requests to "
           "end it.";
  if (troubled_by(Trouble::refusing))
    return "Lines are full, requests are refused. Add replicas, or lower the requests.";
  if (test_.under_load())
    return "Every write fills every node. Raise the requests: which node is full first?";
  if (nothing_measured())
    return "Press Start Load and watch each node fill: blue with reads, orange with writes.";
  return "A minute was measured. Lower the share of reads: what do the replicas still help?";
}

}  // namespace microsims
