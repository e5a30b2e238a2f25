// The door to OpenSSL's libcrypto: message digests only.
#include <openssl/evp.h>
