#include "quorum_calculator/model.hpp"

#include <algorithm>

#include "quorum/availability.hpp"
#include "quorum/staleness.hpp"
#include "random/distributions.hpp"
#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr double pause_before_stale_read = 0.4;
constexpr std::uint64_t wars_trials = 50000;  // as many as the published figures come from

struct NamedLatency {
  const char* id;
  const char* label;
  distributed::LatencyModel (*model)();
};

constexpr NamedLatency latencies[] = {{"lnkd-ssd", "SSD", distributed::lnkd_ssd},
                                      {"lnkd-disk", "Disk", distributed::lnkd_disk},
                                      {"ymmr", "Yammer", distributed::ymmr},
                                      {"wan", "WAN", distributed::wan}};

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
  return phrase({count, count == 1 ? " node" : " nodes"});
}

}  // namespace

QuorumCalculator::QuorumCalculator(std::uint64_t seed) : chance_(seed) {
  start_over();
  declare();
}

void QuorumCalculator::declare() {
  declare_controls();
}

void QuorumCalculator::declare_controls() {
  const auto value_of = [](const int& number) {
    return [&number] { return static_cast<double>(number); };
  };
  const auto up_to_n = [this] { return Range{1, static_cast<double>(quorum_.n), 1}; };
  controls_.slider(
      "n", "N (total replicas)",
      [] {
        return Range{3, most_replicas, 1};
      },
      value_of(quorum_.n), [this](double n) { change(static_cast<int>(n), quorum_.w, quorum_.r); });
  controls_.slider("w", "W (write quorum)", up_to_n, value_of(quorum_.w),
                   [this](double w) { change(quorum_.n, static_cast<int>(w), quorum_.r); });
  controls_.slider("r", "R (read quorum)", up_to_n, value_of(quorum_.r),
                   [this](double r) { change(quorum_.n, quorum_.w, static_cast<int>(r)); });
  controls_.button("simulate-write", "Simulate Write", [this] { write(); }).primary_now = [this] {
    return next() == Next::write;
  };
  controls_
      .button("simulate-read", "Simulate Read",
              [this] {
                if (live() < quorum_.r) return fail(Outcome::too_few_for_read);
                read(any_replicas(quorum_.r), 0);
              })
      .primary_now = [this] { return next() == Next::read; };
  Control& stale =
      controls_.button("simulate-stale-read", "Simulate Stale Read", [this] { stale_read(); });
  stale.enabled = [this] { return !quorum_.consistent() && live() >= quorum_.w + quorum_.r; };
  stale.primary_now = [this] { return next() == Next::stale_read; };
  declare_exploration();
}

void QuorumCalculator::declare_exploration() {
  controls_.explore("Presets");
  const auto preset = [this](const char* id, const char* label, auto choose) {
    controls_.button(id, label, choose);
  };
  preset("preset-one", "ONE", [this] { change(quorum_.n, 1, 1); });
  preset("preset-quorum", "QUORUM",
         [this] { change(quorum_.n, quorum_.n / 2 + 1, quorum_.n / 2 + 1); });
  preset("preset-all", "ALL", [this] { change(quorum_.n, quorum_.n, 1); });
  preset("preset-dynamo", "DynamoDB-style", [this] { change(3, 2, 1); });

  controls_.explore();
  std::vector<Option> options;
  for (const NamedLatency& latency : latencies) options.push_back({latency.id, latency.label});
  controls_.choice(
      "latency", "Latency model", options,
      [this] { return std::string_view{latencies[static_cast<int>(latency_)].id}; },
      [this](std::string_view id) {
        for (int i = 0; i < static_cast<int>(std::size(latencies)); ++i) {
          if (latencies[i].id == id) latency_ = static_cast<Latency>(i);
        }
        wars_.reset();
      });
  controls_.explore("Availability");
  controls_.slider(
      "node-availability", "Each node is up, % of the time",
      [] {
        return Range{50, 99.5, 0.5};
      },
      [this] { return 100 * node_availability_; },
      [this](double percent) { node_availability_ = percent / 100; });
  for (std::size_t i = 0; i < most_replicas; ++i) {
    const std::string number = std::to_string(i + 1);
    Control& control = controls_.toggle(
        phrase({"node-", number, "-down"}), phrase({"Node ", number, " is down"}),
        [this, i] { return down_[i]; }, [this, i](bool down) { down_[i] = down; });
    control.enabled = [this, i] { return i < replicas_.size(); };
    control.place = ControlPlace::parameter;
  }
}

void QuorumCalculator::change(int n, int w, int r) {
  quorum_ = {n, std::min(w, n), std::min(r, n)};
  start_over();
}

// With another N, W or R the last write no longer says what the new rule promises, so all replicas
// begin in step again.
void QuorumCalculator::start_over() {
  replicas_.assign(static_cast<std::size_t>(quorum_.n), {});
  latest_ = 1;
  last_read_.reset();
  clock_ = write_ends_ = read_ends_ = 0;
  outcome_ = Outcome::none;
  wars_.reset();
}

int QuorumCalculator::live() const {
  return static_cast<int>(std::count(down_.begin(), down_.begin() + quorum_.n, false));
}

