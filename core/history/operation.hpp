#pragma once
// What clients did to registers, and when: the history that checkers judge.
//
//   History history{{.client = 0, .kind = Operation::write, .value = 1, .call =
//   0, .answer = 10},
//                   {.client = 1, .kind = Operation::read, .value = 0, .call =
//                   12, .answer = 20}};
//   check_history(history);
//   linearization(history);                      // none: the read should have
//   seen 1
//
//   client 0   |--w1--|
//   client 1            |--r0--|                 times only tell which
//   operation ended before which
//                                                other one began
//
// A register holds 0 at first. An operation without an answer may have taken
// effect, at any time after its call, or not.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace distributed::history {

struct Operation {
  enum Kind : std::uint8_t { write, read };
  static constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max();

  std::uint32_t client = 0;
  Kind kind = read;
  std::uint32_t key = 0;    ///< which register
  std::uint32_t value = 0;  ///< written, or read
  std::int64_t call = 0;
  std::int64_t answer = none;

  bool answered() const { return answer != none; }
};

using History = std::vector<Operation>;

/// Throws std::invalid_argument unless each answer is after its call and each
/// client waits for an answer before its next call; operations of one client
/// stand in their order.
void check_history(const History& history);

}  // namespace distributed::history
