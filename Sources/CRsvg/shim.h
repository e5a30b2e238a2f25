// The door to librsvg and Cairo: one SVG drawn to PNG or PDF.
#include <cairo-pdf.h>
#include <cairo.h>
#include <librsvg/rsvg.h>
static inline void trialpool_rsvg_unref(void *object) { g_object_unref(object); }
