// The door to OpenSSL's libcrypto: message digests and signatures.
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
