#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// Sine and cosine to the last bit but one of a float, for angles up to 10^8 in size; beyond, and
/// for what is no number, 0.
float page_sinf(float x);
float page_cosf(float x);

#ifdef __cplusplus
}
#endif
