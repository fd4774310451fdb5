#include "simulation/trace.hpp"

namespace distributed::simulation {

void LostMessages::add(MessageId message) {
  const auto word = static_cast<std::size_t>(message / 64);
  if (word >= bits_.size()) bits_.resize(word + 1);
  bits_[word] |= std::uint64_t{1} << (message % 64);
}

bool LostMessages::contains(MessageId message) const {
  const auto word = static_cast<std::size_t>(message / 64);
  return word < bits_.size() && (bits_[word] >> (message % 64) & 1) != 0;
}

}  // namespace distributed::simulation
