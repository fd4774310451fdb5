#pragma once
// log and exp that give the same bits on every machine.
//
// The libm of one platform rounds now and then differently from another's (and may use fused
// multiply-adds), which is enough to send a simulation down another path. These use only IEEE 754
// additions, multiplications and divisions in a fixed order; the error is below 2 units in the last
// place (tested against libm).
//
// Method: range reduction by powers of two, then log through atanh's series and exp through
// Taylor's.

namespace distributed {

/// Natural logarithm of a positive, finite, normal number; not checked.
double portable_log(double x);

/// e to the x, for -708 <= x <= 709; 0 below, infinity above.
double portable_exp(double x);

/// base to the power; base > 0. exp(power * log(base)), so relative error grows with |power log
/// base|.
double portable_pow(double base, double power);

}  // namespace distributed
