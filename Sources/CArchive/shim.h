// The door to libarchive. `AE_IFREG` and its kin are cast macros, which Swift cannot see, so they pass through here.
#include <archive.h>
#include <archive_entry.h>
static inline unsigned int trialpool_regular_file(void) { return AE_IFREG; }
