import GRDB

/// Plants a fault in a cache file, past the cache's own code.
enum DatabaseFault {
    static func execute(_ path: String, _ statement: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: statement) }
        try queue.close()
    }
}
