// The door to Pango and Cairo: measuring text.
#include <cairo.h>
#include <pango/pangocairo.h>
static inline void trialpool_unref(void *object) { g_object_unref(object); }
