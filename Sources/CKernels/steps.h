// What the engine asks of a build of the kernels: plain memory, in C since a structure of C is the same to every module
// and needs no initialiser. Arrays are row-major; components of a record lie a plane apart.
#pragma once
#pragma clang assume_nonnull begin

// One timestep of one layer forward: B samples of H units.
typedef struct {
  long batch, units;
  // Wx·x + bx (B, G·H), and Wh·h + bh (B, G·H).
  const double *ax, *ah;
  // h and c at t−1 and at t, (B, H) each and `statePlane` apart.
  const double *previous;
  double *state;
  long statePlane;
  // Gates and saved values at t, (B, H) each and `plane` apart.
  double *gates, *saved;
  long plane;
} ForwardStep;

// The same timestep back.
typedef struct {
  long batch, units;
  // What the forward step left at t, (B, H) each and `plane` apart.
  const double *gates, *saved;
  long plane;
  // h and c at t−1, `statePlane` apart.
  const double *previous;
  long statePlane;
  // ∂L/∂h_t and ∂L/∂c_t as they arrive, (B, H) each and `arrivingPlane` apart.
  const double *arriving;
  long arrivingPlane;
  // The totals, and ∂L/∂gates, (B, H) each and `dPlane` apart.
  double *dState, *dGates;
  long dPlane;
  // ∂L/∂ax and, where it differs, ∂L/∂ah, (B, G·H).
  double *dax;
  double *_Nullable dah;
  // What passes to t−1 without Wh, (B, H) each and `arrivingPlane` apart; may be `arriving` itself.
  double *dPrevious;
} BackwardStep;

// y (samples × columns) = start + x (samples × rows) · M. M is packed in the build's panels, those for a single row of x
// where `isForOne` is not 0; from the last panel on where `fromEnd` is not 0. The rows of start lie `startStride` apart:
// 0 for the same row each time; start may be y. Up to 7 values past its end are read.
typedef struct {
  const double *x, *packed, *start;
  double *y;
  long startStride, samples, rows, columns, isForOne, fromEnd;
} PackedProduct;

// y (columns) += the sum of the rows of M (rows × columns), which lie `rowStride` apart. Up to 7 values past their ends
// are read.
typedef struct {
  const double *matrix;
  double *y;
  long rows, columns, rowStride;
} RowSum;

// m = 0.9·m + 0.1·g; s = 0.999·s + 0.001·g²; p −= step·m / (√s·scale + 1e-8), for `count` values.
typedef struct {
  double *p, *m, *s;
  const double *g;
  long count;
  double step, scale;
} AdamUpdate;

#pragma clang assume_nonnull end
