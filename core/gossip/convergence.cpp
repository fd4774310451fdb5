#include "gossip/convergence.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <limits>

#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed::gossip {
namespace {

void check_share(double share, const char* message) {
  if (!(share >= 0.0 && share <= 1.0)) throw_invalid_argument(message);
}

void check(std::uint32_t nodes, std::uint32_t fanout, double loss) {
  if (nodes == 0) throw_invalid_argument("gossip: there must be a node");
  if (fanout == 0) throw_invalid_argument("gossip: the fanout must be 1 or more");
  check_share(loss, "gossip: the loss must lie between 0 and 1");
}

// base^power for 0 <= base <= 1; 0^0 = 1.
double power(double base, double exponent) {
  if (exponent == 0.0) return 1.0;
  return base <= 0.0 ? 0.0 : portable_pow(base, exponent);
}

// The chance that a node which asks `calls` different ones of its `peers` gets no news, when
// `informed` of them have it and an answer arrives with the given chance. Takes a mean for
// `informed`.
double missed_pull(double informed, double peers, std::uint32_t calls, double arrives) {
  std::vector<double> found(calls + 1, 0.0);  // distribution of the informed among those asked
  found[0] = 1.0;
  for (std::uint32_t draw = 0; draw < calls; ++draw) {
    for (std::uint32_t count = draw + 1; count-- > 0;) {
      const double hit = std::clamp((informed - count) / (peers - draw), 0.0, 1.0);
      found[count + 1] += found[count] * hit;
      found[count] *= 1.0 - hit;
    }
  }
  double missed = 0.0;  // none of the answers arrives
  for (std::uint32_t count = calls + 1; count-- > 0;) {
    missed = missed * (1.0 - arrives) + found[count];
  }
  return missed;
}

// The chain of the number of uninformed nodes.
class Chain {
 public:
  Chain(Exchange exchange, std::uint32_t nodes, std::uint32_t fanout, double loss)
      : exchange_(exchange),
        nodes_(nodes),
        fanout_(std::min(fanout, nodes - 1)),
        arrives_(1.0 - loss) {
    // The uninformed that one more sender leaves, from every number before it. Peers are taken one
    // after the other without repetition, and each exchange arrives or does not.
    leaves_.resize(nodes_);
    for (std::uint32_t before = 0; before < nodes_; ++before) {
      // state[chosen][informed] of the uninformed: a lost exchange uses a peer up all the same.
      std::vector<std::vector<double>> state(fanout_ + 1, std::vector<double>(fanout_ + 1, 0.0));
      state[0][0] = 1.0;
      for (std::uint32_t draw = 0; draw < fanout_; ++draw) {
        for (std::uint32_t chosen = draw + 1; chosen-- > 0;) {
          for (std::uint32_t informed = chosen + 1; informed-- > 0;) {
            const double mass = state[chosen][informed];
            if (mass == 0.0) continue;
            const double hit = before < chosen ? 0.0
                                               : static_cast<double>(before - chosen) /
                                                     static_cast<double>(nodes_ - 1 - draw);
            state[chosen][informed] = mass * (1.0 - hit);
            state[chosen + 1][informed] += mass * hit * (1.0 - arrives_);
            state[chosen + 1][informed + 1] += mass * hit * arrives_;
          }
        }
      }
      leaves_[before].assign(fanout_ + 1, 0.0);
      for (const std::vector<double>& row : state) {
        for (std::uint32_t informed = 0; informed <= fanout_; ++informed) {
          leaves_[before][informed] += row[informed];
        }
      }
    }
  }

  // The distribution of the uninformed a round after there were `uninformed`.
  std::vector<double> after(std::uint32_t uninformed) const {
    std::vector<double> state(uninformed + 1, 0.0);
    state[uninformed] = 1.0;
    const std::uint32_t informed = nodes_ - uninformed;
    if (exchange_ != Exchange::push) state = pulled(uninformed);
    if (exchange_ != Exchange::pull) {
      for (std::uint32_t sender = 0; sender < informed; ++sender) push(state);
    }
    return state;
  }

 private:
  // Each uninformed node finds an informed one among its peers, independently of the others.
  std::vector<double> pulled(std::uint32_t uninformed) const {
    const double informed = nodes_ - uninformed;
    const double misses = missed_pull(informed, nodes_ - 1.0, fanout_, arrives_);
    // The number that misses is binomial; node by node, so that nothing overflows.
    std::vector<double> state(uninformed + 1, 0.0);
    state[0] = 1.0;
    for (std::uint32_t node = 0; node < uninformed; ++node) {
      for (std::uint32_t left = node + 2; left-- > 0;) {
        state[left] = state[left] * (1.0 - misses) + (left > 0 ? state[left - 1] * misses : 0.0);
      }
    }
    return state;
  }

  void push(std::vector<double>& state) const {
    for (std::uint32_t before = 0; before < state.size(); ++before) {
      const double mass = state[before];
      if (mass == 0.0) continue;
      state[before] = 0.0;
      const std::uint32_t most = std::min(before, fanout_);
      for (std::uint32_t informed = 0; informed <= most; ++informed) {
        state[before - informed] += mass * leaves_[before][informed];
      }
    }
  }

