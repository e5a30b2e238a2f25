import Foundation
import TrialArchives

/// What is in a plugin's folder, for its hash: every file with its path, whether it runs, and its bytes.
enum PluginContent {
    /// The most files and bytes that a plugin has.
    private static let mostFiles = 4096
    private static let mostBytes = 512 << 20

    /// SHA-256 of the folder's content, the same wherever it lies.
    ///
    /// - Throws: `PluginError` where the folder holds a link out of it, something that is no file, or too much.
    static func hash(of folder: String, plugin: String) throws(PluginError) -> String {
        var lines: [String] = []
        var bytes = 0
        for path in try paths(in: folder, plugin: plugin) {
            let file = "\(folder)/\(path)"
            guard let content = try? FileBytes.read(file, limit: mostBytes) else {
                throw PluginError(.unsafeProgram, plugin, "\(file) cannot be read")
            }
            bytes += content.count
            guard bytes <= mostBytes else { throw PluginError(.unsafeProgram, plugin, "its folder is too large") }
            let runs = FileManager.default.isExecutableFile(atPath: file) ? "x" : "-"
            lines.append("\(SHA256.hex(of: content)) \(runs) \(path)")
        }
        return SHA256.hex(of: Array(lines.joined(separator: "\n").utf8))
    }

    /// The files below a folder, sorted by their bytes.
    private static func paths(in folder: String, plugin: String) throws(PluginError) -> [String] {
        guard let entries = FileManager.default.enumerator(atPath: folder) else {
            throw PluginError(.notFound, plugin, "\(folder) cannot be read")
        }
        var paths: [String] = []
        while let entry = entries.nextObject() as? String {
            var status = stat()
            guard lstat("\(folder)/\(entry)", &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: continue
            case S_IFREG: paths.append(entry)
            default:
                throw PluginError(
                    .unsafeProgram, plugin, "\(folder)/\(entry) is neither file nor folder; put the file itself there")
            }
            guard paths.count <= mostFiles else {
                throw PluginError(.unsafeProgram, plugin, "its folder has more than \(mostFiles) files")
            }
        }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
