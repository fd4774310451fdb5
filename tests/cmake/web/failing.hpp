#pragma once

#include <stdexcept>

#include "stand_in.h"

/// What stand_in_fails does in these tests.
struct StandInFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};
