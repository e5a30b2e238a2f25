// The door to Boost.Math: distributions, special functions, quadrature, root finding.
// No logic lives here: each function forwards to one Boost call and turns an exception into NaN or a status.
#ifndef CBOOSTMATH_H
#define CBOOSTMATH_H

#ifdef __cplusplus
extern "C" {
#endif

// A distribution's four questions. `lower` is 1 for P(X <= x), 0 for P(X > x).
double boost_normal_cdf(double x, int lower);
double boost_normal_quantile(double p, int lower);
double boost_student_t_cdf(double x, double df, int lower);
double boost_student_t_quantile(double p, double df, int lower);
double boost_chi_squared_cdf(double x, double df, int lower);
double boost_chi_squared_quantile(double p, double df, int lower);
double boost_f_cdf(double x, double df1, double df2, int lower);
double boost_f_quantile(double p, double df1, double df2, int lower);
double boost_beta_cdf(double x, double a, double b, int lower);
double boost_beta_quantile(double p, double a, double b, int lower);
double boost_gamma_cdf(double x, double shape, double scale, int lower);
double boost_gamma_quantile(double p, double shape, double scale, int lower);
double boost_binomial_cdf(double x, double n, double p, int lower);
double boost_noncentral_t_cdf(double x, double df, double ncp, int lower);
double boost_noncentral_chi_squared_cdf(double x, double df, double ncp, int lower);

// Special functions.
double boost_lgamma(double x);
double boost_digamma(double x);
double boost_trigamma(double x);
double boost_hypergeometric_2f1(double a, double b, double c, double x);

// A function of one variable with the caller's context.
typedef double (*boost_function)(double x, void *context);

// TOMS 748 on a bracket; status 0 found, 1 no sign change, 2 iterations used up, 3 the function failed.
int boost_toms748(boost_function f, void *context, double lower, double upper, double f_lower, double f_upper,
                  int bits, int *iterations, double *root);
// Brent's minimiser; returns the abscissa, writes the value.
double boost_brent_minimum(boost_function f, void *context, double lower, double upper, int bits, int *iterations,
                           double *value);
// Adaptive 61-point Gauss–Kronrod; infinite bounds allowed.
double boost_gauss_kronrod(boost_function f, void *context, double lower, double upper, int depth, double tolerance,
                           double *error);

#ifdef __cplusplus
}
#endif
#endif
