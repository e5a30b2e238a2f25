/// What a plugin may use; a manifest may ask for less or more than the defaults, up to the most.
public struct PluginLimits: Sendable, Codable, Equatable {
    /// Seconds for one work.
    public var seconds: Double = 60
    /// Megabytes of memory, of each process and of all together.
    public var memoryMB = 2048
    /// Megabytes of output for one work.
    public var outputMB = 64
    /// Megabytes in its scratch folder.
    public var diskMB = 256
    /// Processes and threads' parents at one time.
    public var processes = 32

    /// The defaults.
    public init() {}

    /// The most that a manifest can ask for.
    static let most: [String: Double] = [
        "seconds": 86_400, "memoryMB": 65_536, "outputMB": 1024, "diskMB": 65_536, "processes": 1024,
    ]
}
