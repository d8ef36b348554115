// In C for one reason: a function here is compiled for several processors, and the right one is chosen when the program
// starts. An LSTM's training step takes 1.6 times as long with the same lines in Swift, which is compiled for the oldest.
//
// The reduction x = k·ln 2 + r follows Cephes (Moshier), made branch-free: a Taylor polynomial of r, scaled by 2^k in
// two steps so that subnormal results come out right.
#include "lanes.h"

#if defined(__x86_64__) && defined(__linux__)
#define EVERY_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define EVERY_PROCESSOR
#endif
// Lanes go through pointers: by value, how they are passed would depend on the processor.
#define INLINE static inline __attribute__((always_inline))

typedef double Lanes __attribute__((vector_size(64)));
typedef double Half __attribute__((vector_size(32)));
typedef double Pair __attribute__((vector_size(16), aligned(8), may_alias));
typedef double Unaligned __attribute__((vector_size(64), aligned(8), may_alias));
typedef long long Mask __attribute__((vector_size(64)));

#define CHOOSE(mask, yes, no) ((Lanes)(((mask) & (Mask)(yes)) | (~(mask) & (Mask)(no))))
// Adding and taking away 1.5·2^52 rounds to a whole number.
#define ROUNDED(x) (((x) + 0x1.8p52) - 0x1.8p52)
// 2^k for whole k in −1022 … 1023: the low bits of k + 1.5·2^52 are k, moved into the exponent's place.
#define POWER_OF_TWO(k) ((Lanes)((Mask)((k) + (0x1.8p52 + 1023)) << 52))
#define SIGN_BIT (-0x7fffffffffffffffLL - 1)

// Pair by pair, as Swift has just stored them: one wide load would have to wait until all four stores are done.
INLINE void load(Lanes *lanes, const double *x) {
  const Pair *pairs = (const Pair *)x;
  Pair a = pairs[0], b = pairs[1], c = pairs[2], d = pairs[3];
#if defined(__x86_64__)
  __asm__("" : "+x"(a), "+x"(b), "+x"(c), "+x"(d));
#endif
  Half ab = __builtin_shufflevector(a, b, 0, 1, 2, 3), cd = __builtin_shufflevector(c, d, 0, 1, 2, 3);
  *lanes = __builtin_shufflevector(ab, cd, 0, 1, 2, 3, 4, 5, 6, 7);
}

INLINE void store(double *x, const Lanes *lanes) { *(Unaligned *)x = *lanes; }

// x = k·ln 2 + r, expm1(r) for |r| ≤ ln 2 / 2, and 2^k = a·b.
typedef struct {
  Lanes k, expm1_r, a, b;
} Reduced;

INLINE void reduce(Reduced *e, const Lanes *x) {
  // Beyond ±760 every result has long been 0 or Inf; NaN fails the comparisons and passes through.
  Lanes bounded = CHOOSE(*x > 760, (Lanes){} + 760, *x);
  bounded = CHOOSE(bounded < -760, (Lanes){} - 760, bounded);
  e->k = ROUNDED(bounded * 1.4426950408889634);
  // ln 2 in two parts, the first short enough for a product without rounding.
  Lanes r = (bounded - e->k * 0x1.62e42fefap-1) - e->k * 0x1.cf79abc9e3b3ap-40;
  // Even and odd powers apart: two chains, half as long.
  Lanes s = r * r;
  Lanes p = s * (1.0 / 6227020800 * r + 1.0 / 479001600) + (1.0 / 39916800 * r + 1.0 / 3628800);
  p = s * p + (1.0 / 362880 * r + 1.0 / 40320);
  p = s * p + (1.0 / 5040 * r + 1.0 / 720);
  p = s * p + (1.0 / 120 * r + 1.0 / 24);
  p = s * p + (1.0 / 6 * r + 0.5);
  e->expm1_r = s * p + r;
  Lanes half = ROUNDED(e->k * 0.5);
  e->a = POWER_OF_TWO(half);
  e->b = POWER_OF_TWO(e->k - half);
}

INLINE void take_exp(Lanes *x) {
  Reduced e;
  reduce(&e, x);
  *x = (e.expm1_r + 1) * e.a * e.b;
}

INLINE void take_expm1(Lanes *x) {
  Reduced e;
  reduce(&e, x);
  Lanes power = e.a * e.b;
  Lanes near = e.expm1_r * power + (power - 1);
  // Far out the power alone is Inf.
  Lanes far = (e.expm1_r + 1) * e.a * e.b - 1;
  Lanes result = CHOOSE(e.k < 1000, near, far);
  *x = CHOOSE(*x == 0, *x, result);
}

EVERY_PROCESSOR void lanes_exp(double *x) {
  Lanes lanes;
  load(&lanes, x);
  take_exp(&lanes);
  store(x, &lanes);
}

EVERY_PROCESSOR void lanes_expm1(double *x) {
  Lanes lanes;
  load(&lanes, x);
  take_expm1(&lanes);
  store(x, &lanes);
}

EVERY_PROCESSOR void lanes_logistic(double *x) {
  Lanes lanes;
  load(&lanes, x);
  lanes = -lanes;
  take_exp(&lanes);
  lanes = 1 / (1 + lanes);
  store(x, &lanes);
}

// tanh |x| = −expm1(−2|x|) / (2 + expm1(−2|x|)): neither overflows nor cancels.
EVERY_PROCESSOR void lanes_tanh(double *x) {
  Lanes lanes;
  load(&lanes, x);
  Mask sign = (Mask)lanes & SIGN_BIT;
  Lanes e = (Lanes)((Mask)lanes & ~SIGN_BIT) * -2;
  take_expm1(&e);
  Lanes size = -e / (2 + e);
  lanes = (Lanes)(((Mask)size & ~SIGN_BIT) | sign);
  store(x, &lanes);
}
