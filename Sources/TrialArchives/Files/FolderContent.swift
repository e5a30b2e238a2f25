import Glibc
import TrialEvidence

/// Files that a folder should hold, by their names in it, in which `/` parts folders.
struct FolderContent {
    private let files: [String: [UInt8]]
    /// The folders that the files lie in.
    private let folders: Set<String>

    init(_ files: [String: [UInt8]]) {
        self.files = files
        var folders: Set<String> = []
        for name in files.keys {
            var rest = name[...]
            while let slash = rest.lastIndex(of: "/") {
                rest = rest[..<slash]
                folders.insert(String(rest))
            }
        }
        self.folders = folders
    }

    /// Whether a folder holds exactly these files, byte for byte: no other file, no link and no empty folder.
    func stands(at path: String) -> Bool { count(path, inside: "") == files.count }

    /// How many of the files lie in a folder and those inside; nil where there is anything else.
    private func count(_ path: String, inside: String) -> Int? {
        guard let names = FolderEntries.names(in: path) else { return nil }
        var count = 0
        for name in names {
            let (place, key) = ("\(path)/\(name)", inside + name)
            if let bytes = files[key] {
                guard Self.isFile(place, of: bytes.count), (try? FileBytes.read(place)) == bytes else { return nil }
                count += 1
            } else {
                guard folders.contains(key), Self.kind(place)?.st_mode == Glibc.S_IFDIR,
                    let more = self.count(place, inside: "\(key)/")
                else { return nil }
                count += more
            }
        }
        return count
    }

    private static func isFile(_ path: String, of size: Int) -> Bool {
        guard let kind = kind(path) else { return false }
        return kind.st_mode == Glibc.S_IFREG && Int(kind.st_size) == size
    }

    /// What stands at a path, no link followed; of its mode the kind only.
    private static func kind(_ path: String) -> stat? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        status.st_mode &= Glibc.S_IFMT
        return status
    }
}
