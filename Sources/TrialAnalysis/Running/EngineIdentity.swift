import TrialArchives
import TrialResults

/// Which engine computed a result.
public enum EngineIdentity {
    /// The version with the program's own bytes, for the cache: a rebuilt program never reads what another one computed.
    public static let fingerprint: String = {
        guard let bytes = try? FileBytes.read("/proc/self/exe") else { return EngineVersion.current }
        return "\(EngineVersion.current)+\(SHA256.hex(of: bytes).prefix(16))"
    }()
}
