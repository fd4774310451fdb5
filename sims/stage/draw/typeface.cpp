#include "stage/draw/typeface.hpp"

namespace microsims {
namespace {

// See cmake/plain-font.py for the format.
constexpr int has_apart_outlines = 64;
enum StepKind { line, curve, contour, closing };

int small_number(const std::uint8_t* at) {
  return at[0] | at[1] << 8;
}

class Numbers {
 public:
  explicit Numbers(const std::uint8_t* at) : at_(at) {}

  int next() {
    const int low = static_cast<std::int8_t>(*at_++);
    if (low != -128) return low;
    const int high = static_cast<std::int8_t>(*at_++);
    return high * 256 + *at_++;
  }

 private:
  const std::uint8_t* at_;
};

using Deltas = std::array<int, 6>;

class Pen {
 public:
  explicit Pen(Outline& outline) : outline_(outline) {}

  void step(int kind, const Deltas& by) {
    const OutlinePoint first = moved(at_, by[0], by[1]);
    const OutlinePoint second = moved(first, by[2], by[3]);
    const OutlinePoint end = kind == closing ? start_ : moved(second, by[4], by[5]);
    if (kind == contour) {
      close();
      start_ = at_ = moved(at_, by[4], by[5]);
    } else if (kind == line) {
      line_to(end);
    } else {
      outline_.push_back({at_, first, second, end});
      at_ = end;
    }
  }

  void close() {
    if (!(at_ == start_)) line_to(start_);
  }

 private:
  static OutlinePoint moved(OutlinePoint from, int x, int y) {
    return {from.x + static_cast<float>(x), from.y + static_cast<float>(y)};
  }

  void line_to(OutlinePoint end) {
    const float x = (end.x - at_.x) / 3, y = (end.y - at_.y) / 3;
    outline_.push_back({at_, {at_.x + x, at_.y + y}, {end.x - x, end.y - y}, end});
    at_ = end;
  }

  Outline& outline_;
  OutlinePoint at_, start_;
};

struct Steps {
  const std::uint8_t* operators;
  Numbers values, differences;

  void read(Letter& letter) {
    const bool apart = *operators == has_apart_outlines;
    if (!apart) return read(letter.outlines[0], &letter.outlines[1]);
    ++operators;
    for (Outline& outline : letter.outlines) read(outline, nullptr);
  }

  void read(Outline& outline, Outline* bolder) {
    Pen pen{outline}, bold_pen{bolder ? *bolder : outline};
    while (const int step = *operators++) {
      Deltas by{}, bolder_by{};
      for (int i = 0; i < 6; ++i) {
        if (!(step >> i & 1)) continue;
        by[i] = values.next();
        if (bolder) bolder_by[i] = by[i] + differences.next();
      }
      pen.step(step >> 6, by);
      if (bolder) bold_pen.step(step >> 6, bolder_by);
    }
    pen.close();
    if (bolder) bold_pen.close();
  }
};

}  // namespace

Typeface read_typeface(const std::uint8_t* bytes) {
  Typeface face;
  face.units = static_cast<float>(small_number(bytes));
  face.ascender = static_cast<float>(small_number(bytes + 2));
  face.depth = static_cast<float>(small_number(bytes + 4));
  face.letters.resize(static_cast<std::size_t>(small_number(bytes + 6)));
  Numbers numbers{bytes + 14};
  int character = 0;
  for (Letter& letter : face.letters) {
    letter.character = static_cast<char16_t>(character += numbers.next());
  }
  for (Letter& letter : face.letters) {
    letter.advances[0] = static_cast<float>(numbers.next()) / 2;
  }
  for (Letter& letter : face.letters) {
    letter.advances[1] = letter.advances[0] + static_cast<float>(numbers.next()) / 2;
  }
  Steps steps{bytes + small_number(bytes + 8), Numbers{bytes + small_number(bytes + 10)},
              Numbers{bytes + small_number(bytes + 12)}};
  for (Letter& letter : face.letters) steps.read(letter);
  return face;
}

}  // namespace microsims
