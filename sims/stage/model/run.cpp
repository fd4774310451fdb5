#include "stage/model/run.hpp"

#include <algorithm>

#include "stage/model/text.hpp"

namespace microsims {
namespace {

constexpr std::size_t longest_quotation = 60;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && digit_of(text[i + 1]) >= 0 &&
                        digit_of(text[i + 2]) >= 0;
    if (escape) {
      result += static_cast<char>(16 * digit_of(text[i + 1]) + digit_of(text[i + 2]));
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

// Nothing, and a sentence why, if the entry is not one.
std::optional<LinkEntry> read_entry(std::string_view text, std::vector<std::string>& warnings) {
  LinkEntry entry;
  entry.whole = shortened(text);
  const std::size_t sign = text.rfind('@');
  const auto at = sign == text.npos ? std::nullopt : read_instant(text.substr(sign + 1));
  if (!at || sign == 0) {
    warnings.push_back(phrase({"“", entry.whole,
                               "” in the link is left out: an entry is a control, "
                               "perhaps = and its value, and @ with seconds from 0 to 86400 that "
                               "have at most three decimals, as in n=5@1.25."}));
    return std::nullopt;
  }
  entry.at = *at;
  const std::string_view command = text.substr(0, sign);
  const std::size_t equals = command.find('=');
  entry.id = command.substr(0, equals);
  if (equals != command.npos) entry.value = decoded(command.substr(equals + 1));
  return entry;
}

}  // namespace

std::string shortened(std::string_view text) {
  if (text.size() <= longest_quotation) return std::string{text};
  std::size_t end = longest_quotation - 1;
  // Not within a character of several bytes.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return phrase({text.substr(0, end), "…"});
}

std::string instant_text(Milliseconds at) {
  std::string text = std::to_string(at / 1000);
  Milliseconds rest = at % 1000;
  if (rest == 0) return text;
  text += '.';
  for (Milliseconds digit = 100; rest > 0; digit /= 10) {
    text += static_cast<char>('0' + rest / digit);
    rest %= digit;
  }
  return text;
}

std::optional<Milliseconds> read_instant(std::string_view text) {
  Milliseconds value = 0;
  int decimals = -1;  // before the point
  bool any = false;
  for (const char c : text) {
    if (c == '.' && any && decimals < 0) {
      decimals = 0;
    } else if (c >= '0' && c <= '9' && decimals < 3 && value <= latest_instant) {
      value = 10 * value + (c - '0');
      if (decimals >= 0) ++decimals;
      any = true;
    } else {
      return std::nullopt;
    }
  }
  if (!any || decimals == 0) return std::nullopt;
  for (int i = std::max(decimals, 0); i < 3; ++i) value *= 10;
  if (value > latest_instant) return std::nullopt;
  return value;
}

std::string text_of(const Value& value) {
  if (const double* number = std::get_if<double>(&value)) return number_text(*number, 9);
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  return *std::get_if<std::string>(&value);
}

std::string encoded(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    if (is_plain(c)) {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += '%';
      result += digits[byte >> 4];
      result += digits[byte & 15];
    }
  }
  return result;
}

std::string write_deeds(const std::vector<Deed>& deeds) {
  std::string text;
  for (const Deed& deed : deeds) {
    append(text, {text.empty() ? "" : ",", deed.command.id});
    if (deed.command.value) append(text, {"=", encoded(text_of(*deed.command.value))});
    append(text, {"@", instant_text(deed.at)});
  }
  return text;
}

std::vector<LinkEntry> read_deeds(std::string_view text, std::vector<std::string>& warnings) {
  std::vector<LinkEntry> entries;
  const auto count = static_cast<std::size_t>(std::count(text.begin(), text.end(), ',')) + 1;
  if (text.size() > longest_link || count > most_deeds_in_link) {
    warnings.push_back(phrase({"The commands in the link are left out: a link holds at most ",
                               most_deeds_in_link, " of them in ", longest_link,
                               " characters; this one has ", count, " in ", text.size(), "."}));
    return entries;
  }
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    if (end > start) {
      auto entry = read_entry(text.substr(start, end - start), warnings);
      if (entry && !entries.empty() && entry->at < entries.back().at) {
        warnings.push_back(
            phrase({"“", entry->whole,
                    "” in the link is left out: it comes before "
                    "the entry that it follows; entries are in the order of time."}));
      } else if (entry) {
        entries.push_back(std::move(*entry));
      }
    }
    start = end + 1;
  }
  return entries;
}

}  // namespace microsims