  Exchange exchange_;
  std::uint32_t nodes_, fanout_;
  double arrives_;
  std::vector<std::vector<double>> leaves_;
};

// Runs the distribution of the uninformed on, from nodes - 1, until visit(state) says to stop.
template <typename Visit>
void follow(Exchange exchange, std::uint32_t nodes, std::uint32_t fanout, double loss,
            Visit visit) {
  const Chain chain{exchange, nodes, fanout, loss};
  std::vector<std::vector<double>> transitions(nodes);
  std::vector<double> state(nodes, 0.0);
  state[nodes - 1] = 1.0;
  while (visit(state)) {
    std::vector<double> next(nodes, 0.0);
    next[0] = state[0];
    for (std::uint32_t uninformed = 1; uninformed < nodes; ++uninformed) {
      if (state[uninformed] == 0.0) continue;
      std::vector<double>& transition = transitions[uninformed];
      if (transition.empty()) transition = chain.after(uninformed);
      for (std::uint32_t left = 0; left <= uninformed; ++left) {
        next[left] += state[uninformed] * transition[left];
      }
    }
    state = next;
  }
}

}  // namespace

std::vector<double> expected_curve(Exchange exchange, std::uint32_t nodes, std::uint32_t fanout,
                                   double loss, std::uint32_t rounds, std::uint32_t informed) {
  check(nodes, fanout, loss);
  if (informed > nodes) throw_invalid_argument("gossip: more are informed than there are");
  std::vector<double> curve{static_cast<double>(informed)};
  const double peers = nodes - 1.0;
  const double arrives = 1.0 - loss;
  const std::uint32_t calls = std::min(fanout, nodes - 1);
  for (std::uint32_t round = 0; round < rounds; ++round) {
    const double now = curve.back();
    double misses = 1.0;
    if (nodes > 1) {
      if (exchange != Exchange::pull) misses *= power(1.0 - calls * arrives / peers, now);
      if (exchange != Exchange::push) misses *= missed_pull(now, peers, calls, arrives);
    }
    curve.push_back(nodes - (nodes - now) * misses);
  }
  return curve;
}

SpreadLaw spread_law(Exchange exchange, std::uint32_t nodes, std::uint32_t fanout, double loss,
                     std::uint32_t rounds) {
  check(nodes, fanout, loss);
  SpreadLaw law;
  follow(exchange, nodes, fanout, loss, [&](const std::vector<double>& state) {
    double mean = 0.0;
    for (std::uint32_t uninformed = 0; uninformed < nodes; ++uninformed) {
      mean += state[uninformed] * (nodes - uninformed);
    }
    law.expected.push_back(mean);
    law.complete.push_back(state[0]);
    return law.complete.size() <= rounds;
  });
  return law;
}

double expected_rounds(Exchange exchange, std::uint32_t nodes, std::uint32_t fanout, double loss) {
  check(nodes, fanout, loss);
  if (nodes > 1 && loss == 1.0) return std::numeric_limits<double>::infinity();
  double rounds = 0.0;
  follow(exchange, nodes, fanout, loss, [&](const std::vector<double>& state) {
    // The mean is the sum of the chances of not being done yet.
    double unfinished = 0.0;
    for (std::uint32_t uninformed = 1; uninformed < nodes; ++uninformed) {
      unfinished += state[uninformed];
    }
    rounds += unfinished;
    return unfinished > 1e-13;
  });
  return rounds;
}

double push_rounds_lower(std::uint32_t nodes) {
  if (nodes == 0) throw_invalid_argument("gossip: there must be a node");
  return std::bit_width(nodes) - 1 + portable_log(nodes) - 1.116;
}

double push_rounds_upper(std::uint32_t nodes) {
  if (nodes == 0) throw_invalid_argument("gossip: there must be a node");
  return std::bit_width(nodes - 1) + portable_log(nodes) + 2.765;
}

double serf_convergence(std::uint32_t nodes, std::uint32_t fanout, double loss, double failed,
                        double rounds) {
  if (nodes == 0) throw_invalid_argument("gossip: there must be a node");
  check_share(loss, "gossip: the loss must lie between 0 and 1");
  check_share(failed, "gossip: the share of failed nodes must lie between 0 and 1");
  const double n = nodes;
  const double contact = fanout / n * (1.0 - loss) * (1.0 - failed) * 0.5;
  return 1.0 / (1.0 + (n + 1.0) * portable_exp(-contact * n * rounds));
}

double rumor_residue(std::uint32_t k) {
  if (k == 0) throw_invalid_argument("gossip: k must be 1 or more");
  // From 0 the iteration climbs to the smaller root; its slope there, (k + 1) s, is below 1.
  double s = 0.0;
  for (int i = 0; i < 200; ++i) s = portable_exp(-(k + 1.0) * (1.0 - s));
  return s;
}

double anti_entropy_residue(Exchange exchange, std::uint32_t nodes, double uninformed) {
  if (nodes == 0) throw_invalid_argument("gossip: there must be a node");
  check_share(uninformed, "gossip: the uninformed share must lie between 0 and 1");
  double left = uninformed;
  if (exchange != Exchange::push) left *= uninformed;
  if (exchange != Exchange::pull) left *= power(1.0 - 1.0 / nodes, nodes * (1.0 - uninformed));
  return left;
}

}  // namespace distributed::gossip
