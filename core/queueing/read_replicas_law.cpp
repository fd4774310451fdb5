#include "queueing/read_replicas_law.hpp"

#include <algorithm>
#include <limits>

#include "queueing/erlang.hpp"
#include "queueing/read_ceiling.hpp"
#include "random/elementary.hpp"
#include "text/error.hpp"

namespace distributed::queueing {
namespace {

double writes_of(const ReadReplicasOptions& options) {
  return options.traffic.mean_rate * (1 - options.read_share);
}

// Sums of shares miss a whole by a rounding.
bool full(double load, double capacity) {
  return load >= capacity * (1 - 1e-9);
}

bool leader_reads(const ReadReplicasOptions& options) {
  return options.replicas == 0 || options.readers != Readers::replicas;
}

// Where every read goes to the same node, routing has nothing to choose.
bool at_random(const ReadReplicasOptions& options) {
  return options.routing == Routing::random || readers_of(options) == 1;
}

bool has_slow_reader(const ReadReplicasOptions& options) {
  return options.first_replica_speed != 1 && options.replicas > 0 &&
         options.readers != Readers::leader;
}

// Among as many reads as a full line has, the writes that came as they did, in the shares in which
// they are served, may be more than the log may have: then writes are held back.
bool log_fills(const ReadReplicasOptions& options) {
  if (options.log_limit == std::numeric_limits<std::size_t>::max()) return false;
  const double writes = writes_of(options), left = std::max(0.0, options.service_rate - writes);
  return writes * static_cast<double>(options.line_limit) >
         left * static_cast<double>(options.log_limit);
}

bool log_in_line(const ReadReplicasOptions& options) {
  return options.applying == Applying::in_line || options.replicas == 0 ||
         options.readers == Readers::leader || options.read_share == 1;
}

bool is_one_line(const ReadReplicasOptions& options) {
  return options.routing == Routing::one_queue && options.read_share == 1 &&
         options.traffic.seconds_off == 0 && !has_slow_reader(options);
}

ServerPool pool_of(const ReadReplicasOptions& options) {
  return {options.traffic.mean_rate, options.service_rate, readers_of(options)};
}

// The mean of the exponential time at a node; nothing if there is no law, 0 or less if it has no
// steady state.
std::optional<double> mean_time_at(const ReadReplicasOptions& options, std::uint32_t node) {
  const NodeLoad load = load_of(options, node);
  if (full(load.all(), options.service_rate)) return std::nullopt;
  if (options.traffic.seconds_off == 0) return 1 / (options.service_rate - load.all());
  // The leader has the writes of bursts as they come; a replica has them as the leader lets go.
  if (node > 0 && load.writes > 0) return std::nullopt;
  Bursts here = options.traffic;
  here.mean_rate = load.all();
  return mean_time_of_bursts(here, options.service_rate);
}

// Reads and writes, each with their share and the mean of their exponential times.
struct Times {
  double read_share, read_mean, write_mean;
};
std::optional<Times> times_of(const ReadReplicasOptions& options) {
  if (!at_random(options) || !log_in_line(options) || has_slow_reader(options)) return std::nullopt;
  const auto reads =
      mean_time_at(options, options.readers == Readers::leader ? 0 : options.replicas);
  const auto writes = mean_time_at(options, 0);
  if (!reads && options.read_share > 0) return std::nullopt;
  if (!writes && options.read_share < 1) return std::nullopt;
  return Times{options.read_share, reads.value_or(1), writes.value_or(1)};
}

}  // namespace

double read_capacity(const ReadReplicasOptions& options) {
  const double writes = writes_of(options), mu = options.service_rate;
  if (!has_slow_reader(options)) return read_ceiling(readers_of(options), mu, writes);
  return read_ceiling(readers_of(options) - 1, mu, writes) +
         read_ceiling(1, mu * options.first_replica_speed, writes);
}

double request_capacity(const ReadReplicasOptions& options, std::uint32_t replicas) {
  return request_ceiling(
      {options.service_rate, options.read_share, options.readers == Readers::all},
      options.readers == Readers::leader ? 0 : replicas);
}

std::uint32_t readers_of(const ReadReplicasOptions& options) {
  if (options.readers == Readers::leader) return 1;
  return std::max(1u, options.replicas + (options.readers == Readers::all ? 1u : 0u));
}

NodeLoad load_of(const ReadReplicasOptions& options, std::uint32_t node) {
  NodeLoad load{0, writes_of(options)};
  const bool reads = node == 0 ? leader_reads(options) : options.readers != Readers::leader;
  if (reads) load.reads = options.traffic.mean_rate * options.read_share / readers_of(options);
  return load;
}

double utilisation_law(const ReadReplicasOptions& options, std::uint32_t node) {
  const double speed = node == 1 ? options.first_replica_speed : 1;
  return load_of(options, node).all() / (options.service_rate * speed);
}

std::optional<double> mean_time_law(const ReadReplicasOptions& options) {
  if (is_one_line(options)) {
    const ServerPool pool = pool_of(options);
    return full(utilisation(pool), 1) ? std::nullopt : std::optional{mean_time(pool)};
  }
  const auto times = times_of(options);
  if (!times) return std::nullopt;
  return times->read_share * times->read_mean + (1 - times->read_share) * times->write_mean;
}

std::optional<double> time_quantile_law(const ReadReplicasOptions& options, double share) {
  if (!(share >= 0 && share <= 1)) {
    throw_out_of_range("read replicas: the share is ", share, ", must be 0 to 1");
  }
  if (share == 1) return std::nullopt;
  if (is_one_line(options)) {
    const ServerPool pool = pool_of(options);
    return full(utilisation(pool), 1) ? std::nullopt : std::optional{time_quantile(pool, share)};
  }
  const auto times = times_of(options);
  if (!times) return std::nullopt;
  const auto beyond = [&](double seconds) {
    return times->read_share * portable_exp(-seconds / times->read_mean) +
           (1 - times->read_share) * portable_exp(-seconds / times->write_mean);
  };
  double low = 0, high = std::max(times->read_mean, times->write_mean);
  while (beyond(high) > 1 - share) high *= 2;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = low + (high - low) / 2;
    (beyond(middle) > 1 - share ? low : high) = middle;
  }
  return high;
}

