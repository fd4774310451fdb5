#pragma once
// Sentences and numbers as core writes them, under the names that sims use.

#include "text/number.hpp"
#include "text/phrase.hpp"

namespace microsims {

using distributed::append;
using distributed::number_text;
using distributed::phrase;

}  // namespace microsims
