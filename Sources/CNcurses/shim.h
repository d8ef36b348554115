// ncurses, and wrappers for what Swift can't import of it: macros, globals, variadics.
#pragma once
#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <wchar.h>
#include <ncurses.h>

static inline SCREEN *shim_newterm(void) { return newterm(NULL, stdout, stdin); }
static inline WINDOW *shim_stdscr(void) { return stdscr; }
static inline int shim_colors(void) { return COLORS; }
static inline int shim_color_pairs(void) { return COLOR_PAIRS; }
static inline int shim_is_utf8(void) {
  const char *set = nl_langinfo(CODESET);
  return set && (set[0] == 'U' || set[0] == 'u');
}

// One cell: the pair goes in beyond the 256 that fit into attributes.
static inline int shim_put(int y, int x, wchar_t scalar, attr_t attributes, int pair) {
  cchar_t cell;
  wchar_t text[2] = {scalar, 0};
  if (setcchar(&cell, text, attributes, (short)0, &pair) == ERR) return ERR;
  return mvadd_wch(y, x, &cell);
}

static inline attr_t shim_bold(void) { return A_BOLD; }
static inline attr_t shim_dim(void) { return A_DIM; }
static inline attr_t shim_reverse(void) { return A_REVERSE; }
static inline attr_t shim_underline(void) { return A_UNDERLINE; }

// ncurses makes one click of a press and a release that come together, and tells only that.
#define SHIM_DOWN(n) (BUTTON##n##_PRESSED | BUTTON##n##_CLICKED | BUTTON##n##_DOUBLE_CLICKED)
static inline mmask_t shim_mouse_mask(void) {
  return SHIM_DOWN(1) | SHIM_DOWN(2) | SHIM_DOWN(3) | BUTTON4_PRESSED | BUTTON5_PRESSED;
}
// 1 left, 2 middle, 3 right, 4 wheel up, 5 wheel down; 0 for what is none of them.
static inline int shim_mouse_button(mmask_t state) {
  if (state & SHIM_DOWN(1)) return 1;
  if (state & SHIM_DOWN(2)) return 2;
  if (state & SHIM_DOWN(3)) return 3;
  if (state & BUTTON4_PRESSED) return 4;
  if (state & BUTTON5_PRESSED) return 5;
  return 0;
}
