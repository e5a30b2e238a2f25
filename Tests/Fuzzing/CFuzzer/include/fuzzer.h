// The entry of LLVM's libFuzzer (https://llvm.org/docs/LibFuzzer.html), which comes with the compiler.
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
