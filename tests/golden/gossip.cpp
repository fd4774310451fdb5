#include "golden.hpp"
#include "gossip/anti_entropy.hpp"
#include "gossip/cassandra_targets.hpp"
#include "gossip/convergence.hpp"
#include "gossip/dissemination.hpp"
#include "gossip/memberlist.hpp"
#include "gossip/rumor.hpp"

using namespace distributed;
using namespace distributed::gossip;

namespace {

void spread(const char* name, DisseminationOptions options) {
  Generator chance{42};
  options.record_contacts = options.nodes <= 100;
  Dissemination news{options};
  golden::Digest states;
  news.inform_random(chance);
  while (!news.complete() && news.round() < 200) {
    news.run_round(chance);
    for (const Contact& contact : news.contacts()) {
      states.add(contact.from * 1000 + contact.to * 4 + contact.useful * 2u + contact.lost);
    }
  }
  for (std::uint32_t node = 0; node < news.nodes(); ++node) states.add(news.status(node));
  golden::print(name, {news.history().begin(), news.history().end()});
  golden::print_hex(name, {states.value(), news.exchanges(), chance()});
}

}  // namespace

void golden::gossip() {
  spread("gossip/classroom", {.nodes = 12, .fanout = 2, .down = {3}});
  spread("gossip/all-but-one", {.nodes = 40, .fanout = 11, .loss = 0.7, .down = {3}});
  for (const Exchange exchange : {Exchange::push, Exchange::pull, Exchange::push_pull}) {
    for (std::uint32_t fanout = 1; fanout <= 4; ++fanout) {
      spread("gossip/thousand", {.nodes = 1000, .fanout = fanout, .exchange = exchange});
    }
    spread("gossip/lossy", {.nodes = 100,
                            .fanout = 3,
                            .exchange = exchange,
                            .loss = 0.25,
                            .down = {1, 5, 8},
                            .contact_down = true});
  }
  spread("gossip/hundred-thousand", {.nodes = 100000, .fanout = 3, .down = {7}});

  for (const Exchange exchange : {Exchange::push, Exchange::pull, Exchange::push_pull}) {
    for (const Response response : {Response::blind, Response::feedback}) {
      for (const Removal removal : {Removal::coin, Removal::counter}) {
        Generator chance{9};
        RumorMongering rumor{{1000, exchange, response, removal, 2}};
        rumor.start(0);
        while (!rumor.finished()) rumor.run_cycle(chance);
        print("gossip/rumor", {rumor.susceptible(), rumor.cycle(), rumor.last_delay(),
                               static_cast<std::uint64_t>(rumor.traffic() * 1000 + 0.5)});
      }
    }
    Generator chance{10};
    AntiEntropy replicas{200, 4, exchange};
    for (std::uint32_t key = 0; key < 4; ++key) replicas.write(key, key, key + 1);
    std::vector<std::uint64_t> line;
    while (!replicas.consistent()) {
      replicas.run_cycle(chance);
      line.push_back(replicas.stale(0));
    }
    line.push_back(replicas.transfers());
    print("gossip/anti-entropy", line);
  }

  Generator chance{11};
  Digest targets;
  const CassandraView view{.live = {1, 2, 3, 4}, .unreachable = {5, 6}, .seeds = {1, 7}};
  for (int round = 0; round < 1000; ++round) {
    const CassandraTargets chosen = choose_cassandra_targets(chance, view);
    targets.add(chosen.live.value_or(100));
    targets.add(chosen.unreachable.value_or(100));
    targets.add(chosen.seed.value_or(100));
  }
  print_hex("gossip/cassandra", {targets.value()});

  Digest theory;
  for (const Exchange exchange : {Exchange::push, Exchange::pull, Exchange::push_pull}) {
    for (const double informed : expected_curve(exchange, 11, 2, 0.1, 10)) theory.add(informed);
    for (const double informed : spread_law(exchange, 11, 2, 0.1, 10).expected)
      theory.add(informed);
  }
  theory.add(serf_convergence(30, 3, 0.1, 0.1, 4));
  theory.add(suspicion_timeout(4, 500, 1.0));
  theory.add(rumor_residue(2));
  print_hex("gossip/theory", {theory.value()});
}
