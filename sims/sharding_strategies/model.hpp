#pragma once
// Rows on shards: where a strategy puts them, what moves when a shard joins or leaves, whom a query
// asks.
//
//               Router ── Directory
//          /     |     \                 a query goes to the shards that may have its rows,
//       [····] [····] [····]             and takes as long as the slowest of them
//
// What a change decides is in the state at once; the rows that move are then on their way for a few
// seconds: they turn orange, wait to be noticed, and travel. Until all have landed the old copies
// stay. Another strategy, shard key or number of rows lays all rows out anew, which is no move.

#include "sharding/router.hpp"
#include "sharding/sharded_table.hpp"
#include "stage/model/departures.hpp"
#include "stage/model/model.hpp"
#include "stage/model/script.hpp"

namespace microsims {

class ShardingStrategies : public ModelOf<ShardingStrategies> {
 public:
  using NodeId = distributed::NodeId;
  using Kind = distributed::ShardedTable::Change::Kind;

  static constexpr int fewest_shards = 3, most_shards = 8;
  static constexpr std::uint32_t fewest_rows = 60, most_rows = 100'000;
  /// Up to so many rows are told, and drawn, one by one.
  static constexpr std::uint32_t rows_to_show = 1000;
  /// A slow answer and the others, in ms; on the stage the work takes slow_motion times as long.
  static constexpr double slow_ms = 100, fast_ms = 5, fast_most_ms = 15;
  static constexpr int slow_motion = 20;

  /// The last query: whom it asks, and when each of them is asked and has answered.
  struct Asked {
    distributed::UserQuery query;
    distributed::Router::Route route{};
    struct Shard {
      NodeId id;
      double ms;
      Microseconds asked, answered;
    };
    std::vector<Shard> shards{};
    std::uint32_t found = 0;
    bool both_places = false;  // a row that is on its way

    double slowest_ms = 0;

    bool failed() const { return shards.empty(); }
  };

  explicit ShardingStrategies(std::uint64_t seed);

  const distributed::ShardedTable& table() const { return *table_; }
  int shards() const { return table_->shards(); }
  /// Shards with one that has left and is shown for as long as rows leave it.
  int shown_shards() const;
  /// Since the last change, and the rows that it sent on their way.
  Milliseconds clock() const { return clock_; }
  const Departures& departures() const { return departures_; }
  std::uint32_t landed() const { return departures_.landed(clock_); }
  bool rows_travel() const { return clock_ < departures_.end(); }
  /// Rows of each shard at present, by its number, those under way counted where they come from.
  std::vector<std::size_t> held() const {
    return boxes_at(table_->before(), table_->owners(), landed(), most_shards);
  }
  const std::optional<Asked>& asked() const { return asked_; }
  const Asked::Shard* asked_of(int shard) const;  // nullptr: it is not asked
  bool query_under_way() const { return script_.end() > 0; }
  const distributed::Router& router() const { return router_; }
  double slow_share() const { return slow_percent_ / 100; }

  /// "Rows moved: 12 / Total rows: 60", of the last change, as far as they have landed.
  std::string counter() const;
  /// "shard = hash(user id) mod 4"
  std::string rule() const;
  /// What the strategy moves, N the number of shards with one less: "hash mod N moves M·N/(N+1)".
  std::string law_words() const;
  /// What is on a shard: "BR CA US", "from 16"; in few words.
  std::string contents(int shard) const;
  std::string words_for(std::uint32_t row) const;
  std::string words_for_shard(int shard, std::size_t rows) const;
  /// What the shard key does to the shards, in a sentence, and whether one is hot.
  struct Verdict {
    bool hot;
    std::string words;
  };
  Verdict verdict() const;
  std::string answer() const;
  std::vector<Fact> lookups() const;

  // What the drawer shows; worked out when first asked for.

  struct Comparison {
    std::array<distributed::Method, 7> methods;  // with 10,000 other rows
    std::array<distributed::Fullest, 4> keys;    // with these
  };
  const Comparison& comparison() const;
  /// Of 5,000 simulated queries the share that meets a slow shard, by shards asked.
  static constexpr std::array shards_asked{1, 10, 25, 50, 75, 100};
  const std::array<double, 6>& fan_out() const;

  Milliseconds busy() const override;
  void state(Json& json) const override;
  std::vector<Fact> facts() const override;
  std::string describe() const override;
  std::string explored() const override;
  std::string prompt() const override;
  std::vector<std::string> lanes() const override;
  std::vector<MessageKind> message_kinds() const override;

 protected:
  void declare() override;
  void pass(Milliseconds time) override;

 private:
  void declare_exploration();
  void start_over();
  void lay_out_anew();
  void begin();
  void set_up_router();
  void run_query();
  Microseconds ask_directory(const distributed::Router::Route& route, Microseconds at);
  Microseconds instant() const { return 1000 * now(); }

  std::uint64_t seed_;
  distributed::Scheme scheme_;
  int shards_at_first_ = 4;
  double rows_at_first_ = fewest_rows, exponent_ = 1, slow_percent_ = 1, cache_percent_ = 50;
  distributed::QueryKind query_kind_ = distributed::QueryKind::one_key;
  bool directory_down_ = false, shards_redirect_ = false;

  distributed::Generator chance_;
  std::optional<distributed::ShardedTable> table_;
  Departures departures_;
  Milliseconds clock_ = 0;
  std::optional<Asked> asked_;
  Script script_;
  distributed::Router router_;

  mutable std::optional<Comparison> comparison_;
  mutable std::optional<std::array<double, 6>> fan_out_;
  mutable std::optional<double> hit_law_;
};

/// "one-key"
const char* id_of_query(distributed::QueryKind kind);

}  // namespace microsims
