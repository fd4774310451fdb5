#pragma once
// A minute of load on a leader and its replicas, measured: after a second in which lines settle,
// sixty that count.
//
//   LoadTest test(options, Generator{42});
//   test.start();
//   test.advance(milliseconds(250));
//   test.change(options);                  // the load is another one: the minute begins anew
//   test.advance(test.left());
//   test.tally(), test.figures(1), test.seconds();
//
//   start                    1 s                                               61 s
//   |--- lines settle -------|--- measured -- -- -- -- -- -- -- -- -- -- -- --|  no load any more
//
// However finely time is cut, the run is the same. A copy is small as long as lines are bounded.

#include <cstdint>
#include <vector>

#include "queueing/read_replicas.hpp"

namespace distributed::queueing {

class LoadTest {
 public:
  static constexpr Time settling = simulation::seconds(1), measuring = simulation::seconds(60);

  /// Throws as ReadReplicas does.
  LoadTest(const ReadReplicasOptions& options, Generator chance);

  const ReadReplicas& database() const { return database_; }

  /// Load flows until a minute of it was measured.
  void start();
  bool under_load() const { return under_load_; }
  /// Until it is.
  Time left() const { return under_load_ ? settling + measuring - elapsed_ : 0; }

  /// Lets up to `by` pass, and stops at the end of each second, where trouble() may change and the
  /// load end. Returns how much has passed.
  Time advance(Time by);

  /// What is measured begins anew.
  void change(const ReadReplicasOptions& options);
  void burst(std::uint32_t requests);

  /// Since the load was changed last.
  Time elapsed() const { return elapsed_; }
  Time measured() const { return elapsed_ > settling ? elapsed_ - settling : 0; }

  /// Of the minute so far; while lines settle, of that.
  Tally tally() const;

  /// The same of a node: shares of its time, and jobs that it has done.
  struct Figures {
    double reading = 0, writing = 0;
    std::uint64_t reads = 0, writes = 0;
    double busy() const { return reading + writing; }
  };
  Figures figures(std::uint32_t node) const;

  /// What stood in line, or was served, when it was looked at last: four times a second.
  struct Waiting {
    std::uint32_t requests = 0, log = 0;
    std::uint32_t all() const { return requests + log; }
  };
  const Waiting& waiting(std::uint32_t node) const { return waiting_.at(node); }

  /// What each second brought, the latest 120 of them.
  struct Second {
    float attempts, answers;
  };
  const std::vector<Second>& seconds() const { return seconds_; }

  /// By the last second: whether a line was full, or even most answers came too late.
  enum class Trouble : std::uint8_t { none, refusing, storm };
  Trouble trouble() const { return trouble_; }

 private:
  struct Count {
    Time at, reading, writing;
    std::uint64_t reads, writes;
  };

  Count count(std::uint32_t node) const;
  void count_all();
  void look();
  void begin_anew();
  void end_second();

  ReadReplicas database_;
  bool under_load_ = false;
  Time elapsed_ = 0;
  Trouble trouble_ = Trouble::none;
  Tally minute_;  // its whole seconds
  std::vector<Count> counts_;
  std::vector<Waiting> waiting_;
  std::vector<Second> seconds_;
};

/// What `measured` microseconds bring to a database of its own, once `settling` have passed.
Tally try_out(const ReadReplicasOptions& options, Generator chance, Time settling, Time measured);

}  // namespace distributed::queueing
