#pragma once
// Rows on shards: where a strategy puts them, what moves when a shard joins or leaves, whom a query
// asks.
//
//               Router ── Directory
//          /     |     \                 a query goes to the shards that may have its rows,
//       [····] [····] [····]             and takes as long as the slowest of them
//
// What a change decides is in the state at once; the rows that move are then on their way for a few
// seconds: they turn orange, wait to be noticed, and travel. Another strategy, shard key or number of
// rows lays all rows out anew, which is no move.
//
//   time since the change   0 ─── first_departs ─── lands(0) ─── lands(last) ─── ends
//   a row that moves          orange where it was        travels      at its new shard

#include <memory>
#include <optional>

#include "partition/cached_directory.hpp"
#include "sharding_strategies/placement.hpp"
#include "stage/model/model.hpp"
#include "stage/model/script.hpp"

namespace microsims {

enum class QueryKind : std::uint8_t { one_key, range, country, join };

class ShardingStrategies : public ModelOf<ShardingStrategies> {
 public:
  static constexpr int fewest_shards = 3, most_shards = 8;
  static constexpr std::uint32_t fewest_rows = 60, most_rows = 100'000;
  /// Up to so many rows are told, and drawn, one by one.
  static constexpr std::uint32_t rows_to_show = 1000;
  /// A slow answer and the others, in ms; on the stage the work takes slow_motion times as long.
  static constexpr double slow_ms = 100, fast_ms = 5, fast_most_ms = 15;
  static constexpr int slow_motion = 20;
  static constexpr Microseconds hop = 300'000;
  /// Milliseconds from a change to the first departure, from that to the last, and of each way.
  static constexpr Milliseconds first_departs = 1000, departing = 1200, way = 800;

  struct Change {
    enum class Kind : std::uint8_t { none, joined, left, inserted } kind = Kind::none;
    int shards = 0;  // before
    std::uint32_t moved = 0, inserted = 0;
    std::size_t least = 0;
    std::optional<double> law{};
  };

  /// The last query: whom it asks, and when each of them is asked and has answered.
  struct Asked {
    QueryKind kind;
    std::string condition;
    struct Shard {
      distributed::NodeId id;
      double ms;
      Microseconds asked, answered;
    };
    std::vector<Shard> shards;
    std::uint32_t found = 0;
    bool both_places = false;     // a row that is on its way
    bool each_by_itself = false;  // of a join: no row travels
    std::optional<distributed::Lookup> lookup{};
    distributed::NodeId believed = 0;  // by the router; 0: it had to ask the directory

    bool failed() const { return shards.empty(); }
    double slowest_ms() const;
  };

  explicit ShardingStrategies(std::uint64_t seed);

  const Users& users() const { return *users_; }
  const Placement& placement() const { return *placement_; }
  const Scheme& scheme() const { return placement_->scheme(); }
  int shards() const { return placement_->shards(); }
  /// Shards with one that has left and is shown for as long as rows leave it.
  int shown_shards() const;
  const std::vector<std::uint8_t>& owners() const { return owners_; }
  /// Before the last change; 0 of a row that was inserted by it.
  const std::vector<std::uint8_t>& owners_before() const { return before_; }
  const Change& change() const { return change_; }
  /// Since the last change.
  Milliseconds clock() const { return clock_; }
  /// When the i-th row that the last change sent on its way departs; it lands `way` later.
  Milliseconds departs(std::uint32_t i) const;
  std::uint32_t travellers() const { return change_.moved + change_.inserted; }
  /// How many have departed so long ago, and how many have landed: the first ones.
  std::uint32_t departed(Milliseconds ago) const;
  std::uint32_t landed() const { return departed(way); }
  /// Rows of each shard at present, by its number, those under way counted where they come from.
  std::vector<std::size_t> held() const;
  /// All of them where they are to be.
  std::vector<std::size_t> rows_of_shards() const;
  /// Of the next 100 users, how many each shard will get.
  const std::vector<std::size_t>& next_hundred() const { return next_; }
  const std::optional<Asked>& asked() const { return asked_; }
  bool query_under_way() const { return script_.end() > 0; }
  const std::optional<distributed::CachedDirectory>& directory() const { return directory_; }
  double slow_share() const { return slow_percent_ / 100; }
  double exponent() const { return exponent_; }

  /// "Rows moved: 12 / Total rows: 60", of the last change, as far as they have landed.
  std::string counter() const;
  /// "shard = hash(user id) mod 4"
  std::string rule() const;
  /// What the strategy moves, N the number of shards with one less: "hash mod N moves M·N/(N+1)".
  std::string law_words() const;
  /// What is on a shard: "BR CA US", "from 16"; in few words.
  std::string contents(int shard) const;
  /// What the shard key does to the shards, in a sentence.
  std::string verdict() const;
  std::string answer() const;

  // What the drawer shows; worked out when first asked for.

  /// Of 10,000 other rows, the share that moves if one more shard joins, by each method.
  struct Method {
    const char* name;
    double moved;
    std::optional<double> law;
    Scheme scheme;
  };
  const std::vector<Method>& methods() const;
  /// The share of the fullest shard, of these rows and of the next 100, by shard key.
  struct KeyStudy {
    double rows, next;
    std::optional<double> law{};
  };
  const std::vector<KeyStudy>& keys_study() const;
  /// Of 5,000 simulated queries the share that meets a slow shard, by shards asked: 1, 10, 25, ...
  const std::vector<std::pair<int, double>>& fan_out() const;
  std::vector<Fact> lookups() const;

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
  void lay_out_anew(int shards);
  void change_shards(bool joins);
  void insert();
  void begin(Change change, std::vector<std::uint8_t> before);
  void look_ahead();
  void fill_directory();
  void run_query();
  void choose_query(Asked& query, std::vector<distributed::NodeId>& ids);
  void look_up_many();
  Microseconds route(const distributed::Lookup& lookup, distributed::NodeId believed,
                     Microseconds at);
  Microseconds instant() const { return 1000 * now(); }

  std::uint64_t seed_;
  Scheme scheme_;
  int shards_at_first_ = 4;
  double rows_at_first_ = fewest_rows, exponent_ = 1, slow_percent_ = 1, cache_percent_ = 50;
  QueryKind query_kind_ = QueryKind::one_key;
  bool directory_down_ = false, shards_redirect_ = false;

  distributed::Generator chance_;
  // Copies of the model share them; none of them changes.
  std::shared_ptr<const Users> users_;
  std::shared_ptr<const Placement> placement_;
  std::vector<std::uint8_t> owners_, before_;
  std::vector<std::size_t> next_;
  Change change_;
  Milliseconds clock_ = 0, ends_ = 0;
  std::optional<Asked> asked_;
  Script script_;
  std::optional<distributed::CachedDirectory> directory_;  // of a directory, by value of the key

  mutable std::vector<Method> methods_;
  mutable std::vector<KeyStudy> keys_study_;
  mutable std::vector<std::pair<int, double>> fan_out_;
  mutable std::optional<double> hit_law_;
};

/// "user id"
const char* name_of(Column column);
const char* id_of_query(QueryKind kind);

}  // namespace microsims
