// What Sharding Strategies tells: facts, state, sentences.

#include <algorithm>

#include "partition/fan_out.hpp"
#include "partition/online_move.hpp"
#include "partition/query.hpp"
#include "sharding_strategies/model.hpp"
#include "stage/model/words.hpp"

namespace microsims {

using namespace distributed;

namespace {

constexpr Unit rows_unit{"row", "rows", 1, 1};

std::size_t hottest(const std::vector<std::size_t>& counts) {
  return static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

std::string shard_id(NodeId shard) {
  return phrase({"shard-", shard});
}

std::string value_of(const ShardingStrategies& model, const char* id) {
  const Value value = model.controls().find(id)->value();
  return *std::get_if<std::string>(&value);
}

}  // namespace

std::vector<Fact> ShardingStrategies::facts() const {
  const std::vector<std::size_t> counts = table_->counts();
  const double even = static_cast<double>(table_->users().size()) / shards();
  Fact moved{"moved", "Rows moved", table_->change().moved, rows_unit,
             table_->change().expected.law};
  return {moved,
          {"leastMoves", "Least for even shards",
           static_cast<double>(table_->change().expected.least), rows_unit},
          {"totalRows", "Total rows", static_cast<double>(table_->users().size()), rows_unit},
          {"fullest", "Fullest shard, times its share",
           static_cast<double>(counts[hottest(counts)]) / even},
          {"nextOnOne", "Of the next 100 rows on one shard",
           static_cast<double>(table_->next_hundred()[hottest(table_->next_hundred())]) / 100,
           share_unit},
          {"requestsPerRead", "Requests per read",
           requests_per_read(table_->users().size(),
                             table_->change().moved - std::min(table_->change().moved, landed()))}};
}

std::vector<Fact> ShardingStrategies::lookups() const {
  if (!router_.has_directory()) return {};
  const CachedDirectory& directory = router_.directory();
  const LookupCounts& counts = directory.counts();
  if (!hit_law_) hit_law_ = router_.hit_law();
  const auto all = static_cast<double>(counts.lookups());
  const auto share = [&](const char* id, const char* label, std::uint64_t count) {
    Fact fact{id, label, std::nullopt, share_unit};
    if (all > 0) fact.value = static_cast<double>(count) / all;
    return fact;
  };
  Fact hits = share("hits", "Known to the router", counts.hits);
  hits.law = hit_law_;
  Fact requests{"requests", "Requests per look-up", std::nullopt};
  if (all > 0) requests.value = static_cast<double>(counts.requests) / all;
  return {{"lookups", "Look-ups", all},
          hits,
          share("misses", "Asked of the directory", counts.misses),
          share("stale", "Sent to the old shard first", counts.stale),
          share("failed", "Not answered", counts.failed),
          requests,
          {"outOfDate", "Keys remembered wrongly", static_cast<double>(directory.out_of_date())}};
}

std::string ShardingStrategies::counter() const {
  const bool moves = table_->change().moved > 0;
  return phrase({"Rows moved: ", moves ? landed() : 0, " / Total rows: ", table_->users().size()});
}

std::string ShardingStrategies::rule() const {
  const char* key = name_of(scheme_.column());
  switch (scheme_.strategy) {
    case Strategy::hash:
      return scheme_.hash_by == HashBy::mod_n ? phrase({"shard = hash(", key, ") mod ", shards()})
             : scheme_.hash_by == HashBy::ring
                 ? phrase({"next shard on the ring from hash(", key, ")"})
                 : phrase({"hash(", key, ") mod 4,096, then a map"});
    case Strategy::range:
      return phrase({"a range of ", key, "s for each shard"});
    case Strategy::directory:
      return phrase({"the directory lists every ", key});
    case Strategy::geographic:
      break;
  }
  return "each country has its shard";
}

std::string ShardingStrategies::law_words() const {
  switch (scheme_.strategy) {
    case Strategy::hash:
      return scheme_.hash_by == HashBy::mod_n  ? "mod N moves M·N/(N+1)"
             : scheme_.hash_by == HashBy::ring ? "a ring moves about M/(N+1)"
                                               : "logical shards move M/(N+1)";
    case Strategy::range:
      return scheme_.growth == RangeGrowth::recut  ? "cutting anew moves M/2"
             : table_->change().kind == Kind::left ? "a merge moves what the shard had"
                                                   : "a split moves half of the fullest";
    case Strategy::directory:
      return "a directory moves M/(N+1)";
    case Strategy::geographic:
      break;
  }
  return "whole countries move";
}

std::string ShardingStrategies::contents(int shard) const {
  const auto id = static_cast<NodeId>(shard);
  if (shard > shards()) return "leaves";
  const std::vector<NodeId>& owners = table_->placement().owners();
  const auto first = std::find(owners.begin(), owners.end(), id);
  switch (scheme_.strategy) {
    case Strategy::hash:
      return scheme_.hash_by == HashBy::mod_n ? phrase({"mod ", shards(), " = ", shard - 1})
             : scheme_.hash_by == HashBy::ring
                 ? std::string{"100 points"}
                 : phrase({std::count(table_->placement().logical().begin(),
                                      table_->placement().logical().end(), id),
                           " logical"});
    case Strategy::range: {
      if (first == owners.end()) return "no range";
      const auto text = [this](auto place) {
        return Users::text(
            scheme_.key, static_cast<std::uint32_t>(place - table_->placement().owners().begin()));
      };
      if (first != owners.begin()) return phrase({"from ", text(first)});
      const auto next =
          std::find_if(first, owners.end(), [id](NodeId owner) { return owner != id; });
      return next == owners.end() ? "all" : phrase({"below ", text(next)});
    }
    case Strategy::directory:
      return "as listed";
    case Strategy::geographic:
      break;
  }
  std::string names;
  for (std::uint32_t country = 0; country < Users::countries; ++country) {
    if (table_->placement().owner(country) != id) continue;
    append(names, {names.empty() ? "" : " ", Users::text(Column::country, country)});
  }
  return names.empty() ? "no country" : names;
}

std::string ShardingStrategies::words_for(std::uint32_t row) const {
  const auto text = [&](Column column) {
    return Users::text(column, table_->users().value(row, column));
  };
  std::string words =
      phrase({"user ", text(Column::user_id), ": ", text(Column::name), ", ", text(Column::country),
              ", ", text(Column::signup), "\nshard ", table_->owners()[row]});
  if (table_->before()[row] != table_->owners()[row] && table_->before()[row] != 0)
    append(words, {", before ", table_->before()[row]});
  return words;
}

std::string ShardingStrategies::words_for_shard(int shard, std::size_t rows) const {
  std::string words = phrase({"Shard ", shard, ": ", rows, " rows, ", contents(shard)});
  if (shard <= shards()) {
    append(words, {"\n", table_->next_hundred()[static_cast<std::size_t>(shard)],
                   " of the next 100 rows will be here"});
  }
  if (const Asked::Shard* asked = asked_of(shard)) {
    append(words, {"\nanswered in ", number_text(asked->ms, 0), " ms"});
  }
  return words;
}

ShardingStrategies::Verdict ShardingStrategies::verdict() const {
  const Column column = scheme_.column();
  const char* key = name_of(column);
  const std::size_t hot = hottest(table_->next_hundred());
  if (table_->next_hundred()[hot] >= 90) {
    return {true, phrase({"Hot: a new row’s ", key, " is the highest, so shard ", hot, " takes ",
                          table_->next_hundred()[hot], " of the next 100."})};
  }
  const std::vector<std::size_t> counts = table_->counts();
  const std::size_t full = hottest(counts);
  const double times = static_cast<double>(counts[full]) * shards() / table_->users().size();
  if (column == Column::country || (column == Column::name && times > 1.2)) {
    return {true, phrase({"Hot: rows of one ", key, " stay together, shard ", full, " has ",
                          number_text(times, 2), " times its share."})};
  }
  if (column == Column::name) return {false, "Even by luck: rows of one name stay together."};
  return {false, phrase({"Good key: many values, none frequent, so rows and new rows spread; the "
                         "fullest has ",
                         number_text(times, 2), " times its share."})};
}

std::string ShardingStrategies::answer() const {
  if (!asked_) return {};
  const bool under_way = query_under_way();
  if (asked_->failed()) {
    return phrase({asked_->query.condition(),
                   under_way ? ": asks the directory" : ": no answer, the directory is down"});
  }
  std::string text =
      phrase({asked_->query.condition(), under_way ? ": asks " : ": ", asked_->shards.size(),
              " of ", counted(shards(), "shard"), under_way ? "" : " asked"});
  if (asked_->both_places) text += " (old and new place)";
  if (under_way) return text;
  append(text,
         {", ", counted(asked_->found, "row"), ", ", number_text(asked_->slowest_ms, 0), " ms"});
  return text;
}

void ShardingStrategies::state(Json& json) const {
  json.member("strategy", value_of(*this, "strategy"));
  json.member("shardKey", value_of(*this, "shard-key"));
  const std::vector<std::size_t> counts = table_->counts();
  json.key("shards").array([&] {
    for (int shard = 1; shard <= shards(); ++shard) {
      json.object([&] {
        const auto place = static_cast<std::size_t>(shard);
        json.member("id", shard_id(static_cast<NodeId>(shard)));
        json.member("label", phrase({"Shard ", shard}));
        json.member("rows", counts[place]);
        json.member("nextHundred", table_->next_hundred()[place]);
        json.member("contents", contents(shard));
      });
    }
  });
  json.key("rows").array([&] {
    const Column column = scheme_.column();
    for (std::uint32_t row = 0;
         row < table_->users().size() && table_->users().size() <= rows_to_show; ++row) {
      json.object([&] {
        json.member("id", phrase({"row-", row + 1}));
        json.member("key", Users::text(column, table_->users().value(row, column)));
        json.member("shard", shard_id(table_->owners()[row]));
      });
    }
  });
  write_facts(json, facts());
  json.member("landed", landed());
  if (router_.has_directory()) {
    json.key("directory").object([&] { write_facts(json, lookups()); });
  }
  json.key("query");
  if (!asked_) return json.null();
  json.object([&] {
    json.member("kind", id_of_query(asked_->query.kind));
    json.member("condition", asked_->query.condition());
    json.key("asked").array([&] {
      for (const Asked::Shard& shard : asked_->shards) json.value(shard_id(shard.id));
    });
    json.member("found", asked_->found);
    json.member("slowestMs", asked_->slowest_ms);
  });
}

std::string ShardingStrategies::describe() const {
  const std::vector<std::size_t> counts = table_->counts();
  std::string text =
      phrase({table_->users().size(), " rows on ", shards(), " shards: ", rule(), ". "});
  for (int shard = 1; shard <= shards(); ++shard) {
    append(text, {shard == 1 ? "Shard " : ", shard ", shard, shard == 1 ? " has " : " ",
                  counts[static_cast<std::size_t>(shard)]});
  }
  append(text, {". ", counter(), ". "});
  if (table_->change().kind == Kind::joined || table_->change().kind == Kind::left) {
    if (table_->change().expected.law) {
      append(text,
             {"By law: ", law_words(), ", ", number_text(*table_->change().expected.law, 1), ". "});
    }
    append(text, {"Least for even shards: ", table_->change().expected.least, ". "});
  }
  append(text, {verdict().words});
  if (asked_) append(text, {" ", answer(), "."});
  return text;
}

std::string ShardingStrategies::explored() const {
  std::string text = "If one more shard joins, of 10,000 rows these shares move: ";
  for (const Method& method : comparison().methods) {
    append(text, {method.name, " ", percent_text(method.movement.moved), "; "});
  }
  text += "fullest shard by shard key, of the rows and of the next 100: ";
  const auto& keys = comparison().keys;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    append(text, {name_of(static_cast<Column>(i)), " ", percent_text(keys[i].rows), " and ",
                  percent_text(keys[i].next), "; "});
  }
  append(text,
         {"a query of 100 shards meets a slow one with ",
          percent_text(slow_probability(slow_share(), 100)), ". ", facts_in_words(lookups())});
  return text;
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

std::string ShardingStrategies::prompt() const {
  const bool under_way = rows_travel();
  if (query_under_way()) {
    if (asked_->failed() || asked_->route.lookup)
      return "Router, directory, shard: one step after another.";
    return "Blue: the shards that are asked. The slowest of them decides.";
  }
  if (asked_) {
    if (asked_->failed()) return "Without the directory only remembered keys are found.";
    if (asked_->query.kind == QueryKind::join) {
      return asked_->query.joins_by_itself(table_->placement())
                 ? "Each shard joins its own users and orders: no row travels."
                 : phrase({"All shards, and ",
                           percent_text(rows_travelling(static_cast<std::size_t>(shards())), 0),
                           " of a table’s rows must travel. Shard by user id?"});
    }
    const bool all = asked_->shards.size() == static_cast<std::size_t>(shards());
    return all ? "All shards were asked. Which strategy or shard key asks fewer?"
               : phrase({counted(static_cast<long long>(asked_->shards.size()), "shard"),
                         " asked. Now another query, or another strategy."});
  }
  switch (table_->change().kind) {
    case Kind::none:
      return "Each row has its shard. Press Add Shard: which rows must move?";
    case Kind::inserted:
      return under_way ? "New users arrive. Which shards take them?" : verdict().words;
    case Kind::moved_by_hand:
      return under_way ? "One logical shard goes to the emptiest shard, and its rows with it."
                       : "No key’s hash has changed, only the map of logical shards.";
    case Kind::joined:
    case Kind::left:
      break;
  }
  if (under_way) {
    return phrase({"Shard ", table_->change().kind == Kind::joined ? shards() : shards() + 1,
                   table_->change().kind == Kind::joined ? " joined" : " leaves",
                   ". Orange: rows that must move."});
  }
  if (table_->change().moved >
      table_->change().expected.least + table_->change().expected.least / 4) {
    return phrase({table_->change().moved, " rows moved where ", table_->change().expected.least,
                   " would do. Another strategy? Or Run Query."});
  }
  if (table_->change().moved < table_->change().expected.least) {
    return "Few rows moved, but shards are uneven. Now Run Query.";
  }
  return "About as few rows moved as can be. Now Run Query.";
}

}  // namespace microsims
