import CPluginLauncher

/// What the system really keeps a plugin from, as it was found when the plugin started.
public struct Confinement: OptionSet, Sendable, Hashable {
    /// The bits of the launcher.
    public let rawValue: Int32

    /// Takes bits.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    private init(_ bit: Int) { rawValue = Int32(bit) }

    /// It is a user without rights in a namespace of its own.
    public static let userNamespace = Confinement(TRIALPOOL_HELD_USER_NAMESPACE)
    /// It has a network of its own, with nobody in it.
    public static let network = Confinement(TRIALPOOL_HELD_NETWORK_NAMESPACE)
    /// It sees its own processes only, and all of them end with it.
    public static let processes = Confinement(TRIALPOOL_HELD_PROCESS_NAMESPACE)
    /// Every file system is read-only.
    public static let readOnlyFiles = Confinement(TRIALPOOL_HELD_READ_ONLY)
    /// Its folder is a file system of limited size.
    public static let disk = Confinement(TRIALPOOL_HELD_DISK)
    /// It shares no message queues.
    public static let messageQueues = Confinement(TRIALPOOL_HELD_IPC_NAMESPACE)
    /// Landlock: it reads what it needs to run, and writes into its folder only.
    public static let paths = Confinement(TRIALPOOL_HELD_LANDLOCK_FILES)
    /// Landlock: it listens on no port and connects to none.
    public static let ports = Confinement(TRIALPOOL_HELD_LANDLOCK_NETWORK)
    /// Landlock: it sends no signals to others.
    public static let signals = Confinement(TRIALPOOL_HELD_LANDLOCK_SIGNALS)
    /// Nothing that it starts gets privileges.
    public static let privileges = Confinement(TRIALPOOL_HELD_NO_NEW_PRIVILEGES)
    /// The memory of each process is limited by the system.
    public static let memory = Confinement(TRIALPOOL_HELD_MEMORY)
    /// The size of each file is limited by the system.
    public static let fileSize = Confinement(TRIALPOOL_HELD_FILE_SIZE)
    /// The number of processes is limited by the system.
    public static let processCount = Confinement(TRIALPOOL_HELD_PROCESSES)

    /// One line for each thing that a plugin should be kept from: what, whether it is, and by what.
    public var lines: [(what: String, isHeld: Bool, how: String)] {
        let hasPaths = contains(.paths)
        let hasNetwork = contains(.network) || contains(.ports)
        return [
            (
                "writes outside its folder", hasPaths || contains(.readOnlyFiles),
                Self.words([(hasPaths, "Landlock"), (contains(.readOnlyFiles), "read-only file systems")])
            ),
            ("reads files that it does not need to run", hasPaths, Self.words([(hasPaths, "Landlock")])),
            (
                "network", hasNetwork,
                Self.words([(contains(.network), "a network of its own"), (contains(.ports), "Landlock")])
            ),
            (
                "sees and signals other processes", contains(.processes) || contains(.signals),
                Self.words([(contains(.processes), "a process namespace"), (contains(.signals), "Landlock")])
            ),
            ("gains privileges", contains(.privileges), "no_new_privs"),
            ("memory", true, contains(.memory) ? "a limit of the system, and watched" : "watched"),
            ("processes", true, contains(.processCount) ? "a limit of the system, and watched" : "watched"),
            ("disk", true, contains(.disk) ? "a file system in memory of that size" : "watched, and each file limited"),
            ("time", true, "watched"), ("output", true, "counted"),
            (
                "processes that it leaves behind", true,
                contains(.processes) ? "its process namespace ends" : "ended one by one"
            ),
            ("environment", true, "made anew"), ("open files", true, "closed"),
        ]
    }

    private static func words(_ parts: [(Bool, String)]) -> String {
        let held = parts.filter(\.0).map(\.1)
        return held.isEmpty ? "this system cannot" : held.joined(separator: ", ")
    }
}
