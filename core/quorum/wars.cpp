#include "quorum/wars.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "random/distributions.hpp"

namespace distributed {
namespace {

std::uint64_t bits_of(double x) {
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

double from_bits(std::uint64_t bits) {
  double x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

// Exchanges a and b if the mask is all ones, leaves them if it is 0. Which of two latencies is the
// smaller is a coin toss: a branch would be mispredicted half of the time, and engines of
// WebAssembly turn a choice between two doubles into one.
void exchange(double& a, double& b, std::uint64_t mask) {
  const std::uint64_t difference = (bits_of(a) ^ bits_of(b)) & mask;
  a = from_bits(bits_of(a) ^ difference);
  b = from_bits(bits_of(b) ^ difference);
}

std::uint64_t all_ones_if(bool condition) {
  return 0 - static_cast<std::uint64_t>(condition);
}

// Orders two rows column by column.
void sort_rows(double* earlier, double* later, std::size_t columns) {
  for (std::size_t i = 0; i < columns; ++i) {
    exchange(earlier[i], later[i], all_ones_if(later[i] < earlier[i]));
  }
}

// Orders two rows column by column, and two other rows along with them.
void sort_rows_with(double* earlier, double* later, double* earlier_value, double* later_value,
                    std::size_t columns) {
  for (std::size_t i = 0; i < columns; ++i) {
    const std::uint64_t mask = all_ones_if(later[i] < earlier[i]);
    exchange(earlier[i], later[i], mask);
    exchange(earlier_value[i], later_value[i], mask);
  }
}

}  // namespace

Wars::Wars(const Quorum& quorum, const LatencyModel& model)
    : quorum_(validate(quorum)), remote_delay_(validate(model).remote_delay) {
  const DelayMixture* const delays[] = {&model.write, &model.acknowledge, &model.read,
                                        &model.respond};
  std::size_t* const places[] = {&write_, &acknowledge_, &read_, &respond_};
  for (std::size_t i = 0; i < 4; ++i) {
    // Messages of the same kind share their tables: the fewer there are, the better they stay in
    // cache.
    const auto same = std::find_if(delays, delays + i,
                                   [&](const DelayMixture* other) { return *other == *delays[i]; });
    if (same != delays + i) {
      *places[i] = *places[same - delays];
    } else {
      *places[i] = samplers_.size();
      samplers_.emplace_back(*delays[i]);
    }
  }
  const std::size_t cells = static_cast<std::size_t>(quorum_.n) * batch;
  acknowledged_.resize(cells);
  answered_.resize(cells);
  deficit_.resize(cells);
}

void Wars::run(Generator& chance, std::uint64_t trials) {
  // Two places call each of these functions, and both are large: so they stay functions. An engine
  // of WebAssembly changes over to optimised code when a function is entered, and would be stuck in
  // slow code if all became one loop.
  for (; trials >= batch; trials -= batch) {
    draw(chance, batch);
    evaluate(batch);
  }
  if (trials > 0) {
    draw(chance, static_cast<std::size_t>(trials));
    evaluate(static_cast<std::size_t>(trials));
  }
}

void Wars::draw(Generator& chance, std::size_t trials) {
  const DelaySampler &write = samplers_[write_], &acknowledge = samplers_[acknowledge_],
                     &read = samplers_[read_], &respond = samplers_[respond_];
  const std::size_t n = static_cast<std::size_t>(quorum_.n);
  Generator local = chance;  // its state stays in registers
  for (std::size_t trial = 0; trial < trials; ++trial) {
    std::size_t writer = 0, reader = 0;
    if (remote_delay_ > 0) {
      writer = uniform_below(local, static_cast<std::uint32_t>(n));
      reader = uniform_below(local, static_cast<std::uint32_t>(n));
    }
    for (std::size_t replica = 0; replica < n; ++replica) {
      const double to_write = replica == writer ? 0.0 : remote_delay_;
      const double to_read = replica == reader ? 0.0 : remote_delay_;
      const double w = write.draw(local) + to_write;
      const double a = acknowledge.draw(local) + to_write;
      const double r = read.draw(local) + to_read;
      const double s = respond.draw(local) + to_read;
      const std::size_t cell = replica * batch + trial;
      acknowledged_[cell] = w + a;
      answered_[cell] = r + s;
      deficit_[cell] = w - r;
    }
  }
  chance = local;
}

void Wars::evaluate(std::size_t trials) {
  const std::size_t n = static_cast<std::size_t>(quorum_.n);
  const std::size_t w = static_cast<std::size_t>(quorum_.w);
  const std::size_t r = static_cast<std::size_t>(quorum_.r);
  double* const acknowledged = acknowledged_.data();
  double* const answered = answered_.data();
  double* const deficit = deficit_.data();

  for (std::size_t rank = 0; rank < w; ++rank) {
    for (std::size_t replica = rank + 1; replica < n; ++replica) {
      sort_rows(acknowledged + rank * batch, acknowledged + replica * batch, trials);
    }
  }
  for (std::size_t rank = 0; rank < r; ++rank) {
    for (std::size_t replica = rank + 1; replica < n; ++replica) {
      sort_rows_with(answered + rank * batch, answered + replica * batch, deficit + rank * batch,
                     deficit + replica * batch, trials);
    }
  }
  for (std::size_t rank = 1; rank < r; ++rank) {
    sort_rows(deficit, deficit + rank * batch, trials);
  }
  const double* const returned = acknowledged + (w - 1) * batch;
  const double* const completed = answered + (r - 1) * batch;
  for (std::size_t i = 0; i < trials; ++i) {
    write_latencies_.add(returned[i]);
    read_latencies_.add(completed[i]);
    visibility_.add(deficit[i] - returned[i]);
  }
}

}  // namespace distributed
