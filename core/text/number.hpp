#pragma once
// Numbers in text. Not printf: its floating-point half costs a page more bytes than all laws of
// quorums together.

#include <string>

namespace distributed {

/// A number as a person writes it: no trailing zeros, at most `decimals` (0 to 9) of them, a tie
/// rounded away from zero; "infinity" and "not a number" in words.
std::string number_text(double value, int decimals = 2);

/// The shortest text of 12 significant digits, as JSON takes it: "0.125", "1.5e-07". The value must
/// be finite, not checked.
std::string significant_text(double value);

}  // namespace distributed
