#include "partition/online_move.hpp"

#include <algorithm>
#include <utility>

#include "text/error.hpp"

namespace distributed {

OnlineMove::OnlineMove(std::vector<NodeId> before, std::vector<NodeId> after)
    : before_(std::move(before)), after_(std::move(after)), turn_(before_.size()) {
  if (before_.size() != after_.size()) {
    throw_invalid_argument("online move: there are ", before_.size(), " rows before and ",
                           after_.size(), " after");
  }
  for (std::size_t row = 0; row < before_.size(); ++row) {
    if (before_[row] == after_[row]) continue;
    turn_[row] = static_cast<std::uint32_t>(moving_.size());
    moving_.push_back(static_cast<std::uint32_t>(row));
  }
}

void OnlineMove::copy(std::size_t rows) {
  copied_ += std::min(rows, moving_.size() - copied_);
}

void OnlineMove::delete_old(std::size_t rows) {
  deleted_ += std::min(rows, copied_ - deleted_);
}

OnlineMove::Place OnlineMove::place(std::size_t row) const {
  if (row >= rows()) throw_out_of_range("online move: there is no row ", row);
  if (before_[row] == after_[row]) return Place::stays;
  if (turn_[row] >= copied_) return Place::waits;
  return turn_[row] < deleted_ ? Place::done : Place::copied;
}

std::vector<NodeId> OnlineMove::readers(std::size_t row) const {
  if (place(row) == Place::waits) return {after_[row], before_[row]};
  return {after_[row]};
}

std::vector<NodeId> OnlineMove::writers(std::size_t row) const {
  switch (place(row)) {
    case Place::waits:
      return {before_[row]};
    case Place::copied:
      return {before_[row], after_[row]};
    case Place::stays:
    case Place::done:
      break;
  }
  return {after_[row]};
}

std::size_t OnlineMove::held(NodeId node) const {
  std::size_t rows_held = 0;
  for (std::size_t row = 0; row < rows(); ++row) {
    const Place now = place(row);
    rows_held += before_[row] == node && now != Place::done;
    rows_held += after_[row] == node && (now == Place::copied || now == Place::done);
  }
  return rows_held;
}

double OnlineMove::requests_per_read() const {
  return distributed::requests_per_read(rows(), moving_.size() - copied_);
}

double requests_per_read(std::size_t rows, std::size_t waiting) {
  return rows == 0 ? 1 : 1 + static_cast<double>(waiting) / static_cast<double>(rows);
}

}  // namespace distributed
