#pragma once
// How long the four messages of a quorum operation travel.
//
//   LatencyModel model = lnkd_disk();
//   model.read = exponential_delay(0.5);        // or mix your own
//
//   writer --- W: write ---> replica            reader --- R: read -----> replica
//          <-- A: ack ------                           <-- S: respond ---
//
// One-way delays in milliseconds. A message is either of the body (a Pareto, whose minimum is
// sharp) or of the tail (an exponential): that is how the published fits to production stores look.
//
// Source: P. Bailis et al., "Probabilistically Bounded Staleness for Practical Partial Quorums",
// PVLDB 5(8), 2012, table 3 and section 5.3.

namespace distributed {

/// A one-way delay in ms: offset + Pareto(minimum, shape) with probability pareto_share, otherwise
/// offset + exponential(rate).
struct DelayMixture {
  double pareto_share = 0;  // 0 ... 1
  double minimum = 1;       // x_m, ms
  double shape = 1;         // alpha
  double rate = 1;          // lambda, 1/ms
  double offset = 0;        // ms

  friend constexpr bool operator==(const DelayMixture&, const DelayMixture&) = default;
};

/// Always `delay` ms.
DelayMixture constant_delay(double delay);

/// Exponential with the given mean in ms.
DelayMixture exponential_delay(double mean);

/// Pareto with the given minimum in ms and shape.
DelayMixture pareto_delay(double minimum, double shape);

/// The delays of W, A, R and S. With a remote_delay each replica stands in a data centre of its
/// own, the writer and the reader each in one of them by chance, and every one-way message to or
/// from another data centre takes remote_delay ms longer.
struct LatencyModel {
  DelayMixture write, acknowledge, read, respond;
  double remote_delay = 0;
};

/// LinkedIn's Voldemort on solid state drives.
LatencyModel lnkd_ssd();

/// LinkedIn's Voldemort on spinning disks: slow writes, the rest as lnkd_ssd.
LatencyModel lnkd_disk();

/// Yammer's Riak: a short body and a very long tail of writes. The paper's table prints the shape
/// of W as 3.35; its results come from 3.5, which its simulator has, and so has this.
LatencyModel ymmr();

/// lnkd_disk with 75 ms between data centres.
LatencyModel wan();

/// The four above.
enum class LatencyProfile { lnkd_ssd, lnkd_disk, ymmr, wan };
LatencyModel latency_model(LatencyProfile profile);

/// Returns the delay if 0 <= pareto_share <= 1, minimum >= 0, shape >= 0.1, rate > 0 and offset >=
/// 0, all finite but for the shape; throws std::out_of_range otherwise.
const DelayMixture& validate(const DelayMixture& delay);

/// Returns the model if its delays are valid and remote_delay is finite and at least 0; throws
/// std::out_of_range otherwise.
const LatencyModel& validate(const LatencyModel& model);

}  // namespace distributed
