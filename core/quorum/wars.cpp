#include "quorum/wars.hpp"

#include <algorithm>
#include <stdexcept>

#include "random/distributions.hpp"

namespace distributed {
namespace {

// Rows that are compared column by column, without a branch, so that compilers vectorise it.
void sort_rows(double* earlier, double* later, std::size_t columns) {
  for (std::size_t i = 0; i < columns; ++i) {
    const double a = earlier[i], b = later[i];
    earlier[i] = b < a ? b : a;
    later[i] = b < a ? a : b;
  }
}

void sort_rows_with(double* earlier, double* later, double* earlier_value, double* later_value,
                    std::size_t columns) {
  for (std::size_t i = 0; i < columns; ++i) {
    const double a = earlier[i], b = later[i];
    const double value_a = earlier_value[i], value_b = later_value[i];
    earlier[i] = b < a ? b : a;
    later[i] = b < a ? a : b;
    earlier_value[i] = b < a ? value_b : value_a;
    later_value[i] = b < a ? value_a : value_b;
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
  while (trials > 0) {
    const std::size_t now = static_cast<std::size_t>(std::min<std::uint64_t>(trials, batch));
    draw(chance, now);
    evaluate(now);
    trials -= now;
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
    for (std::size_t i = 0; i < trials; ++i) {
      const double least = deficit[i], other = deficit[rank * batch + i];
      deficit[i] = other < least ? other : least;
    }
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
