/// The version of the toolkit: of its programs, and of the engine that a result names.
public enum EngineVersion {
    /// The version in force.
    public static let current = "0.1.0"
}
