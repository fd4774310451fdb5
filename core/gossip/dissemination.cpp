#include "gossip/dissemination.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <numeric>

#include "random/distributions.hpp"
#include "text/error.hpp"

namespace distributed::gossip {
namespace {

// In groups of this size and more, a fanout of up to 4 is drawn again as a whole when a peer comes
// up twice, which is rare; otherwise peers come from a partial shuffle.
constexpr std::uint32_t large_group = 64;

template <std::size_t fanout>
bool repeated(std::uint32_t caller, const std::array<std::uint32_t, fanout>& peers) {
  bool found = false;
  for (std::size_t i = 0; i < fanout; ++i) {
    found |= peers[i] == caller;
    for (std::size_t j = 0; j < i; ++j) found |= peers[i] == peers[j];
  }
  return found;
}

void check_fanout(std::uint32_t fanout) {
  if (fanout == 0) throw_invalid_argument("Dissemination: the fanout must be 1 or more");
}

void check_loss(double loss) {
  if (!(loss >= 0.0 && loss <= 1.0)) {
    throw_invalid_argument("Dissemination: the loss must lie between 0 and 1");
  }
}

std::uint32_t receiver(const Contact& contact) {
  return contact.news == News::to_peer ? contact.to : contact.from;
}

}  // namespace

// Uniform numbers below a bound, made in batches: half a word of chance is enough for each, and a
// tight loop that does nothing else makes them fastest. Works on a copy of the generator, which
// stays in registers, and hands its state back at the end.
class Dissemination::Choices {
 public:
  Choices(Generator& chance, std::uint32_t bound)
      : origin_(chance), chance_(chance), bound_(bound), threshold_((0u - bound) % bound) {}
  ~Choices() { origin_ = chance_; }
  Choices(const Choices&) = delete;
  Choices& operator=(const Choices&) = delete;

  Generator& generator() { return chance_; }

  // The next `count` numbers, at most a batch. They stay readable until the next call.
  const std::uint32_t* take(std::uint32_t count) {
    if (batch - used_ < count) refill();
    const std::uint32_t* const numbers = &numbers_[used_];
    used_ += count;
    return numbers;
  }

  static constexpr std::uint32_t batch = 64;

 private:
  void refill() {
    Generator chance = chance_;
    for (std::uint32_t i = 0; i < batch; i += 2) {
      // As uniform_below, with both halves of a word.
      std::uint64_t word, first, second;
      do {
        word = chance();
        first = (word >> 32) * bound_;
        second = (word & 0xffffffff) * bound_;
      } while (static_cast<std::uint32_t>(first) < threshold_ ||
               static_cast<std::uint32_t>(second) < threshold_);
      numbers_[i] = static_cast<std::uint32_t>(first >> 32);
      numbers_[i + 1] = static_cast<std::uint32_t>(second >> 32);
    }
    chance_ = chance;
    used_ = 0;
  }

  Generator& origin_;
  Generator chance_;
  std::uint32_t bound_, threshold_;
  std::uint32_t used_ = batch;
  std::array<std::uint32_t, batch> numbers_;
};

Dissemination::Dissemination(const DisseminationOptions& options) : options_(options) {
  if (options_.nodes == 0) throw_invalid_argument("Dissemination: there must be a node");
  check_fanout(options_.fanout);
  check_loss(options_.loss);

  const std::size_t words = (std::size_t{options_.nodes} + 63) / 64;
  alive_.assign(words, ~std::uint64_t{0});
  if (options_.nodes % 64 != 0) alive_.back() = (std::uint64_t{1} << (options_.nodes % 64)) - 1;
  for (const std::uint32_t node : options_.down) {
    if (node >= options_.nodes) {
      throw_out_of_range("Dissemination: a node that is down must be one of the nodes");
    }
    alive_[node >> 6] &= ~(std::uint64_t{1} << (node & 63));
  }
  for (const std::uint64_t word : alive_) live_ += static_cast<std::uint32_t>(std::popcount(word));
  if (live_ == 0) throw_invalid_argument("Dissemination: one node at least must be up");

  if (live_ < options_.nodes && !options_.contact_down) {
    candidates_.reserve(live_);
    for (std::uint32_t node = 0; node < options_.nodes; ++node) {
      if (has(alive_, node)) candidates_.push_back(node);
    }
  }
  informed_.assign(words, 0);
  reached_.assign(words, 0);
  fresh_.assign(words, 0);
  history_.reserve(64);
}

void Dissemination::inform(std::uint32_t node) {
  const Status known = status(node);
  if (known == Status::down) throw_invalid_argument("Dissemination: this node is down");
  if (options_.record_contacts) told_.push_back(node);
  if (known != Status::unknown) return;
  put(informed_, node);
  put(reached_, node);
  put(fresh_, node);
  ++history_.back();
}

std::uint32_t Dissemination::inform_random(Generator& chance) {
  if (complete()) throw_invalid_argument("Dissemination: all live nodes know already");
  std::uint32_t skip = uniform_below(chance, live_ - informed());
  for (std::uint32_t node = 0;; ++node) {
    if (has(alive_, node) && !has(informed_, node) && skip-- == 0) {
      inform(node);
      return node;
    }
  }
}

void Dissemination::set_fanout(std::uint32_t fanout) {
  check_fanout(fanout);
  options_.fanout = fanout;
}

void Dissemination::set_loss(double loss) {
  check_loss(loss);
  options_.loss = loss;
}

Status Dissemination::status(std::uint32_t node) const {
  if (node >= options_.nodes) throw_out_of_range("Dissemination: there is no such node");
  if (!has(alive_, node)) return Status::down;
  if (!has(informed_, node)) return Status::unknown;
  return has(fresh_, node) ? Status::fresh : Status::spread;
}

std::uint64_t Dissemination::callers(std::size_t word) const {
  switch (options_.exchange) {
    case Exchange::push:
      return informed_[word];
    case Exchange::pull:
      return alive_[word] & ~informed_[word];
    case Exchange::push_pull:
      break;
  }
  return alive_[word];
}

template <typename Visit>
void Dissemination::for_each_caller(std::size_t first_word, std::size_t last_word,
                                    Visit visit) const {
  for (std::size_t word = first_word; word < last_word; ++word) {
    for (std::uint64_t bits = callers(word); bits != 0; bits &= bits - 1) {
      visit(
          static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits))));
    }
  }
}

