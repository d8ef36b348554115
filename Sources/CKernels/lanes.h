// Eight doubles as one vector, and exp and its kin over them. In C because its vector types are the processor's own:
// Swift's SIMD8<Double> is compiled value by value and put together again where the optimiser sees how. All is inlined
// into the Swift that calls it, at the vector width of the module it is inlined into.
#pragma once

// How vectors are passed to functions differs between processors, and nothing here is called: all is inlined.
#pragma clang diagnostic ignored "-Wpsabi"
#define INLINE static inline __attribute__((always_inline))

typedef double LaneVector __attribute__((ext_vector_type(8)));
// What a comparison yields.
typedef __typeof__((LaneVector){} > (LaneVector){}) LaneBits;
typedef double LanePairs __attribute__((ext_vector_type(4)));
typedef double LanePair __attribute__((ext_vector_type(2)));

// Arithmetic

INLINE LaneVector lanes_repeating(double a) { return (LaneVector)(a); }
INLINE LaneVector lanes_sum(LaneVector a, LaneVector b) { return a + b; }
INLINE LaneVector lanes_difference(LaneVector a, LaneVector b) { return a - b; }
INLINE LaneVector lanes_product(LaneVector a, LaneVector b) { return a * b; }
INLINE LaneVector lanes_quotient(LaneVector a, LaneVector b) { return a / b; }
INLINE LaneVector lanes_negative(LaneVector a) { return -a; }
INLINE LaneVector lanes_magnitude(LaneVector a) { return __builtin_elementwise_abs(a); }
INLINE LaneVector lanes_square_root(LaneVector a) { return __builtin_elementwise_sqrt(a); }

// Comparisons yield all bits of a lane or none; with a NaN, none.
INLINE LaneBits lanes_above(LaneVector a, LaneVector b) { return a > b; }
INLINE LaneBits lanes_at_or_above(LaneVector a, LaneVector b) { return a >= b; }
INLINE LaneVector lanes_choose(LaneBits mask, LaneVector yes, LaneVector no) { return mask ? yes : no; }

// Memory

INLINE LaneVector lanes_load(const double *x) {
  LaneVector a;
  __builtin_memcpy(&a, x, sizeof a);
  return a;
}

INLINE void lanes_store(double *x, LaneVector a) { __builtin_memcpy(x, &a, sizeof a); }

// The first `count` lanes, 1 … 7.
INLINE void lanes_store_first(double *x, LaneVector a, long count) {
  LanePairs half = a.lo;
  LanePair pair = half.lo;
  if (count & 4) {
    __builtin_memcpy(x, &half, sizeof half);
    half = a.hi;
    x += 4;
  }
  pair = half.lo;
  if (count & 2) {
    __builtin_memcpy(x, &pair, sizeof pair);
    pair = half.hi;
    x += 2;
  }
  if (count & 1) *x = pair.x;
}

// exp and its kin: within two units in the last place, with the standard's values at ±Inf and NaN. The reduction
// x = k·ln 2 + r follows Cephes (Moshier), made branch-free: a Taylor polynomial of r, scaled by 2^k in two steps so that
// subnormal results come out right.

// Adding and taking away 1.5·2^52 rounds to a whole number.
#define ROUNDED(x) (((x) + 0x1.8p52) - 0x1.8p52)
// 2^k for whole k in −1022 … 1023: the low bits of k + 1.5·2^52 are k, moved into the exponent's place.
#define POWER_OF_TWO(k) __builtin_bit_cast(LaneVector, __builtin_bit_cast(LaneBits, (k) + (0x1.8p52 + 1023)) << 52)

// x = k·ln 2 + r, expm1(r) for |r| ≤ ln 2 / 2, and 2^k = a·b.
typedef struct {
  LaneVector k, expm1_r, a, b;
} LaneReduction;

INLINE LaneReduction lanes_reduce(LaneVector x) {
  LaneReduction e;
  // Beyond ±760 every result has long been 0 or Inf; NaN fails the comparisons and passes through.
  LaneVector bounded = x > 760 ? (LaneVector)(760) : x;
  bounded = bounded < -760 ? (LaneVector)(-760) : bounded;
  e.k = ROUNDED(bounded * 1.4426950408889634);
  // ln 2 in two parts, the first short enough for a product without rounding.
  LaneVector r = (bounded - e.k * 0x1.62e42fefap-1) - e.k * 0x1.cf79abc9e3b3ap-40;
  // Even and odd powers apart: two chains, half as long.
  LaneVector s = r * r;
  LaneVector p = s * (1.0 / 6227020800 * r + 1.0 / 479001600) + (1.0 / 39916800 * r + 1.0 / 3628800);
  p = s * p + (1.0 / 362880 * r + 1.0 / 40320);
  p = s * p + (1.0 / 5040 * r + 1.0 / 720);
  p = s * p + (1.0 / 120 * r + 1.0 / 24);
  p = s * p + (1.0 / 6 * r + 0.5);
  e.expm1_r = s * p + r;
  LaneVector half = ROUNDED(e.k * 0.5);
  e.a = POWER_OF_TWO(half);
  e.b = POWER_OF_TWO(e.k - half);
  return e;
}

INLINE LaneVector lanes_exp(LaneVector x) {
  LaneReduction e = lanes_reduce(x);
  return (e.expm1_r + 1) * e.a * e.b;
}

INLINE LaneVector lanes_expm1(LaneVector x) {
  LaneReduction e = lanes_reduce(x);
  LaneVector power = e.a * e.b;
  LaneVector near = e.expm1_r * power + (power - 1);
  // Far out the power alone is Inf.
  LaneVector far = (e.expm1_r + 1) * e.a * e.b - 1;
  LaneVector result = e.k < 1000 ? near : far;
  return x == 0 ? x : result;
}

INLINE LaneVector lanes_logistic(LaneVector x) { return 1 / (1 + lanes_exp(-x)); }

// tanh |x| = −expm1(−2|x|) / (2 + expm1(−2|x|)): neither overflows nor cancels.
INLINE LaneVector lanes_tanh(LaneVector x) {
  LaneVector e = lanes_expm1(__builtin_elementwise_abs(x) * -2);
  return __builtin_elementwise_copysign(-e / (2 + e), x);
}
