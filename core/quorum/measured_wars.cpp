#include "quorum/measured_wars.hpp"

namespace distributed {
namespace {

constexpr std::uint64_t trials = 50000;
constexpr std::size_t most_known = 4;

}  // namespace

const Wars& MeasuredWars::of(const Quorum& quorum, LatencyProfile profile) {
  for (const Known& known : known_) {
    if (known.profile == profile && known.wars.quorum() == quorum) return known.wars;
  }
  Known measured{profile, Wars{quorum, latency_model(profile)}};
  Generator chance{1};
  measured.wars.run(chance, trials);
  if (known_.size() == most_known) known_.erase(known_.begin());
  known_.push_back(std::move(measured));
  return known_.back().wars;
}

}  // namespace distributed
