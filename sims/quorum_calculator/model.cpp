#include "quorum_calculator/model.hpp"

#include <algorithm>

#include "random/distributions.hpp"

namespace microsims {
namespace {

constexpr double pause_before_stale_read = 0.4;

// "1, 3 and 4": the numbers of the replicas for which `is_in` holds.
template <typename Test>
std::string numbers(const std::vector<QuorumCalculator::Replica>& replicas, Test is_in) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < replicas.size(); ++i) {
    if (is_in(replicas[i])) found.push_back(std::to_string(i + 1));
  }
  std::string text;
  for (std::size_t i = 0; i < found.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == found.size() ? " and " : ", ") + found[i];
  }
  return (found.size() == 1 ? "node " : "nodes ") + text;
}

std::string nodes(int count) {
  return std::to_string(count) + (count == 1 ? " node" : " nodes");
}

}  // namespace

QuorumCalculator::QuorumCalculator(std::uint64_t seed) : chance_(seed) {
  start_over();
  declare_controls();
}

void QuorumCalculator::declare_controls() {
  const auto change = [this](int& number) {
    return [this, &number](double value) {
      number = static_cast<int>(value);
      quorum_.w = std::min(quorum_.w, quorum_.n);
      quorum_.r = std::min(quorum_.r, quorum_.n);
      start_over();
    };
  };
  const auto value_of = [](const int& number) {
    return [&number] { return static_cast<double>(number); };
  };
  const auto up_to_n = [this] { return Range{1, static_cast<double>(quorum_.n), 1}; };
  controls_.slider(
      "n", "N (total replicas)",
      [] {
        return Range{3, 7, 1};
      },
      value_of(quorum_.n), change(quorum_.n));
  controls_.slider("w", "W (write quorum)", up_to_n, value_of(quorum_.w), change(quorum_.w));
  controls_.slider("r", "R (read quorum)", up_to_n, value_of(quorum_.r), change(quorum_.r));
  controls_.button("simulate-write", "Simulate Write", [this] { write(); }).primary = true;
  controls_.button("simulate-read", "Simulate Read", [this] { read(any_replicas(quorum_.r), 0); });
  controls_.button("simulate-stale-read", "Simulate Stale Read", [this] { stale_read(); }).enabled =
      [this] { return !quorum_.consistent(); };
}

// With another N, W or R the last write no longer says what the new rule promises, so all replicas
// begin in step again.
void QuorumCalculator::start_over() {
  replicas_.assign(static_cast<std::size_t>(quorum_.n), {});
  latest_ = 1;
  last_read_.reset();
  clock_ = write_ends_ = read_ends_ = 0;
}

std::vector<std::uint32_t> QuorumCalculator::any_replicas(int count) {
  return distributed::sample(chance_, static_cast<std::uint32_t>(quorum_.n),
                             static_cast<std::uint32_t>(count));
}

QuorumCalculator::Trip QuorumCalculator::trip(double sent) {
  const double there = distributed::uniform_between(chance_, 0.5, 0.9);
  const double back = distributed::uniform_between(chance_, 0.5, 0.9);
  return {sent, sent + there, sent + there + back};
}

void QuorumCalculator::write() {
  for (Replica& replica : replicas_) replica.wrote = replica.read = false;
  last_read_.reset();
  ++latest_;
  clock_ = write_ends_ = read_ends_ = 0;
  for (const std::uint32_t i : any_replicas(quorum_.w)) {
    replicas_[i].version = latest_;
    replicas_[i].wrote = true;
    replicas_[i].write_trip = trip(0);
    write_ends_ = std::max(write_ends_, replicas_[i].write_trip.answered);
  }
}

void QuorumCalculator::read(const std::vector<std::uint32_t>& asked, double sent) {
  for (Replica& replica : replicas_) replica.read = false;
  // A read by itself finds the last write long done.
  if (sent == 0) {
    for (Replica& replica : replicas_) replica.write_trip = {};
    clock_ = write_ends_ = 0;
  }
  int newest = 0;
  read_ends_ = sent;
  for (const std::uint32_t i : asked) {
    replicas_[i].read = true;
    replicas_[i].read_trip = trip(sent);
    read_ends_ = std::max(read_ends_, replicas_[i].read_trip.answered);
    newest = std::max(newest, replicas_[i].version);
  }
  last_read_ = Read{newest, newest < latest_};
}

