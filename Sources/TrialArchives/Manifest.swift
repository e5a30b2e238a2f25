/// The SHA-256 of every file of an archive, in the form that `sha256sum --check` reads.
public struct Manifest: Sendable, Equatable {
    /// The name of the manifest inside an archive.
    public static let fileName = "manifest-sha256.txt"

    /// The digest of each file by its name, as 64 hexadecimal digits.
    public var digests: [String: String]

    /// Takes the digests of files; a manifest among them is left out.
    public init(of files: [String: [UInt8]]) {
        digests = files.filter { $0.key != Self.fileName }.mapValues { SHA256.hex(of: $0) }
    }

    /// Reads a manifest.
    public init(reading bytes: [UInt8], path: String) throws(ArchiveError) {
        func refuse(_ message: String) -> ArchiveError {
            ArchiveError(.badManifest, path: path, entry: Self.fileName, message)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw refuse("the manifest is not UTF-8") }
        digests = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: true).enumerated() {
            let digest = line.prefix(64)
            let isDigest = digest.utf8.count == 64 && digest.allSatisfy { $0.isHexDigit && !$0.isUppercase }
            let rest = line.dropFirst(64)
            guard isDigest, rest.hasPrefix("  "), rest.count > 2 else {
                throw refuse("line \(index + 1) is not a digest, two blanks and a name; pack the archive again")
            }
            guard digests.updateValue(String(digest), forKey: String(rest.dropFirst(2))) == nil else {
                throw refuse("line \(index + 1) lists a file again; pack the archive again")
            }
        }
    }

    /// The manifest's text, sorted by name.
    public var text: String {
        digests.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }.joined()
    }

    /// Everything that differs between the manifest and files: changed, missing and unlisted ones, sorted by name.
    public func problems(in files: [String: [UInt8]], path: String) -> [ArchiveError] {
        let names = Set(digests.keys).union(files.keys).subtracting([Self.fileName])
        return names.sorted().compactMap { name in
            guard let bytes = files[name] else {
                return ArchiveError(
                    .missingFile, path: path, entry: name, "the file is missing; fetch the archive again")
            }
            guard let digest = digests[name] else {
                return ArchiveError(
                    .unlistedFile, path: path, entry: name, "the file is not in the manifest; remove it")
            }
            guard digest != SHA256.hex(of: bytes) else { return nil }
            let message = "the file (\(bytes.count) bytes) has changed since it was packed; fetch the archive again"
            return ArchiveError(.changedFile, path: path, entry: name, message)
        }
    }

    /// Packs files together with their manifest.
    public static func seal(_ files: [String: [UInt8]]) throws(ArchiveError) -> [UInt8] {
        var sealed = files
        sealed[fileName] = Array(Manifest(of: files).text.utf8)
        return try ZipArchive.write(sealed)
    }

    /// Reads an archive that was sealed, without its manifest, or throws the first file that differs from it.
    public static func open(
        _ bytes: [UInt8], path: String, limits: ZipLimits = ZipLimits()
    ) throws(ArchiveError) -> [String: [UInt8]] {
        var files = try ZipArchive.read(bytes, path: path, limits: limits)
        guard let listing = files.removeValue(forKey: fileName) else {
            throw ArchiveError(
                .noManifest, path: path, "it has no \(fileName), so it was not packed here; pack it again")
        }
        let manifest = try Manifest(reading: listing, path: path)
        if let problem = manifest.problems(in: files, path: path).first { throw problem }
        return files
    }
}
