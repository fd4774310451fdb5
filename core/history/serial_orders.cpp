#include "history/serial_orders.hpp"

#include <algorithm>

#include "history/visited.hpp"
#include "text/error.hpp"

namespace distributed::history {
namespace {

// Of each place in the history the places that must come before it.
using Causes = std::vector<std::vector<std::size_t>>;

std::vector<std::uint32_t> all_of(const History& history, std::uint32_t Operation::*member) {
  std::vector<std::uint32_t> numbers;
  for (const Operation& operation : history) numbers.push_back(operation.*member);
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::size_t place_in(const std::vector<std::uint32_t>& numbers, std::uint32_t number) {
  return static_cast<std::size_t>(std::lower_bound(numbers.begin(), numbers.end(), number) -
                                  numbers.begin());
}

// Whether some of the operations can stand in one order that keeps each
// client's.
class Search {
 public:
  Search(const History& history, const std::vector<bool>& counts, const Causes& causes)
      : history_(history),
        causes_(causes),
        keys_(all_of(history, &Operation::key)),
        done_(history.size()),
        lines_(0),
        visited_(0) {
    const std::vector<std::uint32_t> clients = all_of(history, &Operation::client);
    lines_.resize(clients.size());
    for (std::size_t i = 0; i < history.size(); ++i) {
      if (counts[i]) lines_[place_in(clients, history[i].client)].push_back(i);
    }
    state_.assign(clients.size() + keys_.size(), 0);
    visited_ = Visited{state_.size()};
  }

  bool possible() {
    if (!visited_.insert(state_)) return false;
    bool all_done = true;
    for (std::size_t client = 0; client < lines_.size(); ++client) {
      if (state_[client] == lines_[client].size()) continue;
      const std::size_t place = lines_[client][static_cast<std::size_t>(state_[client])];
      // What has no answer need not have happened.
      all_done = all_done && !history_[place].answered();
      if (take(client, place)) return true;
    }
    return all_done;
  }

 private:
  bool take(std::size_t client, std::size_t place) {
    for (const std::size_t cause : causes_[place]) {
      if (!done_[cause]) return false;
    }
    const Operation& operation = history_[place];
    std::uint64_t& value = state_[lines_.size() + place_in(keys_, operation.key)];
    const std::uint64_t old = value;
    if (operation.kind == Operation::read && operation.value != old) return false;
    value = operation.value;
    ++state_[client];
    done_[place] = true;
    const bool found = possible();
    done_[place] = false;
    --state_[client];
    value = old;
    return found;
  }

  const History& history_;
  const Causes& causes_;
  std::vector<std::uint32_t> keys_;
  std::vector<bool> done_;
  std::vector<std::vector<std::size_t>> lines_;  // of each client, its operations
  std::vector<std::uint64_t> state_;  // how many of each line are done; the value of each register
  Visited visited_;
};

bool says_something(const Operation& operation) {
  return operation.kind == Operation::write || operation.answered();
}

// For each client an order of its operations and of all writes.
bool each_has_an_order(const History& history, const Causes& causes) {
  for (const std::uint32_t client : all_of(history, &Operation::client)) {
    std::vector<bool> counts;
    for (const Operation& operation : history) {
      const bool seen = operation.kind == Operation::write || operation.client == client;
      counts.push_back(seen && says_something(operation));
    }
    if (!Search{history, counts, causes}.possible()) return false;
  }
  return true;
}

// Of each operation all writes that it may know of, by its client's order and
// by what was read.
Causes causes_of(const History& history) {
  const std::size_t size = history.size();
  std::vector<std::vector<bool>> before(size, std::vector<bool>(size));
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < size; ++j) {
      const Operation &a = history[i], &b = history[j];
      const bool first = a.client == b.client && i < j;
      const bool read = a.kind == Operation::write && b.kind == Operation::read && b.answered() &&
                        a.key == b.key && a.value == b.value;
      before[i][j] = first || read;
    }
  }
  for (std::size_t k = 0; k < size; ++k) {
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < size && before[i][k]; ++j) {
        before[i][j] = before[i][j] || before[k][j];
      }
    }
  }
  Causes causes(size);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < size; ++j) {
      if (before[i][j] && history[i].kind == Operation::write) causes[j].push_back(i);
    }
  }
  return causes;
}

}  // namespace

bool is_sequentially_consistent(const History& history) {
  check_history(history);
  std::vector<bool> counts;
  for (const Operation& operation : history) counts.push_back(says_something(operation));
  const Causes none(history.size());
  return Search{history, counts, none}.possible();
}

bool is_pram_consistent(const History& history) {
  check_history(history);
  return each_has_an_order(history, Causes(history.size()));
}

bool is_causally_consistent(const History& history) {
  check_history(history);
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (history[i].kind != Operation::write) continue;
    for (std::size_t j = 0; j <= i; ++j) {
      const bool same = j < i && history[j].kind == Operation::write &&
                        history[j].key == history[i].key && history[j].value == history[i].value;
      if (same || history[i].value == 0) {
        throw_invalid_argument("causal consistency: each write must have a value of its own");
      }
    }
  }
  return each_has_an_order(history, causes_of(history));
}

}  // namespace distributed::history
