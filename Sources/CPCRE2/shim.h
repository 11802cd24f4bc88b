// Every name of the library depends on the width of a code unit: bytes of UTF-8 here.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
