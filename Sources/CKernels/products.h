// The products with Wx and Wh, y (samples × columns) = start + x (samples × rows) · M, of which those with Wh are made at
// every timestep. OpenBLAS lays out both operands anew for each; here M is laid out once per training step, in panels of
// columns: of each panel all rows, one after the other.
#pragma once
#include "lanes.h"
#include "steps.h"

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

// y (`width` values) = start + sum.
INLINE void lanes_put(double *y, const double *start, LaneVector sum, long width) {
  LaneVector total = lanes_load(start) + sum;
  if (width >= 8)
    lanes_store(y, total);
  else
    lanes_store_first(y, total, width);
}

// y = start + x · panel for one row; `sets` rows of the panel at a time, so that the sums of one needn't wait for another's.
#define ROW(w, sets)                                                                                                  \
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
      lanes_put(y + 8 * i, start + 8 * i, sums[0][i], width - 8 * i);                                                 \
    }                                                                                                                 \
  } while (0)

static inline void lanes_row(const double *x, const double *panel, const double *start, double *y, long rows,
                             long width) {
  switch ((width + 7) / 8) {
    case 1: ROW(1, 8); break;
    case 2: ROW(2, 4); break;
    case 3: ROW(3, 2); break;
    case 4: ROW(4, 2); break;
    case 5: ROW(5, 1); break;
    case 6: ROW(6, 1); break;
    case 7: ROW(7, 1); break;
    case 8: ROW(8, 1); break;
  }
}

// The next `tile` rows of y = start + those of x · panel, of which `width` columns count; the rest are zeros.
#define TILE(tile)                                                                                                    \
  do {                                                                                                                \
    LaneVector sums[tile][TILE_LANES] = {};                                                                           \
    for (long k = 0; k < rows; k++) {                                                                                 \
      LaneVector values[TILE_LANES];                                                                                  \
      for (int i = 0; i < TILE_LANES; i++) values[i] = lanes_load(panel + 8 * (k * TILE_LANES + i));                  \
      for (int r = 0; r < (tile); r++)                                                                                \
        for (int i = 0; i < TILE_LANES; i++) sums[r][i] += values[i] * x[r * rows + k];                               \
    }                                                                                                                 \
    for (int r = 0; r < (tile); r++)                                                                                  \
      for (int i = 0; i < TILE_LANES && 8 * i < width; i++)                                                           \
        lanes_put(y + r * columns + 8 * i, start + r * stride + 8 * i, sums[r][i], width - 8 * i);                    \
    x += (tile) * rows;                                                                                               \
    y += (tile) * columns, start += (tile) * stride;                                                                  \
    samples -= (tile);                                                                                                \
  } while (0)

static inline void lanes_tiles(const double *x, const double *panel, const double *start, long stride, double *y,
                               long samples, long rows, long columns, long width) {
  while (samples >= TILE_ROWS) TILE(TILE_ROWS);
  if (samples >= 4) TILE(4);
  if (samples >= 2) TILE(2);
  if (samples >= 1) TILE(1);
}

// Runs `body` panel by panel, from the last one where `from_end` is set.
#define EACH_PANEL(panel_columns, body)                                                                               \
  for (long panels = (columns + (panel_columns)-1) / (panel_columns), k = 0; k < panels; k++) {                       \
    long first = (from_end ? panels - 1 - k : k) * (panel_columns);                                                   \
    long width = columns - first < (panel_columns) ? columns - first : (panel_columns);                               \
    body;                                                                                                             \
  }

static inline void lanes_packed_product(const PackedProduct *p) {
  long columns = p->columns, from_end = p->fromEnd;
  if (p->isForOne)
    EACH_PANEL(8 * ROW_LANES, lanes_row(p->x, p->packed + first * p->rows, p->start + first, p->y + first, p->rows, width))
  else
    EACH_PANEL(8 * TILE_LANES, lanes_tiles(p->x, p->packed + first * p->rows, p->start + first, p->startStride,
                                           p->y + first, p->samples, p->rows, columns, width))
}
