// OpenBLAS: matrix products, with kernels chosen for the processor at run time, and LAPACK.
#pragma once
#include <cblas.h>
#include <stdlib.h>
#include <string.h>

// Present in builds that hold the kernels of many processors, such as Debian's.
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));
extern int support_avx2(void) __attribute__((weak));
extern int support_avx512(void) __attribute__((weak));

// One thread, and the right kernels: on a processor that is newer than itself, OpenBLAS falls back to those of 2004
// ("Prescott"), four times slower than what the processor can do. It is then told which of its own to take. To be
// called once, before any product.
static inline void prepare_openblas(void) {
  openblas_set_num_threads(1);
  if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit || !support_avx2 || !support_avx512) return;
  if (strcmp(openblas_get_corename(), "Prescott") != 0 || getenv("OPENBLAS_CORETYPE")) return;
  const char *better = support_avx512() ? "SkylakeX" : support_avx2() ? "Haswell" : 0;
  if (!better) return;
  setenv("OPENBLAS_CORETYPE", better, 1);
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
  unsetenv("OPENBLAS_CORETYPE");
  openblas_set_num_threads(1);
}
