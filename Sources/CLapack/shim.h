// The door to LAPACK through OpenBLAS. One thread: with more, small matrices take up to a thousand times longer.
#include <lapacke.h>
void openblas_set_num_threads(int num_threads);
