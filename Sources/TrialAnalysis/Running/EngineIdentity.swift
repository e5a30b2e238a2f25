import TrialArchives
import TrialResults

/// Which engine computed a result.
public enum EngineIdentity {
    /// The version with what tells this program from every other build of it, for the cache: a rebuilt program never reads what
    /// another one computed.
    ///
    /// That is the linker's own identifier of the build, or where there is none the SHA-256 of the program's bytes.
    public static let fingerprint: String = {
        let path = "/proc/self/exe"
        guard let bytes = BuildIdentifier(ofProgram: path)?.bytes ?? (try? FileBytes.read(path)) else {
            return EngineVersion.current
        }
        return "\(EngineVersion.current)+\(SHA256.hex(of: bytes).prefix(16))"
    }()
}
