#pragma once
// What a page ships instead of parts of the C library does less than they do. Asked for more, it ends
// the module and says why: a wrong answer would be taken for a right one.

#ifdef __cplusplus
extern "C" {
#endif

/// Never comes back. `why` is a whole sentence.
void stand_in_fails(const char* why) __attribute__((noreturn));

#ifdef __cplusplus
}
#endif
