import Testing
import TrialArchives

/// Ed25519 as RFC 8032 states it; the programs' tests hold it against OpenSSL's own tool.
@Suite("Signatures")
struct SignatureTests {
    // The key of test 1 of RFC 8032, 7.1, as PEM (RFC 8410).
    private static let secret = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
        -----END PRIVATE KEY-----

        """
    private static let open = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----

        """
    private static let ofNothing: [UInt8] = [
        0xe5, 0x56, 0x43, 0x00, 0xc3, 0x60, 0xac, 0x72, 0x90, 0x86, 0xe2, 0xcc, 0x80, 0x6e, 0x82, 0x8a, 0x84, 0x87,
        0x7f,
        0x1e, 0xb8, 0xe5, 0xd9, 0x74, 0xd8, 0x73, 0xe0, 0x65, 0x22, 0x49, 0x01, 0x55, 0x5f, 0xb8, 0x82, 0x15, 0x90,
        0xa3,
        0x3b, 0xac, 0xc6, 0x1e, 0x39, 0x70, 0x1c, 0xf9, 0xb4, 0x6b, 0xd2, 0x5b, 0xf5, 0xf0, 0x59, 0x5b, 0xbe, 0x24,
        0x65,
        0x51, 0x41, 0x43, 0x8e, 0x7a, 0x10, 0x0b,
    ]

    @Test("the signature of nothing is that of the standard")
    func standard() throws {
        let key = try SigningKey(pem: Array(Self.secret.utf8), path: "k")
        #expect(try key.sign([]) == Self.ofNothing)
    }

    @Test("one changed bit of message or signature, and a cut signature, do not pass")
    func changed() throws {
        let key = try SigningKey(pem: Array(Self.secret.utf8), path: "k")
        let reader = try VerificationKey(pem: Array(Self.open.utf8), path: "k.pub")
        let message: [UInt8] = Array("a bundle".utf8)
        let signature = try key.sign(message)
        #expect(reader.verifies(signature, of: message))
        for place in signature.indices {
            var other = signature
            other[place] ^= 1
            #expect(!reader.verifies(other, of: message))
        }
        for place in message.indices {
            var other = message
            other[place] ^= 1
            #expect(!reader.verifies(signature, of: other))
        }
        for length in [0, 1, 63] { #expect(!reader.verifies(Array(signature.prefix(length)), of: message)) }
    }

    @Test("what is no key says how to make one")
    func noKey() {
        let error = #expect(throws: ArchiveError.self) { _ = try SigningKey(pem: Array("x".utf8), path: "k") }
        #expect(error?.code == .unusableKey && error?.message.contains("openssl genpkey") == true)
        #expect(throws: ArchiveError.self) { _ = try SigningKey(pem: Array(Self.open.utf8), path: "k") }
        #expect(throws: ArchiveError.self) { _ = try VerificationKey(pem: Array(Self.secret.utf8), path: "k") }
    }
}
