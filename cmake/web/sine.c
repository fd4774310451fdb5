// The C library's sinf and cosf bring pi to 700 bits, for angles that no picture has.

#include "page_sine.h"

float sinf(float x) {
  return page_sinf(x);
}
float cosf(float x) {
  return page_cosf(x);
}
