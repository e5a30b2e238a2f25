// The door to the decimals of the C++ standard library: shortest digits out, correctly rounded numbers in, no memory asked for.
// No logic lives here.
#ifndef CDECIMALS_H
#define CDECIMALS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// Writes the shortest decimal that reads back as `value`, which is finite, in the form -d.ddde-05; gives its length, at most 24.
size_t decimal_write(double value, char *text);

// Reads the decimal that `text` begins with and gives how many bytes it takes; 0 where there is none, or none that a double holds.
size_t decimal_read(const char *text, size_t length, double *value);

#ifdef __cplusplus
}
#endif
#endif
