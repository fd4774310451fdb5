#include "gossip/anti_entropy.hpp"

#include <algorithm>

#include "random/distributions.hpp"
#include "text/error.hpp"

namespace distributed::gossip {

AntiEntropy::AntiEntropy(std::uint32_t replicas, std::uint32_t keys, Exchange exchange)
    : replicas_(replicas), keys_(keys), exchange_(exchange) {
  if (replicas_ < 2) throw_invalid_argument("AntiEntropy: it takes two replicas or more");
  if (keys_ == 0) throw_invalid_argument("AntiEntropy: there must be a key");
  versions_.assign(std::size_t{replicas_} * keys_, 0);
  next_ = versions_;
}

std::size_t AntiEntropy::place(std::uint32_t replica, std::uint32_t key) const {
  if (replica >= replicas_) throw_out_of_range("AntiEntropy: there is no such replica");
  if (key >= keys_) throw_out_of_range("AntiEntropy: there is no such key");
  return std::size_t{replica} * keys_ + key;
}

void AntiEntropy::write(std::uint32_t replica, std::uint32_t key, std::uint64_t version) {
  std::uint64_t& own = versions_[place(replica, key)];
  own = std::max(own, version);
}

std::uint64_t AntiEntropy::version(std::uint32_t replica, std::uint32_t key) const {
  return versions_[place(replica, key)];
}

void AntiEntropy::hand_over(std::uint32_t from, std::uint32_t to) {
  const std::size_t source = std::size_t{from} * keys_, target = std::size_t{to} * keys_;
  for (std::uint32_t key = 0; key < keys_; ++key) {
    const std::uint64_t version = versions_[source + key];
    if (version <= versions_[target + key]) continue;
    ++transfers_;
    next_[target + key] = std::max(next_[target + key], version);
  }
}

void AntiEntropy::run_cycle(Generator& chance) {
  ++cycle_;
  next_ = versions_;
  for (std::uint32_t replica = 0; replica < replicas_; ++replica) {
    std::uint32_t peer = uniform_below(chance, replicas_ - 1);
    if (peer >= replica) ++peer;
    if (exchange_ != Exchange::pull) hand_over(replica, peer);
    if (exchange_ != Exchange::push) hand_over(peer, replica);
  }
  versions_.swap(next_);
}

std::vector<double> AntiEntropy::run_to_consistency(std::uint32_t key, Generator& chance) {
  std::vector<double> course;
  const auto note = [&] { course.push_back(static_cast<double>(stale(key)) / replicas_); };
  for (note(); !consistent(); note()) run_cycle(chance);
  return course;
}

std::uint32_t AntiEntropy::stale(std::uint32_t key) const {
  std::uint64_t highest = 0;
  for (std::uint32_t replica = 0; replica < replicas_; ++replica) {
    highest = std::max(highest, version(replica, key));
  }
  std::uint32_t count = 0;
  for (std::uint32_t replica = 0; replica < replicas_; ++replica) {
    count += version(replica, key) < highest;
  }
  return count;
}

bool AntiEntropy::consistent() const {
  for (std::uint32_t key = 0; key < keys_; ++key) {
    if (stale(key) != 0) return false;
  }
  return true;
}

}  // namespace distributed::gossip
