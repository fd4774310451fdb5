#include <algorithm>

#include "golden.hpp"
#include "lag/apply_queue.hpp"
#include "lag/apply_queue_law.hpp"
#include "random/distributions.hpp"

using namespace distributed;

void golden::lag() {
  Generator chance{17};
  ApplyQueue follower;
  Digest applied;
  std::uint64_t longest = 0;
  for (int i = 0; i < 3000; ++i) {
    if (i == 1000) follower.set_speed(0.2);
    if (i == 1200) follower.set_speed(1.5);
    follower.commit(exponential(chance, 100));
    for (const ApplyQueue::Applied& write : follower.advance(exponential(chance, 80))) {
      applied.add(write.number);
      applied.add(write.lag());
    }
    longest = std::max<std::uint64_t>(longest, follower.backlog());
  }
  print("lag/apply-queue", {follower.applied(), follower.backlog(), longest});
  print_hex("lag/apply-queue/lags", {applied.value(), bits_of(lag_quantile({80, 100}, 0.99))});
}
