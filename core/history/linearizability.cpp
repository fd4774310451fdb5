#include "history/linearizability.hpp"

#include <algorithm>

#include "history/visited.hpp"

namespace distributed::history {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

// Calls and answers of one register's operations in the order of time, as a
// list from which operations that have taken effect are lifted.
class Search {
 public:
  Search(const History& history, std::vector<std::size_t> places)
      : history_(history), places_(std::move(places)), visited_(places_.size() / 64 + 2) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      entries_.push_back({history[places_[i]].call, i, true});
      if (!history[places_[i]].answered()) continue;
      entries_.push_back({history[places_[i]].answer, i, false});
      ++open_;
    }
    // At the same instant calls come first: whoever answers then may have
    // waited for them.
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      if (a.time != b.time) return a.time < b.time;
      if (a.is_call != b.is_call) return a.is_call;
      return a.operation < b.operation;
    });
    const std::size_t end = entries_.size();
    call_.assign(places_.size(), none);
    answer_.assign(places_.size(), none);
    for (std::size_t i = 0; i <= end; ++i) {
      next_.push_back(i + 1);
      before_.push_back(i == 0 ? end : i - 1);
      if (i == end) continue;
      (entries_[i].is_call ? call_ : answer_)[entries_[i].operation] = i;
    }
    next_[end] = 0;  // the ends meet in an entry that is none
  }

  // Appends an order to `order`, if there is one.
  bool run(std::vector<std::size_t>& order) {
    std::vector<std::uint64_t> state(places_.size() / 64 + 2);  // who took effect, and the value
    std::uint64_t& value = state.back();
    struct Choice {
      std::size_t operation;
      std::uint64_t value;  // before it
    };
    std::vector<Choice> choices;
    const std::size_t end = entries_.size();
    std::size_t at = next_[end];
    while (open_ > 0) {
      if (at != end && entries_[at].is_call) {
        const std::size_t operation = entries_[at].operation;
        const Operation& that = history_[places_[operation]];
        if (that.kind == Operation::write || that.value == value) {
          const std::uint64_t old = value;
          state[operation / 64] ^= std::uint64_t{1} << operation % 64;
          if (that.kind == Operation::write) value = that.value;
          if (visited_.insert(state)) {
            choices.push_back({operation, old});
            lift(operation);
            at = next_[end];
            continue;
          }
          state[operation / 64] ^= std::uint64_t{1} << operation % 64;
          value = old;
        }
        at = next_[at];
        continue;
      }
      // An answer of an operation that has not taken effect, or nothing is left
      // to try.
      if (choices.empty()) return false;
      const Choice last = choices.back();
      choices.pop_back();
      state[last.operation / 64] ^= std::uint64_t{1} << last.operation % 64;
      value = last.value;
      put_back(last.operation);
      at = next_[call_[last.operation]];
    }
    for (const Choice& choice : choices) order.push_back(places_[choice.operation]);
    return true;
  }

 private:
  struct Entry {
    std::int64_t time;
    std::size_t operation;
    bool is_call;
  };

  void take(std::size_t entry) {
    next_[before_[entry]] = next_[entry];
    before_[next_[entry]] = before_[entry];
  }
  void give_back(std::size_t entry) {
    next_[before_[entry]] = entry;
    before_[next_[entry]] = entry;
  }
  void lift(std::size_t operation) {
    take(call_[operation]);
    if (answer_[operation] == none) return;
    take(answer_[operation]);
    --open_;
  }
  void put_back(std::size_t operation) {
    if (answer_[operation] != none) {
      give_back(answer_[operation]);
      ++open_;
    }
    give_back(call_[operation]);
  }

  const History& history_;
  std::vector<std::size_t> places_;  // in the history, of this register's operations
  std::vector<Entry> entries_;
  std::vector<std::size_t> next_, before_, call_, answer_;
  std::size_t open_ = 0;  // operations with an answer that have not taken effect
  Visited visited_;
};

}  // namespace

std::optional<std::vector<std::size_t>> linearization(const History& history) {
  check_history(history);
  std::vector<std::uint32_t> keys;
  for (const Operation& operation : history) keys.push_back(operation.key);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::vector<std::size_t> order;
  for (const std::uint32_t key : keys) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < history.size(); ++i) {
      const bool says_nothing = history[i].kind == Operation::read && !history[i].answered();
      if (history[i].key == key && !says_nothing) places.push_back(i);
    }
    if (!Search{history, std::move(places)}.run(order)) return std::nullopt;
  }
  return order;
}

bool is_linearizable(const History& history) {
  return linearization(history).has_value();
}

}  // namespace distributed::history
