#include "golden.hpp"
#include "quorum/latency_models.hpp"
#include "quorum/replica_group.hpp"
#include "quorum/wars.hpp"
#include "random/distributions.hpp"

#include <string>

using namespace distributed;

void golden::quorum() {
  const auto trials = [](const char* name, const Quorum& quorum, const LatencyModel& model) {
    Generator chance{7};
    Wars wars{quorum, model};
    wars.run(chance, 20000);
    const auto count = [&](double probability) {
      return static_cast<std::uint64_t>(probability * static_cast<double>(wars.trials()) + 0.5);
    };
    std::vector<std::uint64_t> fresh;
    for (const double t : {0.0, 1.0, 10.0, 100.0})
      fresh.push_back(count(wars.fresh_probability(t)));
    print((std::string("quorum/") + name + "/fresh").c_str(), fresh);
    print_hex((std::string("quorum/") + name + "/latencies").c_str(),
              {bits_of(wars.t_visibility(0.999)), bits_of(wars.read_latency(0.999)),
               bits_of(wars.write_latency(0.5)), chance()});
  };
  trials("ssd", {3, 1, 1}, lnkd_ssd());
  trials("disk", {3, 2, 1}, lnkd_disk());
  trials("ymmr", {5, 1, 2}, ymmr());
  trials("wan", {3, 1, 1}, wan());

  for (const QuorumKind kind : {QuorumKind::strict, QuorumKind::sloppy}) {
    Generator chance{8};
    ReplicaGroup group{{3, 2, 2}, 6, kind};
    Digest outcomes;
    std::uint64_t written = 0, answered = 0, stale = 0, hints = 0;
    for (int step = 0; step < 500; ++step) {
      const int node = static_cast<int>(uniform_below(chance, 6));
      if (bernoulli(chance, 0.4)) {
        group.fail(node);
      } else {
        group.recover(node);
      }
      const auto write = group.write();
      const auto read = group.read(chance);
      if (step % 7 == 0) outcomes.add(group.hand_off().size());
      written += write.succeeded;
      answered += read.succeeded;
      stale += read.stale;
      hints += write.hinted.size();
      outcomes.add(read.version);
      for (const int repaired : read.repaired) outcomes.add(repaired);
    }
    print("quorum/replica-group", {written, answered, stale, hints, group.confirmed_version()});
    print_hex("quorum/replica-group/outcomes", {outcomes.value()});
  }
}
