#include "queueing/load_test.hpp"

#include <algorithm>

namespace distributed::queueing {
namespace {

constexpr Time look_every = simulation::milliseconds(250), a_second = simulation::seconds(1);
constexpr std::size_t most_seconds = 120;

}  // namespace

LoadTest::LoadTest(const ReadReplicasOptions& options, Generator chance)
    : database_(options, chance) {
  begin_anew();
}

void LoadTest::start() {
  under_load_ = true;
  begin_anew();
}

void LoadTest::change(const ReadReplicasOptions& options) {
  database_.change(options);
  begin_anew();
}

void LoadTest::burst(std::uint32_t requests) {
  database_.burst(requests);
  begin_anew();
}

Time LoadTest::advance(Time by) {
  by = std::min({by, left(), a_second - elapsed_ % a_second});
  for (Time passed = 0; passed < by;) {
    const Time step = std::min(by - passed, look_every - elapsed_ % look_every);
    database_.advance_to(database_.now() + step);
    elapsed_ += step;
    passed += step;
    if (elapsed_ % look_every == 0) look();
  }
  if (by > 0 && elapsed_ % a_second == 0) end_second();
  return by;
}

Tally LoadTest::tally() const {
  Tally all = minute_;
  all.add(database_.tally());
  return all;
}

LoadTest::Figures LoadTest::figures(std::uint32_t node) const {
  const Count from = counts_.at(node), now = count(node);
  const double time = std::max(1.0, static_cast<double>(now.at - from.at));
  return {static_cast<double>(now.reading - from.reading) / time,
          static_cast<double>(now.writing - from.writing) / time, now.reads - from.reads,
          now.writes - from.writes};
}

LoadTest::Count LoadTest::count(std::uint32_t node) const {
  const Server& server = database_.server(node);
  const Time now = database_.now();
  return {now, server.busy_time(Job::read, now),
          server.busy_time(Job::write, now) + server.busy_time(Job::apply, now),
          server.done(Job::read), server.done(Job::write) + server.done(Job::apply)};
}

void LoadTest::count_all() {
  counts_.clear();
  for (std::uint32_t node = 0; node < database_.nodes(); ++node) counts_.push_back(count(node));
}

void LoadTest::look() {
  waiting_.clear();
  for (std::uint32_t node = 0; node < database_.nodes(); ++node) {
    const Server& server = database_.server(node);
    const auto log = static_cast<std::uint32_t>(server.log().size());
    waiting_.push_back({static_cast<std::uint32_t>(server.length()) - log, log});
  }
}

void LoadTest::begin_anew() {
  elapsed_ = 0;
  minute_ = {};
  database_.take_tally();
  count_all();
  look();
}

void LoadTest::end_second() {
  const Tally second = database_.take_tally();
  if (elapsed_ == settling) {
    count_all();
  } else {
    minute_.add(second);
  }
  if (seconds_.size() == most_seconds) seconds_.erase(seconds_.begin());
  seconds_.push_back({static_cast<float>(second.attempts), static_cast<float>(second.answered())});
  trouble_ = second.wasted > second.answered() ? Trouble::storm
             : second.refused > 0              ? Trouble::refusing
                                               : Trouble::none;
  under_load_ = elapsed_ < settling + measuring;
}

Tally try_out(const ReadReplicasOptions& options, Generator chance, Time settling, Time measured) {
  ReadReplicas database(options, chance);
  database.advance_to(settling);
  database.take_tally();
  database.advance_to(settling + measured);
  return database.take_tally();
}

}  // namespace distributed::queueing
