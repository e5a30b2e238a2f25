#include "include/CDecimals.h"

#include <charconv>
#include <system_error>

extern "C" {
size_t decimal_write(double value, char *text) {
    return static_cast<size_t>(std::to_chars(text, text + 32, value, std::chars_format::scientific).ptr - text);
}

size_t decimal_read(const char *text, size_t length, double *value) {
    const auto result = std::from_chars(text, text + length, *value);
    return result.ec == std::errc() ? static_cast<size_t>(result.ptr - text) : 0;
}
}
