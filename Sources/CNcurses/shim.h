// OpenBLAS: matrix products, with kernels chosen for the processor at run time, and LAPACK.
#pragma once
#include <stdio.h>
