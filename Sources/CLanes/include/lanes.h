// exp and its kin over eight doubles at a time, in place, with the widest vectors that the processor has.
#pragma once

// Each replaces the eight values at `x`. Within two units in the last place; the standard's values at ±Inf and NaN.
void lanes_exp(double *x);
void lanes_expm1(double *x);
void lanes_logistic(double *x);
void lanes_tanh(double *x);
