// Every name of the library depends on the width of a code unit: bytes of UTF-8 here.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

// The library does not write to it while it matches ("Multithreading" in pcre2api), so that threads may
// share it. Swift cannot be told that of a pointer, only of a structure.
struct __attribute__((swift_attr("@Sendable"))) compiled_pattern {
  pcre2_code_8 *code;
};
