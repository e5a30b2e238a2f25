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
        guard let cache, FileBytes.isFile(path), let archive = try? FileBytes.read(path) else { return nil }
        return SealedBundle(archive: archive) { sha256 in
            (try? cache.bytes(for: Self.key(sha256))).flatMap { try? JSONDecoder().decode(BundleTrace.self, from: $0) }
        }
    }

    /// Remembers a bundle; where that fails one line says so.
    func keep(_ sealed: SealedBundle) {
        do {
            try cache?.keep(
                try JSONEncoder().encode(sealed.trace), for: Self.key(sealed.sha256), of: "the bundle")
        } catch {
            Terminal.error("\(Self.program): warning: \(error)")
        }
    }

    private static func key(_ sha256: String) -> String {
        SHA256.hex(of: "bundle\n\(EngineIdentity.fingerprint)\n\(sha256)")
    }
}
