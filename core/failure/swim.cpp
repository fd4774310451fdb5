#include "failure/swim.hpp"

#include <algorithm>

#include "gossip/memberlist.hpp"
#include "random/distributions.hpp"
#include "text/error.hpp"

namespace distributed::failure {

bool overrides(const MemberUpdate& update, const MemberUpdate& known) {
  if (known.state == MemberState::dead) return false;
  switch (update.state) {
    case MemberState::dead:
      return true;
    case MemberState::suspect:
      return known.state == MemberState::alive ? update.incarnation >= known.incarnation
                                               : update.incarnation > known.incarnation;
    case MemberState::alive:
      break;
  }
  return update.incarnation > known.incarnation;
}

Swim::Swim(const SwimOptions& options, Generator& chance) : options_(options) {
  const std::uint32_t count = options_.members;
  if (count < 2) throw_invalid_argument("Swim: it takes two members or more");
  if (options_.piggyback == 0) {
    throw_invalid_argument("Swim: a message must have room for an update");
  }
  if (options_.retransmit_multiplier == 0) {
    throw_invalid_argument("Swim: the retransmit multiplier must be 1 or more");
  }
  if (!(options_.loss >= 0.0 && options_.loss <= 1.0)) {
    throw_invalid_argument("Swim: the loss must lie between 0 and 1");
  }
  most_told_ = gossip::retransmit_limit(options_.retransmit_multiplier, count);
  running_.assign(count, 1);
  cut_.assign(std::size_t{count} * count, 0);
  opinions_.assign(std::size_t{count} * count, Opinion{});
  rumors_.resize(count);
  order_.resize(count);
  position_.assign(count, 0);
  for (std::uint32_t member = 0; member < count; ++member) {
    for (std::uint32_t other = 0; other < count; ++other) {
      if (other != member) order_[member].push_back(other);
    }
    shuffle(chance, order_[member]);
  }
}

std::size_t Swim::place(std::uint32_t from, std::uint32_t to) const {
  if (from >= options_.members || to >= options_.members) {
    throw_out_of_range("Swim: there is no such member");
  }
  return std::size_t{from} * options_.members + to;
}

void Swim::stop(std::uint32_t member) {
  running_.at(member) = 0;
}
void Swim::resume(std::uint32_t member) {
  running_.at(member) = 1;
}

void Swim::set_link(std::uint32_t from, std::uint32_t to, bool works) {
  cut_[place(from, to)] = !works;
}

const Opinion& Swim::opinion(std::uint32_t observer, std::uint32_t about) const {
  return opinions_[place(observer, about)];
}

std::uint32_t Swim::observers(std::uint32_t about, MemberState state) const {
  std::uint32_t count = 0;
  for (std::uint32_t member = 0; member < options_.members; ++member) {
    count += member != about && running_[member] && opinion(member, about).state == state;
  }
  return count;
}

bool Swim::eligible(std::uint32_t observer, std::uint32_t target) const {
  return target != observer && opinion(observer, target).state != MemberState::dead;
}

bool Swim::next_target(std::uint32_t member, Generator& chance, std::uint32_t& target) {
  if (options_.probing == Probing::random) {
    std::vector<std::uint32_t> choice;
    for (std::uint32_t other = 0; other < options_.members; ++other) {
      if (eligible(member, other)) choice.push_back(other);
    }
    if (choice.empty()) return false;
    target = choice[uniform_below(chance, static_cast<std::uint32_t>(choice.size()))];
    return true;
  }
  std::vector<std::uint32_t>& order = order_[member];
  for (std::size_t tries = 0; tries < 2 * order.size(); ++tries) {
    if (position_[member] == order.size()) {
      shuffle(chance, order);
      position_[member] = 0;
    }
    target = order[position_[member]++];
    if (eligible(member, target)) return true;
  }
  return false;
}

void Swim::run_period(Generator& chance) {
  ++period_;
  messages_.clear();
  changes_.clear();
  for (std::uint32_t member = 0; member < options_.members; ++member) {
    if (running_[member]) probe(member, chance);
  }
  for (std::uint32_t member = 0; member < options_.members; ++member) {
    for (std::uint32_t other = 0; other < options_.members && running_[member]; ++other) {
      const Opinion known = opinion(member, other);
      if (known.state != MemberState::suspect || other == member) continue;
      if (period_ - known.since >= options_.suspicion_periods) {
        conclude(member, {other, MemberState::dead, known.incarnation});
      }
    }
  }
}

void Swim::probe(std::uint32_t member, Generator& chance) {
  std::uint32_t target = 0;
  if (!next_target(member, chance, target)) return;
  if (round_trip(member, target, chance)) return;

  std::vector<std::uint32_t> proxies;
  for (std::uint32_t other = 0; other < options_.members; ++other) {
    if (other != target && eligible(member, other)) proxies.push_back(other);
  }
  shuffle(chance, proxies);
  if (proxies.size() > options_.indirect) proxies.resize(options_.indirect);
  bool reached = false;
  for (const std::uint32_t proxy : proxies) {
    reached |= send(SwimMessage::Kind::ping_request, member, proxy, chance) &&
               round_trip(proxy, target, chance) &&
               send(SwimMessage::Kind::ack, proxy, member, chance);
  }
  // It may have left meanwhile, on hearing that it is dead.
  if (reached || !running_[member]) return;
  hear(member, {target, MemberState::suspect, opinion(member, target).incarnation});
}

bool Swim::round_trip(std::uint32_t from, std::uint32_t to, Generator& chance) {
  return send(SwimMessage::Kind::ping, from, to, chance) &&
         send(SwimMessage::Kind::ack, to, from, chance);
}

// Returns whether the message arrived and its receiver went on running.
bool Swim::send(SwimMessage::Kind kind, std::uint32_t from, std::uint32_t to, Generator& chance) {
  const bool lost = bernoulli(chance, options_.loss) || cut_[place(from, to)] || !running_[to];
  messages_.push_back({kind, from, to, lost});

  std::vector<Rumor>& rumors = rumors_[from];
  std::sort(rumors.begin(), rumors.end(), [](const Rumor& a, const Rumor& b) {
    return a.told != b.told ? a.told < b.told : a.update.member < b.update.member;
  });
  const std::size_t room = std::min<std::size_t>(rumors.size(), options_.piggyback);
  std::vector<MemberUpdate> updates;
  for (std::size_t i = 0; i < room; ++i) {
    updates.push_back(rumors[i].update);
    ++rumors[i].told;
  }
  rumors.erase(std::remove_if(rumors.begin(), rumors.end(),
                              [this](const Rumor& rumor) { return rumor.told >= most_told_; }),
               rumors.end());
  if (lost) return false;

  const Opinion& target = opinion(from, to);
  if (target.state == MemberState::suspect) {
    updates.push_back({to, MemberState::suspect, target.incarnation});
  }
  for (const MemberUpdate& update : updates) hear(to, update);
  return running_[to] != 0;
}

void Swim::hear(std::uint32_t observer, const MemberUpdate& update) {
  const Opinion& known = opinion(observer, update.member);
  if (!overrides(update, {update.member, known.state, known.incarnation})) return;
  if (update.member != observer) {
    conclude(observer, update);
  } else if (update.state == MemberState::suspect) {
    conclude(observer, {observer, MemberState::alive, update.incarnation + 1});
  } else if (update.state == MemberState::dead) {
    stop(observer);
  }
}

void Swim::conclude(std::uint32_t observer, const MemberUpdate& update) {
  opinions_[place(observer, update.member)] = {update.state, update.incarnation, period_};
  changes_.push_back({observer, update});
  std::vector<Rumor>& rumors = rumors_[observer];
  const auto found = std::find_if(rumors.begin(), rumors.end(), [&](const Rumor& rumor) {
    return rumor.update.member == update.member;
  });
  if (found != rumors.end()) {
    *found = {update, 0};
  } else {
    rumors.push_back({update, 0});
  }
}

}  // namespace distributed::failure
