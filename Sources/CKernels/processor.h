// What this processor can do.
#pragma once

// Whether the processor and the system have the vectors of levels 3 and 4 of x86-64.
static inline int processor_has_avx2(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("x86-64-v3");
#else
  return 0;
#endif
}

static inline int processor_has_avx512(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("x86-64-v4");
#else
  return 0;
#endif
}
