import Foundation

/// The processes that a process started, counted from `/proc`.
struct ProcessCensus {
    /// How many there are, without the process itself.
    private(set) var count = 0
    /// How many bytes of memory they have. A fork of this program that has not become another one yet has the pages of this
    /// one, and none of its own.
    private(set) var memory = 0

    init(below root: pid_t) {
        var children: [pid_t: [(process: pid_t, pages: Int)]] = [:]
        guard let folder = opendir("/proc") else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let process = pid_t(name), let fields = Self.fields(process) else { continue }
            children[fields.parent, default: []].append((process, fields.pages))
        }
        let own = Self.program("self")
        var waiting = [root]
        while let process = waiting.popLast() {
            for child in children[process] ?? [] {
                count += 1
                // The first process below the root keeps the others and stays a fork of this program.
                if process != root, own == nil || Self.program("\(child.process)") != own {
                    memory += child.pages * Int(getpagesize())
                }
                waiting.append(child.process)
            }
        }
    }

    /// The file of the program that a process runs; nil where the system does not say.
    private static func program(_ process: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
    }

    private static func fields(_ process: pid_t) -> (parent: pid_t, pages: Int)? {
        let file = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1024)
        let length = read(file, &bytes, bytes.count)
        // The name in brackets may hold anything, so that counting begins behind the last bracket.
        guard length > 0, let end = bytes[..<length].lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let words = bytes[(end + 1)..<length].split(separator: UInt8(ascii: " "))
        guard words.count > 21 else { return nil }
        func number(_ index: Int) -> Int { Int(String(decoding: words[index], as: UTF8.self)) ?? 0 }
        return (pid_t(number(1)), number(21))
    }
}
