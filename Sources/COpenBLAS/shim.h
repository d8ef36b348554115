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

// LAPACK, column-major, by its Fortran names, since Debian's build has no C interface; `length` arguments are those of
// the character arguments, which Fortran appends. n, lda and the like are 32-bit.

// Singular values and vectors.
extern void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s, double *u,
                    const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *iwork, int *info,
                    size_t jobz_length);
// Eigenvalues and vectors.
extern void dgeev_(const char *jobvl, const char *jobvr, const int *n, double *a, const int *lda, double *wr, double *wi,
                   double *vl, const int *ldvl, double *vr, const int *ldvr, double *work, const int *lwork, int *info,
                   size_t jobvl_length, size_t jobvr_length);
// QR factors, and Q in full.
extern void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork,
                    int *info);
extern void dorgqr_(const int *m, const int *n, const int *k, double *a, const int *lda, const double *tau, double *work,
                    const int *lwork, int *info);
