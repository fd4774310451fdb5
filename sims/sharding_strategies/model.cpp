#include "sharding_strategies/model.hpp"

#include <algorithm>

#include "partition/least_moves.hpp"
#include "random/distributions.hpp"
#include "stage/model/words.hpp"

namespace microsims {

using distributed::Lookup;
using distributed::NodeId;
using distributed::Query;
using Kind = ShardingStrategies::Change::Kind;

namespace {

constexpr Milliseconds settles = 300;
constexpr int router = 0, directory_lane = 1;
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

const char* name_of(Column column) {
  return columns[static_cast<int>(column)].label;
}

const char* id_of_query(QueryKind kind) {
  return id_of(queries, kind);
}

ShardingStrategies::ShardingStrategies(std::uint64_t seed)
    : seed_(seed),
      chance_(seed),
      users_(std::make_shared<const Users>(seed, fewest_rows, exponent_)),
      placement_(std::make_shared<const Placement>(*users_, scheme_, shards_at_first_)) {
  start_over();
  declare();
}

void ShardingStrategies::declare() {
  const auto anew = [this] { lay_out_anew(shards()); };
  controls_.choice("strategy", "Strategy", scheme_.strategy, strategies).changed = anew;
  Control& key = controls_.choice("shard-key", "Shard key", scheme_.key, columns);
  key.changed = anew;
  key.enabled = [this] { return scheme_.strategy != Strategy::geographic; };
  key.chosen = [this]() -> std::string_view { return id_of(columns, scheme_.column()); };
  Control& add =
      controls_.button("add-shard", "Add Shard", MarkKind::mend, [this] { change_shards(true); });
  add.enabled = [this] { return shards() < most_shards; };
  add.primary_now = [this] { return change_.kind == Kind::none; };
  controls_.button("remove-shard", "Remove Shard", MarkKind::cut, [this] { change_shards(false); })
      .enabled = [this] { return shards() > fewest_shards; };
  controls_.choice("query", "Query", query_kind_, queries);
  controls_.button("run-query", "Run Query", MarkKind::read, [this] { run_query(); }).primary_now =
      [this] { return change_.kind != Kind::none && !asked_; };

  const auto over = [this] { start_over(); };
  Control& shards = controls_.slider("shards", "Shards at first", shards_at_first_,
                                     {fewest_shards, most_shards, 1});
  shards.changed = over;
  shards.place = ControlPlace::parameter;
  declare_exploration();
}

void ShardingStrategies::declare_exploration() {
  const auto anew = [this] { lay_out_anew(shards()); };
  const auto over = [this] { start_over(); };
  controls_.explore("Rows");
  controls_.slider("rows", "Rows", rows_at_first_, {fewest_rows, most_rows, 10}).changed = over;
  controls_.slider("zipf", "Zipf exponent of names", exponent_, {0, 2, 0.1}).changed = over;
  controls_.button("insert", "Insert New Users", MarkKind::write, [this] { insert(); }).enabled =
      [this] { return users().size() < most_rows + most_rows / 2; };
  controls_.explore();
  Control& by = controls_.choice("hash-by", "Hash by", scheme_.hash_by, hashes);
  by.changed = anew;
  by.enabled = [this] { return scheme_.strategy == Strategy::hash; };
  Control& growth = controls_.choice("range-growth", "A new range", scheme_.growth, growths);
  growth.changed = anew;
  growth.enabled = [this] { return scheme_.strategy == Strategy::range; };
  controls_.explore("Fan-out");
  controls_.slider("slow", "Slow answers of a shard, %", slow_percent_, {0, 10, 0.5}).changed =
      [this] { fan_out_.clear(); };
  const auto of_directory = [this] { return directory_.has_value(); };
  controls_.explore("Directory");
  Control& down = controls_.toggle("directory-down", "Directory is down", directory_down_);
  down.mark = MarkKind::cut;
  down.mark_off = MarkKind::mend;
  down.changed = [this] { directory_->set_up(!directory_down_); };
  down.enabled = of_directory;
  Control& redirect = controls_.toggle("redirect", "Shards redirect", shards_redirect_);
  redirect.changed = [this] { directory_->set_redirects(shards_redirect_); };
  redirect.enabled = of_directory;
  Control& cache =
      controls_.slider("cache", "Router’s cache, % of the keys", cache_percent_, {0, 100, 5});
  cache.changed = [this] { fill_directory(); };
  cache.enabled = of_directory;
  controls_.button("look-up", "Look Up 100 Keys", MarkKind::read, [this] { look_up_many(); })
      .enabled = of_directory;
}

void ShardingStrategies::start_over() {
  chance_ = distributed::Generator{seed_}.split();
  users_ =
      std::make_shared<const Users>(seed_, static_cast<std::uint32_t>(rows_at_first_), exponent_);
  lay_out_anew(shards_at_first_);
}

void ShardingStrategies::lay_out_anew(int shards) {
  script_.finish(record_, instant());
  placement_ = std::make_shared<const Placement>(*users_, scheme_, shards);
  change_ = {};
  owners_ = before_ = placement_->owners(*users_);
  clock_ = ends_ = 0;
  asked_.reset();
  fill_directory();
  look_ahead();
}

void ShardingStrategies::fill_directory() {
  directory_.reset();
  hit_law_.reset();
  if (scheme_.strategy != Strategy::directory) {
    directory_down_ = false;
    return;
  }
  std::vector<NodeId> owners;
  for (std::uint32_t value = 0; value < users().values(scheme_.key); ++value) {
    owners.push_back(placement_->owner(value));
  }
  const auto capacity =
      static_cast<std::size_t>(static_cast<double>(owners.size()) * cache_percent_ / 100);
  directory_.emplace(std::move(owners), capacity, shards_redirect_);
  directory_->set_up(!directory_down_);
}

// Where the next users will be, if the shards stay as they are.
void ShardingStrategies::look_ahead() {
  methods_.clear();
  keys_study_.clear();
  Users more = *users_;
  more.add(100);
  Placement then = *placement_;
  then.take_in(more);
  next_ = then.counts(more);
  const auto now = rows_of_shards();
  for (std::size_t shard = 0; shard < next_.size(); ++shard) next_[shard] -= now[shard];
}

void ShardingStrategies::change_shards(bool joins) {
  const std::vector<std::size_t> counts = rows_of_shards();
  Change change{joins ? Kind::joined : Kind::left, shards()};
  change.law = placement_->law(*users_, joins);
  const std::size_t stay = counts.size() - (joins ? 1 : 2);
  change.least = distributed::least_moves_to_even(std::span{counts}.subspan(1, stay),
                                                  users().size(), stay + (joins ? 1 : 0));
  const auto next = std::make_shared<Placement>(*placement_);
  joins ? next->add_shard(*users_) : next->remove_shard(*users_);
  placement_ = next;
  begin(change, std::move(owners_));
  change_.moved = 0;
  for (std::size_t row = 0; row < owners_.size(); ++row) {
    change_.moved += owners_[row] != before_[row];
  }
  ends_ = travellers() == 0 ? settles : departs(travellers() - 1) + way + settles;
}

void ShardingStrategies::insert() {
  Users more = *users_;
  const std::uint32_t rows = std::max<std::uint32_t>(10, more.size() / 10);
  more.add(rows);
  users_ = std::make_shared<const Users>(std::move(more));
  const auto next = std::make_shared<Placement>(*placement_);
  next->take_in(*users_);
  placement_ = next;
  std::vector<std::uint8_t> before = std::move(owners_);
  before.resize(users().size());
  begin({.kind = Kind::inserted, .shards = shards(), .inserted = rows}, std::move(before));
  ends_ = departs(rows - 1) + way + settles;
}

void ShardingStrategies::begin(Change change, std::vector<std::uint8_t> before) {
  script_.finish(record_, instant());
  asked_.reset();
  change_ = change;
  before_ = std::move(before);
  owners_ = placement_->owners(*users_);
  clock_ = 0;
  if (directory_) {
    for (std::uint32_t value = 0; value < users().values(scheme_.key); ++value) {
      const NodeId owner = placement_->owner(value);
      if (value >= directory_->rows()) {
        directory_->add(owner);
      } else if (directory_->owner(value) != owner) {
        directory_->move(value, owner);
      }
    }
  }
  look_ahead();
}

int ShardingStrategies::shown_shards() const {
  const bool leaving = change_.kind == Kind::left && clock_ < ends_;
  return shards() + leaving;
}

Milliseconds ShardingStrategies::departs(std::uint32_t i) const {
  const Milliseconds wait = change_.kind == Kind::inserted ? 0 : first_departs;
  return wait + departing * i / std::max<std::uint32_t>(1, travellers());
}

std::uint32_t ShardingStrategies::departed(Milliseconds ago) const {
  std::uint32_t low = 0, high = travellers();
  while (low < high) {
    const std::uint32_t middle = (low + high) / 2;
    if (departs(middle) + ago <= clock_) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::vector<std::size_t> ShardingStrategies::held() const {
  std::vector<std::size_t> rows(static_cast<std::size_t>(most_shards) + 1);
  std::uint32_t left_to_land = landed();
  for (std::size_t row = 0; row < owners_.size(); ++row) {
    const bool arrived = owners_[row] == before_[row] || left_to_land > 0;
    if (owners_[row] != before_[row] && left_to_land > 0) --left_to_land;
    ++rows[arrived ? owners_[row] : before_[row]];
  }
  return rows;
}

std::vector<std::size_t> ShardingStrategies::rows_of_shards() const {
  std::vector<std::size_t> rows(static_cast<std::size_t>(shards()) + 1);
  for (const std::uint8_t owner : owners_) ++rows[owner];
  return rows;
}

// Whom to ask, and what will be found: rows by value of a column.
void ShardingStrategies::choose_query(Asked& query, std::vector<NodeId>& ids) {
  const Column key = scheme_.column();
  const bool by_country = query.kind == QueryKind::country;
  const Column column = by_country ? Column::country : key;
  std::uint32_t row = distributed::uniform_below(chance_, users().size());
  // While rows are on their way, one of those is more telling.
  for (std::uint32_t i = 0; query.kind == QueryKind::one_key && travellers() > landed(); ++i) {
    const std::uint32_t other = (row + i) % users().size();
    if (owners_[other] == before_[other]) continue;
    row = other;
    break;
  }
  std::uint32_t low = users().value(row, column), high = low + 1;
  if (query.kind == QueryKind::range) {
    const std::uint32_t values = users().values(column), span = std::max(2u, values / 6);
    low = distributed::uniform_below(chance_, values - span);
    high = low + span;
    query.condition = phrase({name_of(column), " from ", Users::text(column, low), " to before ",
                              Users::text(column, high)});
  } else {
    query.condition = phrase({name_of(column), " = ", Users::text(column, low)});
  }
  for (std::uint32_t each = 0; each < users().size(); ++each) {
    const std::uint32_t value = users().value(each, column);
    query.found += value >= low && value < high;
  }
  if (query.kind == QueryKind::join) {
    query.condition = "users join orders by user id";
    query.found = users().size();
    query.each_by_itself = key == Column::user_id;
    ids = placement_->asked(query.each_by_itself ? Query::join_on_key : Query::join, 0, 0);
  } else if (query.kind == QueryKind::range) {
    ids = placement_->asked(Query::key_range, low, high);
  } else if (column != key) {
    ids = placement_->asked(Query::other_column, 0, 0);
  } else if (directory_) {
    query.believed = directory_->believed(low);
    query.lookup = directory_->look_up(low);
    if (query.lookup->node != 0) ids.push_back(query.lookup->node);
  } else {
    ids = placement_->asked(Query::one_key, low, high);
  }
  if (query.lookup && query.lookup->outcome == Lookup::failed) query.found = 0;
  const bool moves = owners_[row] != before_[row] && before_[row] != 0;
  if (query.kind == QueryKind::one_key && moves && landed() < travellers() && !ids.empty()) {
    ids.push_back(before_[row]);
    query.both_places = true;
  }
}

void ShardingStrategies::run_query() {
  script_.finish(record_, instant());
  Asked query{query_kind_, {}, {}};
  std::vector<NodeId> ids;
  choose_query(query, ids);
  Microseconds at = instant();
  if (query.lookup) at = route(*query.lookup, query.believed, at);
  for (const NodeId id : ids) {
    const bool slow = distributed::bernoulli(chance_, slow_share());
    const double ms = slow ? slow_ms : distributed::uniform_between(chance_, fast_ms, fast_most_ms);
    const Microseconds asked =
        script_.add({.from = router, .to = lane_of(id), .kind = ask}, at, hop);
    const auto work = static_cast<Microseconds>(ms * 1000 * slow_motion);
    const Microseconds answered =
        script_.add({.from = lane_of(id), .to = router, .kind = answers}, asked + work, hop);
    query.shards.push_back({id, ms, asked, answered});
  }
  asked_ = std::move(query);
  script_.play(record_, instant());
}

// The way to the directory and, if the router's memory was wrong, to the old shard before. Returns
// when the shard is asked that has the row.
Microseconds ShardingStrategies::route(const Lookup& lookup, NodeId believed, Microseconds at) {
  const bool down = lookup.outcome == Lookup::failed;
  if (lookup.outcome == Lookup::stale || (down && believed != 0)) {
    at = script_.add({.from = router, .to = lane_of(believed), .kind = ask}, at, hop,
                     Delivery::refused);
    at = script_.add({.from = lane_of(believed), .to = router, .kind = redirects}, at, hop);
  }
  if (lookup.outcome == Lookup::hit || (lookup.outcome == Lookup::stale && lookup.requests == 2)) {
    return at;
  }
  at = script_.add({.from = router, .to = directory_lane, .kind = looks_up}, at, hop,
                   down ? Delivery::lost : Delivery::arrived);
  return down ? at : script_.add({.from = directory_lane, .to = router, .kind = looks_up}, at, hop);
}

// Frequent keys after Zipf, as those of a real load are.
void ShardingStrategies::look_up_many() {
  const auto keys = static_cast<std::uint32_t>(directory_->rows());
  const distributed::Zipf zipf{keys, 1};
  for (int i = 0; i < 100; ++i) directory_->look_up(zipf.draw(chance_) - 1);
}

Milliseconds ShardingStrategies::busy() const {
  return std::max<Milliseconds>({0, ends_ - clock_, ceil_milliseconds(script_.end()) - now()});
}

void ShardingStrategies::pass(Milliseconds time) {
  const std::uint32_t all = travellers();
  const Milliseconds before = clock_;
  clock_ = std::min(ends_, clock_ + time);
  const Milliseconds last = all > 0 ? departs(all - 1) + way : 0;
  if (before < last && clock_ >= last) {
    const bool inserted = change_.kind == Kind::inserted;
    record_.mark(now() + last - before, MarkKind::settled, inserted ? "inserted" : "moved",
                 phrase({counted(all, "row"), inserted ? " inserted" : " moved"}));
  }
  const Microseconds end = script_.end(), until = instant() + 1000 * time;
  script_.play(record_, until);
  if (end > instant() && end <= until) {
    record_.mark(ceil_milliseconds(end), asked_->failed() ? MarkKind::lost : MarkKind::settled,
                 asked_->failed() ? "query-failed" : "query-answered", answer(), router);
  }
}

std::vector<std::string> ShardingStrategies::lanes() const {
  std::vector<std::string> names{"Router", "Directory"};
  for (int shard = 1; shard <= shown_shards(); ++shard) names.push_back(phrase({"Shard ", shard}));
  return names;
}

std::vector<MessageKind> ShardingStrategies::message_kinds() const {
  return {{"query", "Query", MarkKind::read},
          {"rows", "Rows", MarkKind::settled},
          {"lookup", "Look-up", MarkKind::write},
          {"not-here", "Not here", MarkKind::conflict}};
}

double ShardingStrategies::Asked::slowest_ms() const {
  double most = 0;
  for (const Shard& shard : shards) most = std::max(most, shard.ms);
  return most;
}

}  // namespace microsims
