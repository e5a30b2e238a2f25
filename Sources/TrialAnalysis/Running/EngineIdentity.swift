import TrialArchives

/// Which engine computed a result.
public enum EngineIdentity {
    /// The version that people see and results carry.
    public static let version = "0.1.0"

    /// The version with the program's own bytes, for the cache: a rebuilt program never reads what another one computed.
    public static let fingerprint: String = {
        guard let bytes = try? FileBytes.read("/proc/self/exe") else { return version }
        return "\(version)+\(SHA256.hex(of: bytes).prefix(16))"
    }()
}
