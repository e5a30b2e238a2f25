// The door to zlib. `deflateInit2` and `inflateInit2` are macros, which Swift cannot see, so they pass through here.
#include <zlib.h>
static inline int trialpool_deflate_init(z_streamp stream, int level, int window_bits) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}
static inline int trialpool_inflate_init(z_streamp stream, int window_bits) { return inflateInit2(stream, window_bits); }
