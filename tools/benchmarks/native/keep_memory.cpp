// glibc hands large blocks back to the kernel at once and pays for fresh pages at every allocation,
// or does not, depending on what ran before. All benchmarks of this program keep their memory
// instead.

#include <malloc.h>

namespace {

[[maybe_unused]] const bool kept = [] {
  constexpr int most = 32 * 1024 * 1024;  // that glibc accepts as a threshold
  const bool mapped = mallopt(M_MMAP_THRESHOLD, most) == 1;
  const bool trimmed = mallopt(M_TRIM_THRESHOLD, 16 * most) == 1;
  return mapped && trimmed;
}();

}  // namespace
