// The door to NLopt: optimisation of several parameters.
#include <nlopt.h>
