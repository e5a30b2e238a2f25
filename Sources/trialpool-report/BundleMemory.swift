import Foundation
import TrialAnalysis
import TrialArchives
import TrialCommandLine
import TrialReporting

/// What this build of the program remembers of the bundles that it sealed, in the result cache: never the bundle itself, only what
/// it depended on, under the bundle's SHA-256. A bundle of other hands is unknown, and so is one that was changed.
struct BundleMemory {
    private static let program = "trialpool-report"
    private let cache: ResultCache?

    init(_ options: CacheOptions) {
        cache = options.open(for: Self.program) { try ResultCache(path: $0) }
    }

    /// The bundle that stands at a path, where this build sealed it.
    func earlier(at path: String) -> SealedBundle? {
        guard let cache, FileBytes.isFile(path), let archive = try? FileBytes.read(path),
            let bytes = try? cache.bytes(for: Self.key(archive)),
            let trace = try? JSONDecoder().decode(BundleTrace.self, from: bytes)
        else { return nil }
        return SealedBundle(archive: archive, trace: trace)
    }

    /// Remembers a bundle; where that fails one line says so.
    func keep(_ sealed: SealedBundle) {
        do {
            try cache?.keep(
                try JSONEncoder().encode(sealed.trace), for: Self.key(sealed.archive), of: "the bundle")
        } catch {
            Terminal.error("\(Self.program): warning: \(error)")
        }
    }

    private static func key(_ archive: [UInt8]) -> String {
        SHA256.hex(of: "bundle\n\(EngineIdentity.fingerprint)\n\(SHA256.hex(of: archive))")
    }
}