void QuorumCalculator::stale_read() {
  write();
  std::vector<std::uint32_t> missed;
  for (std::uint32_t i = 0; i < replicas_.size(); ++i) {
    if (!replicas_[i].wrote) missed.push_back(i);
  }
  distributed::shuffle(chance_, missed);
  missed.resize(static_cast<std::size_t>(quorum_.r));
  read(missed, write_ends_ + pause_before_stale_read);
}

double QuorumCalculator::end() const {
  return std::max(write_ends_, read_ends_);
}

void QuorumCalculator::advance(double seconds) {
  clock_ = std::min(clock_ + seconds, end());
}

void QuorumCalculator::state(Json& json) const {
  json.member("n", quorum_.n);
  json.member("w", quorum_.w);
  json.member("r", quorum_.r);
  json.member("sum", quorum_.w + quorum_.r);
  json.member("consistent", quorum_.consistent());
  json.member("writeTolerance", quorum_.write_tolerance());
  json.member("readTolerance", quorum_.read_tolerance());
  json.key("nodes").array([&] {
    for (std::size_t i = 0; i < replicas_.size(); ++i) {
      const Replica& replica = replicas_[i];
      json.object([&] {
        json.member("id", "node-" + std::to_string(i + 1));
        json.member("wrote", replica.wrote);
        json.member("read", replica.read);
        json.member("overlap", replica.overlap());
        json.member("version", replica.version);
      });
    }
  });
  json.member("latestVersion", latest_);
  json.key("lastRead");
  if (!last_read_) return json.null();
  json.object([&] {
    json.member("version", last_read_->version);
    json.member("stale", last_read_->stale);
  });
}

std::string QuorumCalculator::describe() const {
  const auto& [n, w, r] = quorum_;
  std::string text = std::to_string(n) + " replicas. W + R = " + std::to_string(w + r) +
                     (quorum_.consistent() ? ", more than N. " : ", not more than N. ") +
                     "Consistency guaranteed: " + (quorum_.consistent() ? "YES" : "NO") +
                     ". Write fault tolerance: can lose " + nodes(quorum_.write_tolerance()) +
                     ". Read fault tolerance: can lose " + nodes(quorum_.read_tolerance()) + ".";
  if (has_written()) {
    text += " The last write, version " + std::to_string(latest_) + ", was acknowledged by " +
            numbers(replicas_, [](const Replica& replica) { return replica.wrote; }) + ".";
  }
  if (last_read_) {
    text += " The last read asked " +
            numbers(replicas_, [](const Replica& replica) { return replica.read; }) +
            " and returned version " + std::to_string(last_read_->version) +
            (last_read_->stale ? ": stale, the read missed every written node." : ": up to date.");
    const auto in_both = [](const Replica& replica) { return replica.overlap(); };
    if (std::any_of(replicas_.begin(), replicas_.end(), in_both)) {
      text += " In both sets: " + numbers(replicas_, in_both) + ".";
    }
  }
  return text;
}

std::string QuorumCalculator::prompt() const {
  if (clock_ < write_ends_)
    return "The write is on its way: it is done once W replicas have stored it.";
  if (clock_ < read_ends_) return "The read asks R replicas and takes the newest version it sees.";
  if (!has_written()) return "Press Simulate Write: W of the N replicas store a new version.";
  if (!last_read_) return "Now press Simulate Read: does it meet a replica with the new version?";
  if (last_read_->stale)
    return "The read missed the write. Raise W or R until W\u00a0+\u00a0R is more than N.";
  if (!quorum_.consistent()) return "Fresh, but by luck. Press Simulate Stale Read to see it fail.";
  return "Read and write sets always meet. Lower W or R until they need not.";
}

}  // namespace microsims