// Calls deliver(caller, peer, generator) for each exchange of a round.
template <typename Deliver>
void Dissemination::call_peers(Generator& chance, Deliver deliver) {
  const std::uint32_t choice = options_.contact_down ? options_.nodes : live_;
  const std::uint32_t fanout = std::min(options_.fanout, choice - 1);
  if (choice < large_group || fanout > 4) return call_shuffled(chance, choice, fanout, deliver);
  switch (fanout) {
    case 1:
      return call_drawn<1>(chance, choice, deliver);
    case 2:
      return call_drawn<2>(chance, choice, deliver);
    case 3:
      return call_drawn<3>(chance, choice, deliver);
    default:
      return call_drawn<4>(chance, choice, deliver);
  }
}

template <std::size_t fanout, typename Deliver>
void Dissemination::call_drawn(Generator& chance, std::uint32_t choice, Deliver deliver) {
  Choices choices{chance, choice};
  // In portions, as an engine of WebAssembly changes over to optimised code only when a function is
  // entered. Called at two places, because Binaryen inlines what is called at one.
  constexpr std::size_t portion = 32;
  const std::size_t words = informed_.size();
  std::size_t word = 0;
  for (; word + portion < words; word += portion) {
    call_portion<fanout>(word, word + portion, choices, deliver);
  }
  call_portion<fanout>(word, words, choices, deliver);
}

template <std::size_t fanout, typename Deliver>
[[gnu::noinline]] void Dissemination::call_portion(std::size_t first_word, std::size_t last_word,
                                                   Choices& choices, Deliver deliver) const {
  const std::uint32_t* const candidates = candidates_.empty() ? nullptr : candidates_.data();
  for_each_caller(first_word, last_word, [&](std::uint32_t caller) {
    std::array<std::uint32_t, fanout> peers;
    do {
      const std::uint32_t* const numbers = choices.take(fanout);
      for (std::size_t i = 0; i < fanout; ++i) {
        peers[i] = candidates == nullptr ? numbers[i] : candidates[numbers[i]];
      }
    } while (repeated(caller, peers));
    for (const std::uint32_t peer : peers) deliver(caller, peer, choices.generator());
  });
}

template <typename Deliver>
void Dissemination::call_shuffled(Generator& chance, std::uint32_t choice, std::uint32_t fanout,
                                  Deliver deliver) {
  if (candidates_.empty()) {
    candidates_.resize(choice);
    std::iota(candidates_.begin(), candidates_.end(), 0u);
  }
  // The first of a shuffle are a uniform choice whatever the order was before, so each caller goes
  // on from the last one's; the caller itself is passed over.
  for_each_caller(0, informed_.size(), [&](std::uint32_t caller) {
    std::uint32_t left = fanout;
    for (std::uint32_t i = 0; left > 0; ++i) {
      std::swap(candidates_[i], candidates_[i + uniform_below(chance, choice - i)]);
      if (candidates_[i] == caller) continue;
      deliver(caller, candidates_[i], chance);
      --left;
    }
  });
}

void Dissemination::exchange_with_care(std::uint32_t caller, std::uint32_t peer,
                                       Generator& chance) {
  // Drawn only where something can get lost, so that recording changes nothing.
  const bool lost = (options_.loss > 0.0 && bernoulli(chance, options_.loss)) || !has(alive_, peer);
  const bool caller_knows = has(informed_, caller), peer_knows = has(informed_, peer);
  const bool pushed = options_.exchange != Exchange::pull && caller_knows && !peer_knows;
  const bool pulled = options_.exchange != Exchange::push && peer_knows && !caller_knows;
  if (!lost && pushed) put(reached_, peer);
  if (!lost && pulled) put(reached_, caller);
  if (options_.record_contacts) {
    const News news = pushed ? News::to_peer : pulled ? News::to_caller : News::none;
    contacts_.push_back({caller, peer, !lost && news != News::none, lost, news});
  }
}

