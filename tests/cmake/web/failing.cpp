#include "failing.hpp"

void stand_in_fails(const char* why) {
  throw StandInFailed{why};
}
