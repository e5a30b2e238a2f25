#include "CReference.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// P(chi-squared > q) on whole degrees of freedom, by the finite sums of Abramowitz and Stegun 26.4.4 and 26.4.5.
static double chi_squared_tail(double q, int df) {
    if (df <= 0) return 1;
    double half = q / 2, term, sum;
    if (df % 2 == 0) {
        term = sum = exp(-half);
        for (int i = 1; i < df / 2; i++) sum += term *= half / i;
        return sum;
    }
    sum = erfc(sqrt(half));
    term = exp(-half) * sqrt(half / acos(-1.0)) * 2;
    for (int i = 1; i <= (df - 1) / 2; i++) {
        sum += term;
        term *= half / (i + 0.5);
    }
    return sum;
}

typedef struct {
    double w, wy, wyy;
    int k;
} sums;

static char *write_outcome(char *out, const char *name, size_t length, const sums *s) {
    double mean = s->wy / s->w, error = sqrt(1 / s->w), half = 1.959963984540054 * error;
    double q = s->k > 1 ? s->wyy - s->wy * mean : 0;
    if (q < 0) q = 0;
    double i2 = q > s->k - 1 ? 100 * (q - (s->k - 1)) / q : 0;
    memcpy(out, name, length);
    return out + length
           + sprintf(out + length, "\t%d\t%.16g\t%.16g\t%.16g\t%.16g\t%.16g\t%.16g\t%.16g\t%.16g\n", s->k, mean, error,
                     mean - half, mean + half, erfc(fabs(mean / error) / sqrt(2.0)), i2, q, chi_squared_tail(q, s->k - 1));
}

size_t reference_pool_table(const char *text, char *out) {
    const char *at = strchr(text, '\n') + 1, *name = 0;
    size_t length = 0;
    char *start = out;
    sums s = {0, 0, 0, 0};
    while (*at) {
        const char *tab = strchr(at, '\t');
        size_t own = (size_t)(tab - at);
        if (name && (own != length || memcmp(at, name, own) != 0)) {
            out = write_outcome(out, name, length, &s);
            s = (sums){0, 0, 0, 0};
        }
        name = at;
        length = own;
        char *end;
        double y = strtod(tab + 1, &end), error = strtod(end + 1, &end), w = 1 / (error * error);
        s.w += w;
        s.wy += w * y;
        s.wyy += w * y * y;
        s.k++;
        at = end + 1;
    }
    if (name) out = write_outcome(out, name, length, &s);
    return (size_t)(out - start);
}
