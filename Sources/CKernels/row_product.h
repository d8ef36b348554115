// One row times a matrix, for a batch of one: there OpenBLAS spends as long on the call as on the arithmetic.
#pragma once
#include "lanes.h"

#pragma clang diagnostic ignored "-Wpsabi"

// y (columns, at most 8·w of them from column c on) += x·M; `sets` rows at a time, so that the sums of one needn't wait
// for another's.
#define ADD_COLUMNS(w, sets)                                                                                      \
  do {                                                                                                            \
    LaneVector sums[sets][w] = {};                                                                                \
    long k = 0;                                                                                                   \
    for (; k + (sets) <= rows; k += (sets))                                                                       \
      for (int set = 0; set < (sets); set++)                                                                      \
        for (int i = 0; i < (w); i++) sums[set][i] += lanes_load(m + (k + set) * columns + c + 8 * i) * x[k + set]; \
    for (; k < rows; k++)                                                                                         \
      for (int i = 0; i < (w); i++) sums[0][i] += lanes_load(m + k * columns + c + 8 * i) * x[k];                 \
    for (int i = 0; i < (w); i++) {                                                                               \
      for (int set = 1; set < (sets); set++) sums[0][i] += sums[set][i];                                          \
      double *out = y + c + 8 * i;                                                                                \
      long left = columns - c - 8 * i;                                                                            \
      LaneVector total = lanes_load(out) + sums[0][i];                                                            \
      if (left >= 8)                                                                                              \
        lanes_store(out, total);                                                                                  \
      else                                                                                                        \
        lanes_store_first(out, total, left);                                                                      \
    }                                                                                                             \
  } while (0)

// y (columns) += x (rows) · M (rows × columns). Reads up to 7 values past the ends of M and y.
static inline void lanes_add_row_product(const double *x, const double *m, double *y, long rows, long columns) {
  long c = 0;
  for (; c + 64 <= columns; c += 64) ADD_COLUMNS(8, 1);
  // Few columns: more rows at once, to have as many sums under way.
  switch ((columns - c + 7) / 8) {
    case 1: ADD_COLUMNS(1, 8); break;
    case 2: ADD_COLUMNS(2, 4); break;
    case 3: ADD_COLUMNS(3, 2); break;
    case 4: ADD_COLUMNS(4, 2); break;
    case 5: ADD_COLUMNS(5, 1); break;
    case 6: ADD_COLUMNS(6, 1); break;
    case 7: ADD_COLUMNS(7, 1); break;
    case 8: ADD_COLUMNS(8, 1); break;
  }
}
