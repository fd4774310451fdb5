#pragma once
// Sentences and numbers as core writes them, under the names that sims use.

#include <string>

#include "text/number.hpp"
#include "text/phrase.hpp"

namespace microsims {

using distributed::append;
using distributed::number_text;
using distributed::phrase;

/// "16.7 %" of a share from 0 to 1, the sign held to its number.
inline std::string percent_text(double share, int decimals = 1) {
  return phrase({number_text(100 * share, decimals), "\u00a0%"});
}

}  // namespace microsims
