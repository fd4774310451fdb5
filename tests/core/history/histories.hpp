#pragma once
// Histories to try checkers with, and the definitions of the levels, tried with
// every order.

#include <algorithm>
#include <numeric>
#include <optional>

#include "history/operation.hpp"
#include "random/distributions.hpp"

namespace histories {

using distributed::Generator;
using distributed::uniform_below;
using distributed::history::History;
using distributed::history::Operation;

/// Operations of clients on registers; each write has a value of its own, reads
/// see any of them, or 0.
inline History any_history(Generator& chance, std::uint32_t most, std::uint32_t clients,
                           std::uint32_t keys, bool pending = false) {
  History history;
  std::vector<std::int64_t> free(clients);
  const std::uint32_t size = uniform_below(chance, most + 1);
  std::uint32_t written = 0;
  for (std::uint32_t i = 0; i < size; ++i) {
    Operation operation;
    operation.client = uniform_below(chance, clients);
    operation.kind = uniform_below(chance, 2) == 0 ? Operation::write : Operation::read;
    operation.key = uniform_below(chance, keys);
    operation.value = operation.kind == Operation::write ? ++written : 0;
    std::int64_t& time = free[operation.client];
    if (time == Operation::none) continue;
    operation.call = time + 1 + uniform_below(chance, 4);
    operation.answer = operation.call + 1 + uniform_below(chance, 4);
    if (pending && uniform_below(chance, 4) == 0) operation.answer = Operation::none;
    time = operation.answer;
    history.push_back(operation);
  }
  for (Operation& operation : history) {
    if (operation.kind == Operation::read) operation.value = uniform_below(chance, written + 1);
  }
  return history;
}

/// Calls `use` for every history of up to `most` operations of two clients on
/// one register that are in the order in which they begin: which client, write
/// or read, and of a read which value, also one that is written later or never.
/// `times`: also whether it begins before or after the other client's last
/// answer.
template <typename Use>
void every_history(std::size_t most, bool times, Use use, History begun = {}) {
  use(begun);
  if (begun.size() == most) return;
  std::uint32_t written = 0;
  for (const Operation& operation : begun) written += operation.kind == Operation::write;
  const auto now = static_cast<std::int64_t>(10 * begun.size());
  for (std::uint32_t client = 0; client < 2; ++client) {
    // The last operation of the client has been answered by now; that of the
    // other may still wait.
    History next = begun;
    for (Operation& operation : next) {
      if (operation.client == client && operation.answer > now) operation.answer = now - 1;
    }
    for (int waits = 0; waits < (times ? 2 : 1); ++waits) {
      if (waits == 1) {
        bool any = false;
        for (Operation& operation : next) {
          if (operation.client == client || operation.answer < now) continue;
          operation.answer = now - 1;
          any = true;
        }
        if (!any) break;
      }
      next.push_back({client, Operation::write, 0, written + 1, now, 1'000'000});
      every_history(most, times, use, next);
      for (std::uint32_t value = 0; value <= most; ++value) {
        next.back() = {client, Operation::read, 0, value, now, 1'000'000};
        every_history(most, times, use, next);
      }
      next.pop_back();
    }
  }
}

inline bool legal(const History& history, const std::vector<std::size_t>& order) {
  std::uint32_t values[8] = {};
  for (const std::size_t place : order) {
    const Operation& operation = history[place];
    if (operation.kind == Operation::write) values[operation.key] = operation.value;
    if (operation.kind == Operation::read && values[operation.key] != operation.value) return false;
  }
  return true;
}

/// Whether some of the operations, and any of those without an answer, stand in
/// an order that is legal and keeps what must come before what.
template <typename Counts, typename Before>
bool some_order(const History& history, Counts counts, Before before) {
  std::vector<std::size_t> sure, maybe;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!counts(history[i])) continue;
    if (history[i].answered()) {
      sure.push_back(i);
    } else if (history[i].kind == Operation::write) {
      maybe.push_back(i);
    }
  }
  for (std::size_t chosen = 0; chosen < std::size_t{1} << maybe.size(); ++chosen) {
    std::vector<std::size_t> order = sure;
    for (std::size_t i = 0; i < maybe.size(); ++i) {
      if (chosen >> i & 1) order.push_back(maybe[i]);
    }
    std::sort(order.begin(), order.end());
    do {
      bool keeps = legal(history, order);
      for (std::size_t i = 0; keeps && i < order.size(); ++i) {
        for (std::size_t j = i + 1; j < order.size(); ++j) {
          keeps = keeps && !before(order[j], order[i]);
        }
      }
      if (keeps) return true;
    } while (std::next_permutation(order.begin(), order.end()));
  }
  return false;
}

inline bool linearizable(const History& history) {
  return some_order(
      history, [](const Operation&) { return true; },
      [&](std::size_t a, std::size_t b) { return history[a].answer < history[b].call; });
}

inline bool sequential(const History& history) {
  return some_order(
      history, [](const Operation&) { return true; },
      [&](std::size_t a, std::size_t b) {
        return history[a].client == history[b].client && a < b;
      });
}

template <typename Before>
bool for_each_client(const History& history, Before before) {
  for (const Operation& one : history) {
    const auto counts = [&](const Operation& operation) {
      return operation.kind == Operation::write || operation.client == one.client;
    };
    if (!some_order(history, counts, before)) return false;
  }
  return true;
}

inline bool pram(const History& history) {
  return for_each_client(history, [&](std::size_t a, std::size_t b) {
    return history[a].client == history[b].client && a < b;
  });
}

inline bool causal(const History& history) {
  const std::size_t size = history.size();
  std::vector<std::vector<bool>> before(size, std::vector<bool>(size));
  for (std::size_t round = 0; round <= size; ++round) {
    for (std::size_t a = 0; a < size; ++a) {
      for (std::size_t b = 0; b < size; ++b) {
        const Operation &x = history[a], &y = history[b];
        const bool own = x.client == y.client && a < b;
        const bool seen = x.kind == Operation::write && y.kind == Operation::read && y.answered() &&
                          x.key == y.key && x.value == y.value;
        bool through = false;
        for (std::size_t c = 0; c < size; ++c) through = through || (before[a][c] && before[c][b]);
        before[a][b] = own || seen || through;
      }
    }
  }
  // A cause that did not happen cannot have been seen.
  return for_each_client(history, [&](std::size_t a, std::size_t b) { return before[a][b]; });
}

}  // namespace histories
