// What Swift cannot import from ncurses: macros with casts, globals that language mode 6 refuses as
// shared mutable state, and declarations hidden behind feature macros.
#pragma once

// Must come before <ncurses.h>; the wide-character half is declared only with it.
#define NCURSES_WIDECHAR 1

#include <ncurses.h>
#include <term.h>

// The attributes are macros over a shift and a cast.
static const attr_t cn_bold = WA_BOLD;
static const attr_t cn_dim = WA_DIM;
static const attr_t cn_reverse = WA_REVERSE;
static const attr_t cn_underline = WA_UNDERLINE;
static const attr_t cn_italic = WA_ITALIC;

// Globals, set by newterm and start_color.
static inline WINDOW *cn_standard_window(void) { return stdscr; }
static inline WINDOW *cn_physical_screen(void) { return curscr; }
static inline int cn_colours(void) { return COLORS; }
static inline int cn_colour_pairs(void) { return COLOR_PAIRS; }

// <wchar.h> declares it only under _XOPEN_SOURCE, which Swift's Glibc module is built without.
extern int wcwidth(wchar_t character);

// <sys/mman.h> declares it only under _GNU_SOURCE.
extern int memfd_create(const char *name, unsigned int flags);
static const unsigned int cn_memfd_closes_on_exec = 1;
