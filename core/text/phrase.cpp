#include "text/phrase.hpp"

#include "text/number.hpp"

namespace distributed {

void Piece::append_to(std::string& text) const {
  switch (kind_) {
    case Kind::words:
      text.append(words_, length_);
      break;
    case Kind::whole:
      text += std::to_string(whole_);
      break;
    case Kind::number:
      text += number_text(number_, 6);
      break;
  }
}

void append(std::string& text, std::initializer_list<Piece> pieces) {
  for (const Piece& piece : pieces) piece.append_to(text);
}

std::string phrase(std::initializer_list<Piece> pieces) {
  std::string text;
  append(text, pieces);
  return text;
}

}  // namespace distributed
