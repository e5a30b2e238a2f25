#include "CReference.h"

#include <math.h>
#include <time.h>

void reference_dersimonian_laird(const double *y, const double *v, size_t k, double *tau2, double *mean) {
    double w1 = 0, w2 = 0, wy = 0, q = 0;
    for (size_t i = 0; i < k; i++) {
        double w = 1 / v[i];
        w1 += w;
        w2 += w * w;
        wy += w * y[i];
    }
    double common = wy / w1;
    for (size_t i = 0; i < k; i++) q += (y[i] - common) * (y[i] - common) / v[i];
    double t = (q - (double)(k - 1)) / (w1 - w2 / w1);
    t = t > 0 ? t : 0;
    w1 = wy = 0;
    for (size_t i = 0; i < k; i++) {
        double w = 1 / (v[i] + t);
        w1 += w;
        wy += w * y[i];
    }
    *tau2 = t;
    *mean = wy / w1;
}

int reference_reml(const double *y, const double *v, size_t k, double *tau2, double *mean) {
    double t, mu;
    reference_dersimonian_laird(y, v, k, &t, &mu);
    int step = 0;
    while (step < 1000) {
        double w1 = 0, w2 = 0, w3 = 0, wy = 0, squared = 0;
        for (size_t i = 0; i < k; i++) {
            double w = 1 / (v[i] + t);
            w1 += w;
            w2 += w * w;
            w3 += w * w * w;
            wy += w * y[i];
        }
        mu = wy / w1;
        for (size_t i = 0; i < k; i++) {
            double r = (y[i] - mu) / (v[i] + t);
            squared += r * r;
        }
        double trace = w1 - w2 / w1;
        double trace_squared = w2 - 2 * w3 / w1 + w2 * w2 / (w1 * w1);
        double next = t + (squared - trace) / trace_squared;
        next = next > 0 ? next : 0;
        step++;
        double moved = fabs(next - t);
        t = next;
        if (moved <= 1e-12 * t) break;
    }
    double w1 = 0, wy = 0;
    for (size_t i = 0; i < k; i++) {
        double w = 1 / (v[i] + t);
        w1 += w;
        wy += w * y[i];
    }
    *tau2 = t;
    *mean = wy / w1;
    return step;
}

void reference_log_risk_ratios(const double *table, size_t rows, double *y, double *v) {
    for (size_t i = 0; i < rows; i++) {
        const double *row = table + 4 * i;
        double e1 = row[0], n1 = row[1], e2 = row[2], n2 = row[3];
        if (e1 == 0 || e2 == 0 || e1 == n1 || e2 == n2) {
            e1 += 0.5;
            e2 += 0.5;
            n1 += 1;
            n2 += 1;
        }
        y[i] = log(e1 / n1) - log(e2 / n2);
        v[i] = 1 / e1 - 1 / n1 + 1 / e2 - 1 / n2;
    }
}

uint64_t reference_cpu_nanoseconds(int of_all_threads) {
    struct timespec now;
    clock_gettime(of_all_threads ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
