#include "sharding_strategies/model.hpp"

#include <algorithm>

#include "random/distributions.hpp"
#include "stage/model/words.hpp"

namespace microsims {

using namespace distributed;

namespace {

constexpr Microseconds hop = 300'000;
constexpr int router_lane = 0, directory_lane = 1;
constexpr std::uint8_t ask = 0, answers = 1, looks_up = 2, redirects = 3;
constexpr int lane_of(NodeId shard) {
  return static_cast<int>(shard) + 1;
}

constexpr Named strategies[] = {
    {"hash", "Hash"}, {"range", "Range"}, {"directory", "Directory"}, {"geographic", "Geographic"}};
constexpr Named columns[] = {
    {"user-id", "user id"}, {"name", "name"}, {"country", "country"}, {"signup", "sign-up date"}};
constexpr Named queries[] = {
    {"one-key", "One key"}, {"range", "A range"}, {"country", "One country"}, {"join", "A join"}};
constexpr Named hashes[] = {
    {"mod-n", "mod N"}, {"ring", "consistent ring"}, {"logical", "4,096 logical shards"}};
constexpr Named growths[] = {{"split", "halves the fullest"}, {"recut", "all cut anew"}};

}  // namespace

const char* id_of_query(QueryKind kind) {
  return id_of(queries, kind);
}

ShardingStrategies::ShardingStrategies(std::uint64_t seed) : seed_(seed), chance_(seed) {
  start_over();
  declare();
}

void ShardingStrategies::declare() {
  const auto anew = [this] { lay_out_anew(); };
  controls_.choice("strategy", "Strategy", scheme_.strategy, strategies).changed = anew;
  Control& key = controls_.choice("shard-key", "Shard key", scheme_.key, columns);
  key.changed = anew;
  key.enabled = [this] { return scheme_.strategy != Strategy::geographic; };
  key.chosen = [this]() -> std::string_view { return id_of(columns, scheme_.column()); };
  Control& add = controls_.button("add-shard", "Add Shard", MarkKind::mend, [this] {
    table_->change_shards(true);
    begin();
  });
  add.enabled = [this] { return shards() < most_shards; };
  add.primary_now = [this] { return table_->change().kind == Kind::none; };
  controls_
      .button("remove-shard", "Remove Shard", MarkKind::cut,
              [this] {
                table_->change_shards(false);
                begin();
              })
      .enabled = [this] { return shards() > fewest_shards; };
  controls_.choice("query", "Query", query_kind_, queries);
  controls_.button("run-query", "Run Query", MarkKind::read, [this] { run_query(); }).primary_now =
      [this] { return table_->change().kind != Kind::none && !asked_; };

  Control& first = controls_.slider("shards", "Shards at first", shards_at_first_,
                                    {fewest_shards, most_shards, 1});
  first.changed = [this] { start_over(); };
  first.place = ControlPlace::parameter;
  declare_exploration();
}

void ShardingStrategies::declare_exploration() {
  const auto anew = [this] { lay_out_anew(); };
  const auto over = [this] { start_over(); };
  controls_.explore("Rows");
  controls_.slider("rows", "Rows", rows_at_first_, {fewest_rows, most_rows, 10}).changed = over;
  controls_.slider("zipf", "Zipf exponent of names", exponent_, {0, 2, 0.1}).changed = over;
  controls_
      .button("insert", "Insert New Users", MarkKind::write,
              [this] {
                table_->insert(std::max<std::uint32_t>(10, table_->users().size() / 10));
                begin();
              })
      .enabled = [this] { return table_->users().size() < most_rows + most_rows / 2; };
  controls_.explore("Method");
  Control& by = controls_.choice("hash-by", "Hash by", scheme_.hash_by, hashes);
  by.changed = anew;
  by.enabled = [this] { return scheme_.strategy == Strategy::hash; };
  controls_
      .button("move-logical", "Move a Logical Shard", MarkKind::act,
              [this] {
                if (table_->move_logical()) begin();
              })
      .enabled = [this] { return !table_->placement().logical().empty(); };
  Control& growth = controls_.choice("range-growth", "A new range", scheme_.growth, growths);
  growth.changed = anew;
  growth.enabled = [this] { return scheme_.strategy == Strategy::range; };
  controls_.explore("Fan-out");
  controls_.slider("slow", "Slow answers of a shard, %", slow_percent_, {0, 10, 0.5}).changed =
      [this] { fan_out_.reset(); };
  const auto of_directory = [this] { return router_.has_directory(); };
  controls_.explore("Directory");
  Control& down = controls_.toggle("directory-down", "Directory is down", directory_down_);
  down.mark = MarkKind::cut;
  down.mark_off = MarkKind::mend;
  down.changed = [this] { router_.directory().set_up(!directory_down_); };
  down.enabled = of_directory;
  Control& redirect = controls_.toggle("redirect", "Shards redirect", shards_redirect_);
  redirect.changed = [this] { router_.directory().set_redirects(shards_redirect_); };
  redirect.enabled = of_directory;
  Control& cache =
      controls_.slider("cache", "Router’s cache, % of the keys", cache_percent_, {0, 100, 5});
  cache.changed = [this] { set_up_router(); };
  cache.enabled = of_directory;
  controls_
      .button("look-up", "Look Up 100 Keys", MarkKind::read,
              [this] { router_.look_up(100, chance_); })
      .enabled = of_directory;
}

void ShardingStrategies::start_over() {
  chance_ = Generator{seed_}.split();
  table_.emplace(Users{seed_, static_cast<std::uint32_t>(rows_at_first_), exponent_}, scheme_,
                 static_cast<NodeId>(shards_at_first_));
  set_up_router();
  begin();
}

void ShardingStrategies::lay_out_anew() {
  table_->lay_out(scheme_);
  set_up_router();
  begin();
}

void ShardingStrategies::set_up_router() {
  router_ = Router{table_->placement(), cache_percent_ / 100, shards_redirect_};
  hit_law_.reset();
  directory_down_ = directory_down_ && router_.has_directory();
  if (directory_down_) router_.directory().set_up(false);
}

// After a change of the table.
void ShardingStrategies::begin() {
  script_.finish(record_, instant());
  asked_.reset();
  comparison_.reset();
  const ShardedTable::Change& change = table_->change();
  departures_ = {.count = change.rows, .wait = change.kind == Kind::inserted ? 0 : 1000};
  clock_ = 0;
  router_.follow(table_->placement());
}

int ShardingStrategies::shown_shards() const {
  return shards() + (table_->change().kind == Kind::left && rows_travel());
}

void ShardingStrategies::run_query() {
  script_.finish(record_, instant());
  const Users& users = table_->users();
  std::uint32_t row = uniform_below(chance_, users.size());
  // While rows are on their way, one of those is more telling.
  const bool travels = query_kind_ == QueryKind::one_key && rows_travel();
  if (travels) row = table_->moved_row(row);
  Asked asked{any_query(query_kind_, users, scheme_.column(), row, chance_)};
  asked.route = router_.find(asked.query, table_->placement());
  std::vector<NodeId> ids = asked.route.shards;
  if (!ids.empty()) asked.found = asked.query.rows(users);
  asked.both_places = travels && table_->moved(row) && !ids.empty();
  if (asked.both_places) ids.push_back(table_->before()[row]);
  const Microseconds at = ask_directory(asked.route, instant());
  for (const NodeId id : ids) {
    const bool slow = bernoulli(chance_, slow_share());
    const double ms = slow ? slow_ms : uniform_between(chance_, fast_ms, fast_most_ms);
    const Microseconds there =
        script_.add({.from = router_lane, .to = lane_of(id), .kind = ask}, at, hop);
    const auto work = static_cast<Microseconds>(ms * 1000 * slow_motion);
    const Microseconds back =
        script_.add({.from = lane_of(id), .to = router_lane, .kind = answers}, there + work, hop);
    asked.shards.push_back({id, ms, there, back});
    asked.slowest_ms = std::max(asked.slowest_ms, ms);
  }
  asked_ = std::move(asked);
  script_.play(record_, instant());
}

// The way to the directory and, if the router's memory was wrong, to the old shard before. Returns
// when the shard is asked that has the row.
Microseconds ShardingStrategies::ask_directory(const Router::Route& route, Microseconds at) {
  if (!route.lookup || route.lookup->outcome == Lookup::hit) return at;
  const bool down = route.lookup->outcome == Lookup::failed;
  const auto go = [&](int from, int to, std::uint8_t kind, Delivery fate) {
    at = script_.add({.from = from, .to = to, .kind = kind}, at, hop, fate);
  };
  if (route.believed != 0) {
    go(router_lane, lane_of(route.believed), ask, Delivery::refused);
    go(lane_of(route.believed), router_lane, redirects, Delivery::arrived);
    if (!down && route.lookup->requests == 2) return at;
  }
  go(router_lane, directory_lane, looks_up, down ? Delivery::lost : Delivery::arrived);
  if (!down) go(directory_lane, router_lane, looks_up, Delivery::arrived);
  return at;
}

const ShardingStrategies::Asked::Shard* ShardingStrategies::asked_of(int shard) const {
  if (!asked_) return nullptr;
  for (const Asked::Shard& each : asked_->shards) {
    if (static_cast<int>(each.id) == shard) return &each;
  }
  return nullptr;
}

Milliseconds ShardingStrategies::busy() const {
  return std::max<Milliseconds>(
      {0, departures_.end() - clock_, ceil_milliseconds(script_.end()) - now()});
}

void ShardingStrategies::pass(Milliseconds time) {
  const Milliseconds before = clock_, last = departures_.end();
  clock_ = std::min(last, clock_ + time);
  if (before < last && clock_ == last) {
    const bool inserted = table_->change().kind == Kind::inserted;
    record_.mark(now() + last - before, MarkKind::settled, inserted ? "inserted" : "moved",
                 phrase({counted(departures_.count, "row"), inserted ? " inserted" : " moved"}));
  }
  const Microseconds end = script_.end(), until = instant() + 1000 * time;
  script_.play(record_, until);
  if (end > instant() && end <= until) {
    record_.mark(ceil_milliseconds(end), asked_->failed() ? MarkKind::lost : MarkKind::settled,
                 asked_->failed() ? "query-failed" : "query-answered", answer(), router_lane);
  }
}

const ShardingStrategies::Comparison& ShardingStrategies::comparison() const {
  if (!comparison_) {
    comparison_ = Comparison{
        compare_methods({seed_, 10'000, exponent_}, scheme_.key, table_->placement().shards()),
        compare_keys(table_->users(), scheme_, table_->placement().shards())};
  }
  return *comparison_;
}

const std::array<double, 6>& ShardingStrategies::fan_out() const {
  if (!fan_out_) {
    Generator chance = Generator{seed_}.split().split();
    fan_out_.emplace();
    for (std::size_t i = 0; i < shards_asked.size(); ++i) {
      (*fan_out_)[i] = slow_queries(slow_share(), shards_asked[i], 5000, chance);
    }
  }
  return *fan_out_;
}

}  // namespace microsims
