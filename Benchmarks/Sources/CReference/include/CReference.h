#ifndef CREFERENCE_H
#define CREFERENCE_H

#include <stddef.h>
#include <stdint.h>

/// DerSimonian–Laird: τ² and the pooled effect.
void reference_dersimonian_laird(const double *y, const double *v, size_t k, double *tau2, double *mean);

/// REML by Fisher scoring from DerSimonian–Laird until τ² moves by less than 1e-12 of itself; gives the steps taken.
int reference_reml(const double *y, const double *v, size_t k, double *tau2, double *mean);

/// Log risk ratios and their variances, ½ added to tables with a zero cell.
void reference_log_risk_ratios(const double *table, size_t rows, double *y, double *v);

/// Pools a table of text, name, estimate and standard error between tabs and rows of one name together, by inverse variances into
/// `out`: studies, mean, standard error, limits, p-value, I², Q and its p-value. Gives the length; the table ends in NUL.
size_t reference_pool_table(const char *text, char *out);

/// How often this thread has asked for memory since it started.
uint64_t reference_allocations(void);

/// CPU time of this thread in nanoseconds.
uint64_t reference_cpu_nanoseconds(int of_all_threads);

#endif
