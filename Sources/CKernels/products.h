// The products with Wh, of which there is one per timestep and direction: y (samples × columns) += x (samples × rows) · M.
// OpenBLAS lays out both operands anew for each; here M is laid out once per training step, in panels of columns: of each
// panel all rows, one after the other.
#pragma once
#include "lanes.h"

#pragma clang diagnostic ignored "-Wpsabi"

// How many lanes of columns make a panel, and how many rows of x meet it at once: as many sums as there are registers.
#if defined(__AVX512F__)
#define TILE_LANES 3
#define TILE_ROWS 8
#elif defined(__AVX2__) || defined(__aarch64__)
#define TILE_LANES 1
#define TILE_ROWS 6
#else
#define TILE_LANES 1
#define TILE_ROWS 2
#endif
// For a single row of x, which has no others to share a panel with; the last is as wide as what is left.
#define ROW_LANES 8

static inline long lanes_panel_columns(long is_for_one) { return 8 * (is_for_one ? ROW_LANES : TILE_LANES); }

// y (`width` values) += sum.
INLINE void lanes_add_to(double *y, LaneVector sum, long width) {
  LaneVector total = lanes_load(y) + sum;
  if (width >= 8)
    lanes_store(y, total);
  else
    lanes_store_first(y, total, width);
}

// y += x · panel for one row; `sets` rows of the panel at a time, so that the sums of one needn't wait for another's.
#define ADD_ROW(w, sets)                                                                                              \
  do {                                                                                                                \
    LaneVector sums[sets][w] = {};                                                                                    \
    long k = 0;                                                                                                       \
    for (; k + (sets) <= rows; k += (sets))                                                                           \
      for (int set = 0; set < (sets); set++)                                                                          \
        for (int i = 0; i < (w); i++) sums[set][i] += lanes_load(panel + (k + set) * width + 8 * i) * x[k + set];     \
    for (; k < rows; k++)                                                                                             \
      for (int i = 0; i < (w); i++) sums[0][i] += lanes_load(panel + k * width + 8 * i) * x[k];                       \
    for (int i = 0; i < (w); i++) {                                                                                   \
      for (int set = 1; set < (sets); set++) sums[0][i] += sums[set][i];                                              \
      lanes_add_to(y + 8 * i, sums[0][i], width - 8 * i);                                                             \
    }                                                                                                                 \
  } while (0)

static inline void lanes_add_row(const double *x, const double *panel, double *y, long rows, long width) {
  switch ((width + 7) / 8) {
    case 1: ADD_ROW(1, 8); break;
    case 2: ADD_ROW(2, 4); break;
    case 3: ADD_ROW(3, 2); break;
    case 4: ADD_ROW(4, 2); break;
    case 5: ADD_ROW(5, 1); break;
    case 6: ADD_ROW(6, 1); break;
    case 7: ADD_ROW(7, 1); break;
    case 8: ADD_ROW(8, 1); break;
  }
}

// The next `tile` rows of y += those of x · panel, of which `width` columns count; the rest are zeros.
#define ADD_TILE(tile)                                                                                                \
  do {                                                                                                                \
    LaneVector sums[tile][TILE_LANES] = {};                                                                           \
    for (long k = 0; k < rows; k++) {                                                                                 \
      LaneVector values[TILE_LANES];                                                                                  \
      for (int i = 0; i < TILE_LANES; i++) values[i] = lanes_load(panel + 8 * (k * TILE_LANES + i));                  \
      for (int r = 0; r < (tile); r++)                                                                                \
        for (int i = 0; i < TILE_LANES; i++) sums[r][i] += values[i] * x[r * rows + k];                               \
    }                                                                                                                 \
    for (int r = 0; r < (tile); r++)                                                                                  \
      for (int i = 0; i < TILE_LANES && 8 * i < width; i++) lanes_add_to(y + r * columns + 8 * i, sums[r][i], width - 8 * i); \
    x += (tile) * rows;                                                                                               \
    y += (tile) * columns;                                                                                            \
    samples -= (tile);                                                                                                \
  } while (0)

static inline void lanes_add_tiles(const double *x, const double *panel, double *y, long samples, long rows,
                                   long columns, long width) {
  while (samples >= TILE_ROWS) ADD_TILE(TILE_ROWS);
  if (samples >= 4) ADD_TILE(4);
  if (samples >= 2) ADD_TILE(2);
  if (samples >= 1) ADD_TILE(1);
}

// Runs `body` panel by panel, from the last one where `from_end` is set.
#define EACH_PANEL(panel_columns, body)                                                                               \
  for (long panels = (columns + (panel_columns)-1) / (panel_columns), k = 0; k < panels; k++) {                        \
    long first = (from_end ? panels - 1 - k : k) * (panel_columns);                                                   \
    long width = columns - first < (panel_columns) ? columns - first : (panel_columns);                               \
    body;                                                                                                             \
  }

static inline void lanes_add_product(const double *x, const double *packed, double *y, long samples, long rows,
                                     long columns, long is_for_one, long from_end) {
  if (is_for_one)
    EACH_PANEL(8 * ROW_LANES, lanes_add_row(x, packed + first * rows, y + first, rows, width))
  else
    EACH_PANEL(8 * TILE_LANES, lanes_add_tiles(x, packed + first * rows, y + first, samples, rows, columns, width))
}
