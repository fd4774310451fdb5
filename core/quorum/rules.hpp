#pragma once
// N replicas, W acknowledgements for a write, R answers for a read: what follows by counting.
//
//   const Quorum quorum{3, 2, 2};
//   validate(quorum);               // throws if it makes no sense
//   quorum.consistent();            // true: 2 + 2 > 3
//   quorum.write_tolerance();       // 1 node may be down and writes still succeed
//
//        W = 3
//    |---------|
//    o    o    o    o    o            N = 5
//              |---------|
//                 R = 3               every read meets every write in W + R - N = 1 node or more
//
// Source: D. K. Gifford, "Weighted Voting for Replicated Data", SOSP 1979 (w + r > n, and w > n/2
// against two writes at once); the letters are Dynamo's (DeCandia et al., SOSP 2007).

namespace distributed {

/// Numbers of replicas: n hold the value, w confirm a write, r answer a read. Any three numbers may
/// stand in it; the questions below need a valid one.
struct Quorum {
  int n = 3;
  int w = 2;
  int r = 2;

  /// True if every read quorum meets every write quorum: w + r > n.
  constexpr bool consistent() const { return w > n - r; }

  /// How many nodes may be down while writes still succeed: n - w.
  constexpr int write_tolerance() const { return n - w; }

  /// How many nodes may be down while reads still succeed: n - r.
  constexpr int read_tolerance() const { return n - r; }

  /// The nodes that a read shares with the latest write at the least: max(0, w + r - n).
  constexpr int least_overlap() const { return consistent() ? w - (n - r) : 0; }

  /// True if two writes always meet in a node, which can then order them: w > n/2.
  constexpr bool write_conflict_free() const { return w > n - w; }

  friend constexpr bool operator==(const Quorum&, const Quorum&) = default;
};

/// Returns the quorum if n >= 1, 1 <= w <= n and 1 <= r <= n; throws std::out_of_range otherwise.
const Quorum& validate(const Quorum& quorum);

}  // namespace distributed
