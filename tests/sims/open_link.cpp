#include "open_link.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

using namespace microsims;

namespace play {
namespace {

std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      result +=
          static_cast<char>(std::strtol(std::string{text.substr(i + 1, 2)}.c_str(), nullptr, 16));
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

using Members = std::vector<std::pair<std::string, std::string>>;

Members members_of(std::string_view query) {
  Members members;
  if (query.substr(0, 1) == "?") query.remove_prefix(1);
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view member = query.substr(0, end);
    const std::size_t sign = member.find('=');
    members.emplace_back(member.substr(0, sign),
                         sign == member.npos ? "" : decoded(member.substr(sign + 1)));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return members;
}

const std::string* find(const Members& members, std::string_view id) {
  for (const auto& [name, text] : members) {
    if (name == id) return &text;
  }
  return nullptr;
}

}  // namespace

std::string state(const Model& model) {
  Json json;
  json.object([&] { model.state(json); });
  return json.text();
}

std::unique_ptr<Session> open_link(const Sim& sim, std::string_view query,
                                   std::vector<std::string>& warnings) {
  const Members members = members_of(query);
  const std::string* seed = find(members, "seed");
  auto session = std::make_unique<Session>(
      sim, seed ? static_cast<std::uint32_t>(std::strtoul(seed->c_str(), nullptr, 10)) : 1);
  std::vector<std::string> ids;
  for (const Control* control : session->controls()) ids.push_back(control->id);
  for (const std::string& id : ids) {
    const std::string* text = find(members, id);
    if (!text) continue;
    if (const auto refusal = session->begin_with(id, *text)) warnings.push_back(refusal->reason);
  }
  const std::string *deeds = find(members, "do"), *at = find(members, "at");
  if (deeds || at) {
    for (std::string& warning : session->play(
             deeds ? *deeds : "", at ? std::optional<std::string_view>{*at} : std::nullopt)) {
      warnings.push_back(std::move(warning));
    }
  }
  return session;
}

}  // namespace play
