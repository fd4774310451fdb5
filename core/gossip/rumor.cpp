#include "gossip/rumor.hpp"

#include <algorithm>

#include "random/distributions.hpp"
#include "text/error.hpp"

namespace distributed::gossip {
namespace {

constexpr std::uint8_t sent_in_vain = 1, sent_to_need = 2;

std::uint32_t another(Generator& chance, std::uint32_t nodes, std::uint32_t self) {
  const std::uint32_t peer = uniform_below(chance, nodes - 1);
  return peer + (peer >= self);
}

}  // namespace

RumorMongering::RumorMongering(const RumorOptions& options)
    : options_(options), susceptible_(options.nodes) {
  if (options_.nodes < 2) throw_invalid_argument("RumorMongering: it takes two nodes or more");
  if (options_.k == 0) throw_invalid_argument("RumorMongering: k must be 1 or more");
  interest_.assign(options_.nodes, Interest::susceptible);
  count_.assign(options_.nodes, 0);
  sent_.assign(options_.nodes, 0);
}

void RumorMongering::start(std::uint32_t site) {
  if (interest_.at(site) != Interest::susceptible) return;
  interest_[site] = Interest::infective;
  spreading_.push_back(site);
  --susceptible_;
  ++infective_;
  delays_ += cycle_;
  last_ = cycle_;
}

void RumorMongering::send(std::uint32_t from, std::uint32_t to) {
  if (interest_[from] != Interest::infective) return;
  ++messages_;
  const bool needed = interest_[to] == Interest::susceptible;
  if (needed) heard_.push_back(to);
  sent_[from] = std::max(sent_[from], needed ? sent_to_need : sent_in_vain);
}

void RumorMongering::run_cycle(Generator& chance) {
  if (finished()) return;
  ++cycle_;
  heard_.clear();
  if (options_.exchange == Exchange::push) {
    for (const std::uint32_t site : spreading_) send(site, another(chance, options_.nodes, site));
  } else {
    for (std::uint32_t site = 0; site < options_.nodes; ++site) {
      const std::uint32_t peer = another(chance, options_.nodes, site);
      send(peer, site);
      if (options_.exchange == Exchange::push_pull) send(site, peer);
    }
  }
  close_cycle(chance);
}

void RumorMongering::close_cycle(Generator& chance) {
  const auto loses_interest = [&](std::uint32_t site) {
    const std::uint8_t sent = sent_[site];
    sent_[site] = 0;
    if (sent == 0) return false;
    if (options_.response == Response::feedback && sent == sent_to_need) {
      count_[site] = 0;
      return false;
    }
    if (options_.removal == Removal::coin) return uniform_below(chance, options_.k) == 0;
    return ++count_[site] >= options_.k;
  };
  const auto kept = std::remove_if(spreading_.begin(), spreading_.end(), [&](std::uint32_t site) {
    const bool removed = loses_interest(site);
    if (removed) interest_[site] = Interest::removed;
    return removed;
  });
  infective_ -= static_cast<std::uint32_t>(spreading_.end() - kept);
  spreading_.erase(kept, spreading_.end());
  for (const std::uint32_t site : heard_) start(site);
}

std::vector<double> RumorMongering::run_to_end(Generator& chance) {
  std::vector<double> course{residue()};
  while (!finished()) {
    run_cycle(chance);
    course.push_back(residue());
  }
  return course;
}

double RumorMongering::residue() const {
  return static_cast<double>(susceptible_) / options_.nodes;
}

double RumorMongering::traffic() const {
  return static_cast<double>(messages_) / options_.nodes;
}

double RumorMongering::average_delay() const {
  const std::uint32_t know = options_.nodes - susceptible_;
  return know == 0 ? 0.0 : static_cast<double>(delays_) / know;
}

}  // namespace distributed::gossip
