// What Swift cannot import from libvterm: bit fields and macros over them.
#pragma once

#include <pty.h>
#include <vterm.h>

static inline int cv_is_bold(const VTermScreenCell *cell) { return cell->attrs.bold; }
static inline int cv_is_underlined(const VTermScreenCell *cell) { return cell->attrs.underline; }
static inline int cv_is_italic(const VTermScreenCell *cell) { return cell->attrs.italic; }
static inline int cv_is_reversed(const VTermScreenCell *cell) { return cell->attrs.reverse; }

// The palette index, or -1 for the default colour; -2 for a colour given in red, green and blue.
static inline int cv_foreground(const VTermScreenCell *cell) {
  if (VTERM_COLOR_IS_DEFAULT_FG(&cell->fg)) return -1;
  return VTERM_COLOR_IS_INDEXED(&cell->fg) ? cell->fg.indexed.idx : -2;
}
static inline int cv_background(const VTermScreenCell *cell) {
  if (VTERM_COLOR_IS_DEFAULT_BG(&cell->bg)) return -1;
  return VTERM_COLOR_IS_INDEXED(&cell->bg) ? cell->bg.indexed.idx : -2;
}

// <wchar.h> declares it only under _XOPEN_SOURCE, which Swift's Glibc module is built without.
extern int wcwidth(wchar_t character);