void Dissemination::run_round(Generator& chance) {
  std::vector<Contact> late;
  for (const Contact& contact : contacts_) {
    if (contact.delayed) late.push_back(contact);
  }
  contacts_.clear();
  told_.clear();
  count_exchanges();
  if (options_.record_contacts) {
    call_peers(chance, [this](std::uint32_t caller, std::uint32_t peer, Generator& source) {
      exchange_with_care(caller, peer, source);
    });
  } else if (options_.loss > 0.0) {
    const double loss = options_.loss;
    exchange_fast(chance, [loss](Generator& source) {
      return static_cast<std::uint64_t>(!bernoulli(source, loss));
    });
  } else {
    exchange_fast(chance, [](Generator&) { return std::uint64_t{1}; });
  }
  deliver_late(late);
  close_round();
}

void Dissemination::deliver_late(const std::vector<Contact>& late) {
  for (Contact contact : late) {
    contact.delayed = false;
    contact.late = true;
    if (contact.news != News::none) {
      const std::uint32_t told = receiver(contact);
      contact.useful = !has(informed_, told);
      put(reached_, told);
    }
    contacts_.push_back(contact);
  }
}

bool Dissemination::lose_contact(std::size_t index) {
  Contact& chosen = contact(index);
  if (chosen.lost) return false;
  chosen.lost = true;
  chosen.useful = chosen.delayed = false;
  judge_round_anew();
  return true;
}

bool Dissemination::delay_contact(std::size_t index) {
  Contact& chosen = contact(index);
  if (chosen.lost || chosen.delayed) return false;
  chosen.delayed = true;
  chosen.useful = false;
  judge_round_anew();
  return true;
}

Contact& Dissemination::contact(std::size_t index) {
  if (index >= contacts_.size()) throw_out_of_range("Dissemination: there is no such exchange");
  return contacts_[index];
}

// What the last round taught, from what was known when it began.
void Dissemination::judge_round_anew() {
  for (std::size_t word = 0; word < informed_.size(); ++word) {
    informed_[word] &= ~fresh_[word];
    reached_[word] = informed_[word];
  }
  for (const Contact& contact : contacts_) {
    const bool arrives = !contact.lost && !contact.delayed;
    if (arrives && contact.news != News::none) put(reached_, receiver(contact));
  }
  for (const std::uint32_t node : told_) put(reached_, node);
  history_.pop_back();
  close_round();
}

// Unrecorded, a set bit more is all that an exchange does; `arrives` returns 1, or 0 for one that
// gets lost. Dead nodes are taken out at the end.
template <typename Arrives>
void Dissemination::exchange_fast(Generator& chance, Arrives arrives) {
  std::uint64_t* const reached = reached_.data();
  const std::uint64_t* const informed = informed_.data();
  switch (options_.exchange) {
    case Exchange::push:
      call_peers(chance, [=](std::uint32_t, std::uint32_t peer, Generator& source) {
        reached[peer >> 6] |= arrives(source) << (peer & 63);
      });
      break;
    case Exchange::pull:
      call_peers(chance, [=](std::uint32_t caller, std::uint32_t peer, Generator& source) {
        const std::uint64_t knows = (informed[peer >> 6] >> (peer & 63)) & arrives(source);
        reached[caller >> 6] |= knows << (caller & 63);
      });
      break;
    case Exchange::push_pull:
      call_peers(chance, [=](std::uint32_t caller, std::uint32_t peer, Generator& source) {
        const std::uint64_t arrived = arrives(source);
        const std::uint64_t peer_knows = (informed[peer >> 6] >> (peer & 63)) & arrived;
        const std::uint64_t caller_knows = (informed[caller >> 6] >> (caller & 63)) & arrived;
        reached[caller >> 6] |= peer_knows << (caller & 63);
        reached[peer >> 6] |= caller_knows << (peer & 63);
      });
      break;
  }
}

void Dissemination::count_exchanges() {
  const std::uint32_t choice = options_.contact_down ? options_.nodes : live_;
  const std::uint32_t calling = options_.exchange == Exchange::push   ? informed()
                                : options_.exchange == Exchange::pull ? live_ - informed()
                                                                      : live_;
  exchanges_ += std::uint64_t{calling} * std::min(options_.fanout, choice - 1);
}

void Dissemination::close_round() {
  std::uint32_t count = 0;
  for (std::size_t word = 0; word < informed_.size(); ++word) {
    const std::uint64_t now = reached_[word] & alive_[word];
    fresh_[word] = now & ~informed_[word];
    informed_[word] = reached_[word] = now;
    count += static_cast<std::uint32_t>(std::popcount(now));
  }
  history_.push_back(count);
}

std::uint32_t Dissemination::run_to_completion(Generator& chance, std::uint32_t most_rounds) {
  for (std::uint32_t i = 0; i < most_rounds && !complete(); ++i) run_round(chance);
  return round();
}

}  // namespace distributed::gossip
