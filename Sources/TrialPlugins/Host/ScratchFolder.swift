import Foundation

/// A plugin's own folder for the time it runs: `work`, where it begins and may write, and `in`, which it may read.
final class ScratchFolder {
    let path: String
    var work: String { "\(path)/work" }
    var input: String { "\(path)/in" }

    /// - Throws: `PluginError` where it cannot be made.
    init(plugin: String) throws(PluginError) {
        path = (SystemPath.real(NSTemporaryDirectory()) ?? "/tmp") + "/trialpool-plugin-\(UUID().uuidString)"
        do {
            for folder in [work, input] {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        } catch {
            throw PluginError(.cannotStart, plugin, "\(path) cannot be made: \(error.localizedDescription)")
        }
    }

    /// How many bytes lie in the folder in which the plugin writes.
    var size: Int {
        guard let entries = FileManager.default.enumerator(atPath: work) else { return 0 }
        var total = 0
        while let entry = entries.nextObject() as? String {
            var status = stat()
            if lstat("\(work)/\(entry)", &status) == 0 { total += Int(status.st_blocks) * 512 }
        }
        return total
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
