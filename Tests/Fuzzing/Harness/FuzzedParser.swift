import TrialEvidence
import TrialImport

/// A parser that is fed with bytes that nobody has checked.
public struct FuzzedParser: Sendable {
    /// The name, which is also that of its folder in the corpus.
    public let name: String
    /// Parses bytes; gives back what is wrong with how the parser behaved, or `nil`.
    public let objection: @Sendable ([UInt8]) -> String?

    /// Every parser, by name.
    public static let all: [FuzzedParser] = formats + [archive, manifest]

    /// The parser of that name, or `nil`.
    public static func named(_ name: String) -> FuzzedParser? { all.first { $0.name == name } }

    /// An import format under its own name; formats that are archives get theirs from ``ArchiveParts``.
    ///
    /// An archive's checksums keep random bytes out of what is inside it, so the fuzzer changes the parts.
    private static let formats = ImportFormatRegistry.standard.formats.map { format in
        FuzzedParser(name: format.name) { bytes in
            let isArchive = !Set(format.fileExtensions).isDisjoint(with: ["zip", "xlsx"])
            guard isArchive else { return EvidenceOracle.objection(to: format, reading: bytes) }
            guard let packed = ArchiveParts.packed(bytes) else { return nil }
            return EvidenceOracle.objection(to: format, reading: packed)
        }
    }
}
