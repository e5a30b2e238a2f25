import Foundation
import TrialArchives

/// Which program a database file belongs to, read from its header before it is opened: another program's is left as it is.
///
/// The file format of SQLite 3 has an application id in bytes 68 to 71 and a user version in bytes 60 to 63, both with the
/// most significant byte first.
struct CacheFile {
    /// `TPRC`, the application id of result caches.
    static let applicationID: Int32 = 0x5450_5243
    /// The layout that this program reads and writes.
    static let version: Int32 = 2

    /// What stands at a path.
    enum Owner: Equatable {
        /// Nothing yet, or an empty file.
        case nobody
        /// A result cache of a layout.
        case cache(version: Int32)
        /// A database without an application id: an early cache, or another program's.
        case unmarked
        /// Something else, in a few words.
        case other(String)
    }

    let owner: Owner

    init(_ path: String) {
        guard let file = FileHandle(forReadingAtPath: path) else {
            owner = .nobody
            return
        }
        defer { try? file.close() }
        let head = [UInt8]((try? file.read(upToCount: 100)) ?? Data())
        guard !head.isEmpty else {
            owner = .nobody
            return
        }
        guard head.count == 100, head.starts(with: Array("SQLite format 3\0".utf8)) else {
            owner = .other("it is no database")
            return
        }
        func number(_ start: Int) -> Int32 {
            head[start..<start + 4].reduce(0) { $0 << 8 | Int32(bitPattern: UInt32($1)) }
        }
        switch number(68) {
        case Self.applicationID: owner = .cache(version: number(60))
        case 0: owner = .unmarked
        default: owner = .other("it is the database of another program")
        }
    }
}
