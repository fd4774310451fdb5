#pragma once
// Writes JSON into a string; commas and quotes come by themselves.
//
//   Json json;
//   json.object([&] {
//     json.member("n", 5);
//     json.key("nodes").array([&] { json.value("node-1"); });
//     json.objects("writes", writes, [&](const Write& write) { json.member("at", write.at); });
//   });
//   json.text();  // {"n":5,"nodes":["node-1"],"writes":[{"at":1},{"at":3}]}

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace microsims {

class Json {
 public:
  template <typename Members>
  void object(Members&& members) {
    open('{');
    members();
    close('}');
  }

  template <typename Items>
  void array(Items&& items) {
    open('[');
    items();
    close(']');
  }

  /// The name of the member that follows.
  Json& key(std::string_view name);

  void value(std::string_view text);
  void value(const char* text) { value(std::string_view{text}); }
  void value(const std::string& text) { value(std::string_view{text}); }
  void value(bool flag);
  /// Shortest text of up to 12 significant digits; a number that JSON lacks becomes null.
  void value(double number);
  template <typename Integer>
  requires std::is_integral_v<Integer>
  void value(Integer number) { whole(static_cast<std::int64_t>(number)); }
  void null();
  template <typename T>
  void value(const std::vector<T>& values) {
    array([&] {
      for (const T& each : values) value(each);
    });
  }

  template <typename T>
  void member(std::string_view name, const T& of) {
    key(name).value(of);
  }
  /// null where there is no value.
  template <typename T>
  void member(std::string_view name, const std::optional<T>& of) {
    of ? key(name).value(*of) : key(name).null();
  }
  /// An array with an object for each item, whose members `members(item)` writes.
  template <typename Items, typename Members>
  void objects(std::string_view name, const Items& items, Members members) {
    key(name).array([&] {
      for (const auto& item : items) object([&] { members(item); });
    });
  }
  /// An array with what `value_of(item)` is for each item.
  template <typename Items, typename ValueOf>
  void values(std::string_view name, const Items& items, ValueOf value_of) {
    key(name).array([&] {
      for (const auto& item : items) value(value_of(item));
    });
  }

  const std::string& text() const { return text_; }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  void whole(std::int64_t number);
  void quoted(std::string_view text);

  std::string text_;
  bool first_ = true;
};

}  // namespace microsims
