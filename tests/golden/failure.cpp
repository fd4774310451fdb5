#include "failure/phi_accrual.hpp"
#include "failure/swim.hpp"
#include "failure/swim_detection.hpp"
#include "golden.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::failure;

void golden::failure() {
  Generator chance{3};
  PhiExponential exponential;
  PhiNormal normal;
  Digest phis;
  double now = 0;
  for (int i = 0; i < 500; ++i) {
    now += distributed::normal(chance, 1000, 150);
    phis.add(exponential.phi(now));
    phis.add(normal.phi(now));
    exponential.heartbeat(now);
    normal.heartbeat(now);
  }
  print_hex("failure/phi", {phis.value(), bits_of(exponential.phi(now + 5000)),
                            bits_of(normal.phi(now + 5000)), bits_of(expected_detection(1.0))});

  for (const Probing probing : {Probing::random, Probing::round_robin}) {
    Swim group{{.members = 20, .loss = 0.1, .probing = probing}, chance};
    Digest story;
    for (int period = 0; period < 60; ++period) {
      if (period == 5) group.stop(7);
      if (period == 10) group.stop(9);
      if (period == 12) group.resume(9);
      group.run_period(chance);
      for (const SwimChange& change : group.changes()) {
        story.add(change.observer * 100 + change.update.member);
        story.add(change.update.state);
        story.add(change.update.incarnation);
      }
      story.add(group.messages().size());
    }
    print("failure/swim", {group.observers(7, MemberState::dead),
                           group.observers(9, MemberState::alive), group.incarnation(9)});
    print_hex("failure/swim/story", {story.value()});
  }
}