std::optional<double> throughput_law(const ReadReplicasOptions& options) {
  const double writes = writes_of(options), reads = options.traffic.mean_rate - writes;
  const bool leader_keeps_up = load_of(options, 0).all() <= options.service_rate;
  const double most = read_capacity(options);
  // Routing that is blind to who is slow gives it too much.
  const bool blind_to_slow = has_slow_reader(options) && utilisation_law(options, 1) > 1;
  if (leader_keeps_up && reads <= most && !blind_to_slow) return writes + reads;
  if (options.traffic.seconds_off > 0 || !log_in_line(options) || has_slow_reader(options)) {
    return std::nullopt;
  }
  // A line takes reads and writes as they come: of both, the leader alone serves what it can.
  if (readers_of(options) == 1 && leader_reads(options)) return options.service_rate;
  if (!leader_keeps_up || log_fills(options)) return std::nullopt;
  return writes + most;
}

std::optional<double> stale_share_law(const ReadReplicasOptions& options) {
  if (options.replicas == 0 || options.readers == Readers::leader) return 0.0;
  const double writes = writes_of(options);
  const bool spread = options.readers == Readers::replicas || options.routing == Routing::random ||
                      options.routing == Routing::round_robin;
  if (options.applying != Applying::in_line || options.traffic.seconds_off > 0 || !spread ||
      load_of(options, 0).all() >= options.service_rate) {
    return std::nullopt;
  }
  const double at_replicas = static_cast<double>(options.replicas) / readers_of(options);
  const double missed =
      1 - portable_exp(-writes * simulation::to_seconds(options.replication_delay) / options.keys);
  return at_replicas * missed;
}

}  // namespace distributed::queueing
