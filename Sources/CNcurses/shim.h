// ncurses, and wrappers for what Swift can't import of it: macros, globals, variadics.
#pragma once
#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <wchar.h>
#include <ncurses.h>

static inline SCREEN *shim_newterm(FILE *output) { return newterm(NULL, output, stdin); }
// Of Linux; its header declares it to GNU's programs alone.
extern int memfd_create(const char *name, unsigned int flags);
static inline int shim_memory_file(void) { return memfd_create("screen", 1 /* MFD_CLOEXEC */); }
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
