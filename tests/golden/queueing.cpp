#include "golden.hpp"
#include "queueing/read_replicas.hpp"

using namespace distributed;
using namespace distributed::queueing;
using simulation::milliseconds;
using simulation::seconds;

void golden::queueing() {
  for (const Routing routing : {Routing::round_robin, Routing::random, Routing::least_connections,
                                Routing::two_choices, Routing::sticky, Routing::one_queue}) {
    ReadReplicasOptions options;
    options.traffic = {1600, 0.2, 0.2};
    options.routing = routing;
    options.applying = routing == Routing::random ? Applying::as_one_client : Applying::in_line;
    options.line_limit = 100;
    options.retries = {.timeout = milliseconds(150), .attempts = 3, .pause = milliseconds(5)};
    ReadReplicas database(options, Generator{19});
    database.advance_to(seconds(2));
    database.set_replicas(2);
    database.set_speed(1, 0.5);
    database.advance_to(seconds(4));
    const Tally tally = database.tally();
    print("queueing/read-replicas",
          {tally.sent, tally.reads, tally.writes, tally.stale, tally.failed, tally.attempts,
           tally.wasted, tally.refused, tally.microseconds, database.committed(),
           database.applied(1), database.applied(2)});
  }
}