// Of the replicas that are up; there are as many as are asked for.
std::vector<std::uint32_t> QuorumCalculator::any_replicas(int count) {
  std::vector<std::uint32_t> up;
  for (std::uint32_t i = 0; i < replicas_.size(); ++i) {
    if (!down_[i]) up.push_back(i);
  }
  distributed::shuffle(chance_, up);
  up.resize(static_cast<std::size_t>(count));
  return up;
}

// Nothing is sent: a quorum that cannot be assembled is refused at once.
void QuorumCalculator::fail(Outcome outcome) {
  outcome_ = outcome;
  clock_ = end();
}

const distributed::Wars& QuorumCalculator::wars() const {
  if (!wars_) {
    wars_.emplace(quorum_, latencies[static_cast<int>(latency_)].model());
    // A stream of its own: looking at the drawer must not change the run.
    distributed::Generator chance{1};
    wars_->run(chance, wars_trials);
  }
  return *wars_;
}

QuorumCalculator::Trip QuorumCalculator::trip(double sent) {
  const double there = distributed::uniform_between(chance_, 0.5, 0.9);
  const double back = distributed::uniform_between(chance_, 0.5, 0.9);
  return {sent, sent + there, sent + there + back};
}

void QuorumCalculator::write() {
  if (live() < quorum_.w) return fail(Outcome::too_few_for_write);
  outcome_ = Outcome::done;
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
  outcome_ = Outcome::done;
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
    if (!replicas_[i].wrote && !down_[i]) missed.push_back(i);
  }
  distributed::shuffle(chance_, missed);
  missed.resize(static_cast<std::size_t>(quorum_.r));
  read(missed, write_ends_ + pause_before_stale_read);
}

double QuorumCalculator::end() const {
  return std::max(write_ends_, read_ends_);
}

void QuorumCalculator::pass(Milliseconds time) {
  double seconds = seconds_of(time);
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
        json.member("id", phrase({"node-", i + 1}));
        json.member("wrote", replica.wrote);
        json.member("read", replica.read);
        json.member("overlap", replica.overlap());
        json.member("version", replica.version);
        json.member("down", down_[i]);
      });
    }
  });
  json.member("latestVersion", latest_);
  json.member("staleReadProbability", distributed::stale_read_probability(quorum_));
  json.member("writeAvailability", distributed::write_availability(quorum_, node_availability_));
  json.member("readAvailability", distributed::read_availability(quorum_, node_availability_));
  json.key("lastRead");
  if (!last_read_) return json.null();
  json.object([&] {
    json.member("version", last_read_->version);
    json.member("stale", last_read_->stale);
  });
}

std::string QuorumCalculator::describe() const {
  const auto& [n, w, r] = quorum_;
  std::string text =
      phrase({n, " replicas. W + R = ", w + r,
              quorum_.consistent() ? ", more than N. " : ", not more than N. ",
              "Consistency guaranteed: ", quorum_.consistent() ? "YES" : "NO",
              ". Write fault tolerance: can lose ", nodes(quorum_.write_tolerance()),
              ". Read fault tolerance: can lose ", nodes(quorum_.read_tolerance()), "."});
  if (live() < quorum_.n) {
    append(text, {" ", quorum_.n - live(), " of the replicas are down."});
  }
  if (outcome_ == Outcome::too_few_for_write) {
    text += " The write failed: too few replicas are up to acknowledge it.";
  } else if (outcome_ == Outcome::too_few_for_read) {
    text += " The read failed: too few replicas are up to answer it.";
  }
  if (has_written()) {
    append(text, {" The last write, version ", latest_, ", was acknowledged by ",
                  numbers(replicas_, [](const Replica& replica) { return replica.wrote; }), "."});
  }
  if (last_read_) {
    append(text,
           {" The last read asked ",
            numbers(replicas_, [](const Replica& replica) { return replica.read; }),
            " and returned version ", last_read_->version,
            last_read_->stale ? ": stale, the read missed every written node." : ": up to date."});
    const auto in_both = [](const Replica& replica) { return replica.overlap(); };
    if (std::any_of(replicas_.begin(), replicas_.end(), in_both)) {
      append(text, {" In both sets: ", numbers(replicas_, in_both), "."});
    }
  }
  return text;
}

QuorumCalculator::Next QuorumCalculator::next() const {
  if (!has_written()) return Next::write;
  if (!last_read_) return Next::read;
  const bool by_luck = !quorum_.consistent() && !last_read_->stale;
  return by_luck ? Next::stale_read : Next::write;
}

std::string QuorumCalculator::prompt() const {
  if (outcome_ == Outcome::too_few_for_write) {
    return "Too few replicas are up for this write. Lower W, or click a node to bring it back.";
  }
  if (outcome_ == Outcome::too_few_for_read) {
    return "Too few replicas are up for this read. Lower R, or click a node to bring it back.";
  }
  if (clock_ < write_ends_)
    return "The write is on its way: it is done once W replicas have stored it.";
  if (clock_ < read_ends_) return "The read asks R replicas and takes the newest version it sees.";
  if (!has_written()) return "Press Simulate Write: W of the N replicas store a new version.";
  if (!last_read_) return "Now press Simulate Read: does it meet a replica with the new version?";
  if (last_read_->stale)
    return "The read missed the write. Raise W or R until W\u00a0+\u00a0R is more than N.";
  if (!quorum_.consistent()) return "Fresh, but by luck. Press Simulate Stale Read to see it fail.";
  return "Read and write sets always meet. Lower W or R: can a read miss the write?";
}

}  // namespace microsims
