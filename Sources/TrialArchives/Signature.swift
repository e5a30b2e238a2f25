import CLibcrypto

/// A signature over a whole file by Ed25519 (RFC 8032), 64 bytes beside it as `FILE.sig`, which OpenSSL's own tool reads too.
///
/// Keys are PEM files as `openssl genpkey -algorithm ed25519 -out KEY` and `openssl pkey -in KEY -pubout -out KEY.pub` make them.
public enum Signature {
    /// Where the signature of a file lies.
    public static func path(of file: String) -> String { "\(file).sig" }
}

/// The secret key of somebody who signs.
public final class SigningKey {
    private let key: OpaquePointer

    /// Reads a PEM file without a password.
    ///
    /// - Throws: `ArchiveError` where it is no secret Ed25519 key.
    public init(pem: [UInt8], path: String) throws(ArchiveError) {
        // No one is asked for a password in the middle of a work.
        key = try KeyFile.read(pem, path, "secret") { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil) }
    }

    deinit { EVP_PKEY_free(key) }

    /// The signature of some bytes.
    ///
    /// - Throws: `ArchiveError` where the library fails.
    public func sign(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: 64)
        var length = signature.count
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1, length == 64
        else { throw ArchiveError(.unusableKey, path: "", "nothing can be signed with this key") }
        return signature
    }
}

/// The public key of somebody who signs.
public final class VerificationKey {
    private let key: OpaquePointer

    /// Reads a PEM file.
    ///
    /// - Throws: `ArchiveError` where it is no public Ed25519 key.
    public init(pem: [UInt8], path: String) throws(ArchiveError) {
        key = try KeyFile.read(pem, path, "public") { PEM_read_bio_PUBKEY($0, nil, nil, nil) }
    }

    deinit { EVP_PKEY_free(key) }

    /// Whether a signature is that of the key's owner over some bytes.
    public func verifies(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, bytes, bytes.count) == 1
    }
}

private enum KeyFile {
    static func read(
        _ pem: [UInt8], _ path: String, _ kind: String, _ parse: (OpaquePointer?) -> OpaquePointer?
    ) throws(ArchiveError) -> OpaquePointer {
        let source = BIO_new_mem_buf(pem, Int32(clamping: pem.count))
        defer { BIO_free(source) }
        guard let key = parse(source) else {
            throw ArchiveError(.unusableKey, path: path, "it is no \(kind) key in PEM without a password; \(advice)")
        }
        guard EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 else {
            EVP_PKEY_free(key)
            throw ArchiveError(.unusableKey, path: path, "it is no Ed25519 key; \(advice)")
        }
        return key
    }

    private static let advice =
        "make one with openssl genpkey -algorithm ed25519 -out KEY, and openssl pkey -in KEY -pubout -out KEY.pub"
}
