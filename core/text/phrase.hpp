#pragma once
// Sentences out of words and numbers.
//
//   phrase({"node ", 3, " of ", nodes, ": load ", 1.5});      // "node 3 of 5: load 1.5"
//   append(text, {", ", name});
//
// One call for the whole sentence: a chain of std::string additions compiles to a temporary string,
// and its end, for every part.

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace distributed {

/// A part of a sentence; refers to the words, does not keep them.
class Piece {
 public:
  Piece(const char* words) : Piece(std::string_view{words}) {}
  Piece(const std::string& words) : Piece(std::string_view{words}) {}
  Piece(std::string_view words)
      : words_(words.data()), length_(static_cast<std::uint32_t>(words.size())) {}
  Piece(char) = delete;  // neither a word nor a number
  Piece(bool) = delete;
  template <std::integral Integer>
  Piece(Integer number) : whole_(static_cast<std::int64_t>(number)), kind_(Kind::whole) {}
  /// As number_text() writes it with up to 6 decimals.
  template <std::floating_point Number>
  Piece(Number number) : number_(number), kind_(Kind::number) {}

  void append_to(std::string& text) const;

 private:
  enum class Kind : std::uint8_t { words, whole, number };

  union {
    const char* words_;
    std::int64_t whole_;
    double number_;
  };
  std::uint32_t length_ = 0;
  Kind kind_ = Kind::words;
};

std::string phrase(std::initializer_list<Piece> pieces);
void append(std::string& text, std::initializer_list<Piece> pieces);

}  // namespace distributed
