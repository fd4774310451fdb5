#pragma once
// How fast news spreads, in theory: what to draw beside a run, and what to hold it against.
//
//   expected_curve(Exchange::push, 1000, 2, 0.0, 15);   // about 1, 3, 9, 26.9, ... 1000
//   spread_law(Exchange::push, 11, 2, 0.0, 8).expected; // exact, for small groups
//   push_rounds_lower(1000);                            // 14.79 rounds at least until all know
//
// All of it describes a complete graph of live nodes where each contact is an independent uniform
// choice, the model of dissemination.hpp. Dead peers that still get contacted count as loss:
// 1 - (1 - loss)(live - 1)/(nodes - 1).

#include <cstdint>
#include <vector>

#include "gossip/exchange.hpp"

namespace distributed::gossip {

/// Nodes informed after round 0, 1, ... `rounds` when each round brings exactly what is expected of
/// it: the mean-field (logistic-like) curve, which runs a little ahead of the true mean. From
/// `informed` nodes; `fanout` is cut to nodes - 1. Throws std::invalid_argument for no nodes, a
/// fanout of 0, a loss outside 0 to 1 or more informed than nodes.
/// Push: a node stays uninformed with (1 - fanout (1 - loss)/(nodes - 1))^informed (Frieze and
/// Grimmett, Discrete Applied Mathematics 10, 1985); pull: when no answer with news arrives from
/// its peers, taken without repetition; push_pull: with the product of both.
std::vector<double> expected_curve(Exchange exchange, std::uint32_t nodes, std::uint32_t fanout,
                                   double loss, std::uint32_t rounds, std::uint32_t informed = 1);

/// What a spread from one informed node does, as probabilities; index = round, from 0.
struct SpreadLaw {
  std::vector<double> expected;  ///< mean number of informed nodes after this round
  std::vector<double> complete;  ///< probability that all nodes know after this round
};

/// The exact law of a spread, from the Markov chain of the number of informed nodes; works in
/// nodes^3 * fanout steps, so for some hundreds of nodes at most. Throws as expected_curve.
SpreadLaw spread_law(Exchange exchange, std::uint32_t nodes, std::uint32_t fanout, double loss,
                     std::uint32_t rounds);

/// Mean number of rounds until all nodes know, from the law; infinity if loss = 1 and nodes > 1.
double expected_rounds(Exchange exchange, std::uint32_t nodes, std::uint32_t fanout, double loss);

/// Bounds on the mean number of rounds until all `nodes` know by push with fanout 1:
/// floor(log2 n) + ln n - 1.116 and, but for o(1), ceil(log2 n) + ln n + 2.765. nodes >= 1, else
/// std::invalid_argument. Source: B. Doerr and M. Künnemann, "Tight Analysis of Randomized Rumor
/// Spreading in Complete Graphs", ANALCO 2014.
double push_rounds_lower(std::uint32_t nodes);
double push_rounds_upper(std::uint32_t nodes);

/// Fraction of nodes reached after `rounds` gossip rounds, as Serf's convergence simulator has it:
/// 1/(1 + (n + 1) e^(-c n x)), c = (fanout/n)(1 - loss)(1 - failed)/2. Throws
/// std::invalid_argument for no nodes, or shares outside 0 to 1.
/// Source: hashicorp/serf, the convergence simulator of its documentation.
double serf_convergence(std::uint32_t nodes, std::uint32_t fanout, double loss, double failed,
                        double rounds);

/// Share of sites that never hear a rumor when it is spread by feedback and coin with parameter k:
/// the root below 1 of s = e^(-(k + 1)(1 - s)); k = 1: 0.203, k = 2: 0.060. Throws
/// std::invalid_argument for k = 0. Source: Demers et al., PODC 1987, section 1.4.
double rumor_residue(std::uint32_t k);

/// Share of sites without an update one anti-entropy cycle after it was `uninformed`: pull squares
/// it, push leaves u (1 - 1/n)^(n (1 - u)), push_pull multiplies both. Throws std::invalid_argument
/// for no nodes or a share outside 0 to 1. Source: Demers et al., PODC 1987, section 1.3.
double anti_entropy_residue(Exchange exchange, std::uint32_t nodes, double uninformed);

}  // namespace distributed::gossip
