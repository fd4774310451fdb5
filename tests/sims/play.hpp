#pragma once
// What the tests of all sims do: press, set, look, open a link, and play at random.
//
//   const Sim sim = play::sim_of_model<QuorumCalculator>("quorum-calculator");
//   const auto session = play::open(sim, "?n=5&seed=7&do=simulate-write@0&at=5");
//   play::press(*session, "simulate-read");
//   play::check_random_runs(sim, 1000);

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "open_link.hpp"

namespace play {

/// A sim without its view, with an Explore drawer.
template <typename M>
microsims::Sim sim_of_model(std::string_view id) {
  microsims::Sim sim{.id = id,
                     .title = id,
                     .height = 1,
                     .explore_height = 1,
                     .step = 0.1,
                     .make_model = nullptr,
                     .make_view = nullptr};
  sim.make_model = [](std::uint64_t seed) -> std::unique_ptr<microsims::Model> {
    return std::make_unique<M>(seed);
  };
  return sim;
}

// Of a model or a session; a refusal fails the test.
void press(const microsims::Model& model, std::string_view id);
void press(microsims::Session& session, std::string_view id);
/// `text` as a link has it: "3", "true", "leaderless".
void set(const microsims::Model& model, std::string_view id, std::string_view text);
void set(microsims::Session& session, std::string_view id, std::string_view text);

/// All that can be told of a model: state, words, facts, marks and messages.
std::string all_of(const microsims::Model& model);

/// A session as a page opens it: settings in the order of the controls, then `do` and `at`. What
/// the link has wrong goes to `warnings`, or fails the test without them.
std::unique_ptr<microsims::Session> open(const microsims::Sim& sim, std::string_view query,
                                         std::vector<std::string>* warnings = nullptr);

/// Random commands at random instants, `runs` times, each with a seed of its own: every place that
/// was passed is, when sought, as it was; so is every place of the link to the run's end, which
/// plays it in the largest steps; and the link to the run of a link is that link.
void check_random_runs(const microsims::Sim& sim, int runs);

}  // namespace play
