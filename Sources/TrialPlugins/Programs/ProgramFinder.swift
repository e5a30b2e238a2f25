import Foundation

/// Finds the programs of the toolkit: `trialpool X` is `trialpool-X`, beside this program or on PATH, as git does it.
///
/// That is also how anyone adds a program: an executable of that name in a folder of PATH.
public struct ProgramFinder: Sendable {
    private let folders: [String]

    /// Looks in `own`, the folder of the running program, then in the folders of `path`.
    public init(own: String, path: String) {
        folders = [own] + path.split(separator: ":").map(String.init)
    }

    /// The file of the running program.
    public static var running: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    /// Looks beside the running program, then on this process's PATH.
    public static var current: ProgramFinder {
        ProgramFinder(
            own: (running as NSString).deletingLastPathComponent,
            path: ProcessInfo.processInfo.environment["PATH"] ?? "")
    }

    /// The file of the program `trialpool-NAME`; nil where there is none.
    public func program(_ name: String) -> String? {
        guard !name.isEmpty, !name.contains("/") else { return nil }
        return folders.map { "\($0)/trialpool-\(name)" }.first(where: isProgram)
    }

    /// Names of all programs found, each once, sorted.
    public var names: [String] {
        var found: Set<String> = []
        for folder in folders {
            let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for entry in entries where entry.hasPrefix("trialpool-") && isProgram("\(folder)/\(entry)") {
                let name = String(entry.dropFirst("trialpool-".count))
                // Build products beside a program carry an ending or the suffix of a tool built for a plugin.
                if !name.contains("."), !name.hasSuffix("-tool") { found.insert(name) }
            }
        }
        return found.sorted()
    }

    private func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}
