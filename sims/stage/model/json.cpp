#include "stage/model/json.hpp"

#include <cmath>

#include "text/number.hpp"

namespace microsims {

void Json::separate() {
  if (!first_) text_ += ',';
  first_ = false;
}

void Json::open(char bracket) {
  separate();
  text_ += bracket;
  first_ = true;
}

void Json::close(char bracket) {
  text_ += bracket;
  first_ = false;
}

Json& Json::key(std::string_view name) {
  separate();
  quoted(name);
  text_ += ':';
  first_ = true;
  return *this;
}

void Json::value(std::string_view text) {
  separate();
  quoted(text);
}

void Json::value(bool flag) {
  separate();
  text_ += flag ? "true" : "false";
}

void Json::value(double number) {
  if (!std::isfinite(number)) return null();
  separate();
  text_ += distributed::significant_text(number);
}

void Json::whole(std::int64_t number) {
  separate();
  text_ += std::to_string(number);
}

void Json::null() {
  separate();
  text_ += "null";
}

void Json::quoted(std::string_view text) {
  text_ += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      text_ += '\\';
      text_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr char digits[] = "0123456789abcdef";
      text_ += "\\u00";
      text_ += digits[c >> 4];
      text_ += digits[c & 15];
    } else {
      text_ += c;
    }
  }
  text_ += '"';
}

}  // namespace microsims
