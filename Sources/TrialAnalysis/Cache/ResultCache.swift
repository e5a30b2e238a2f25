import Foundation
import GRDB
import TrialResults

/// Answers of earlier runs in an SQLite file that any number of processes may share.
///
/// The file is in write-ahead mode: a killed process leaves it whole, readers never wait for a writer. Each value is the
/// compressed JSON of an `AnalysisRecord` that says inside which key it belongs to and what its SHA-256 is; one that does not
/// fit is computed anew. A file of another program is refused as it is; a cache of another layout is emptied, because all in
/// it can be computed again.
public final class ResultCache: Sendable {
    private let pool: DatabasePool
    private let path: String

    /// What looking up an answer gave.
    public enum Lookup: Sendable {
        /// The stored answer.
        case found(AnalysisRecord)
        /// Nothing is stored for the key.
        case absent
        /// Something is stored that is damaged or answers another question.
        case damaged
    }

    /// One stored answer, without its value.
    public struct Entry: Sendable, Codable, Equatable, FetchableRecord {
        /// SHA-256 of what the answer depends on.
        public let key: String
        /// The id of the analysis.
        public let analysis: String
        /// The engine that computed it.
        public let engine: String
        /// When it was stored, in seconds since 1970.
        public let stored: Double
        /// Size of the compressed value in bytes.
        public let bytes: Int
    }

    /// Opens the cache, creating file and folder where they are missing.
    ///
    /// - Throws: `AnalysisError` naming the file where it cannot be opened for writing or belongs to another program.
    public init(path: String) throws(AnalysisError) {
        self.path = path
        switch CacheFile(path).owner {
        case .other(let reason): throw Self.failure(path, reason)
        case .cache(let version) where version > CacheFile.version:
            throw Self.failure(path, "a newer version of the program wrote it")
        case .cache, .unmarked, .nobody: break
        }
        do {
            let folder = (path as NSString).deletingLastPathComponent
            if !folder.isEmpty {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            if case .unmarked = CacheFile(path).owner, try !Self.isEarlyCache(path) {
                throw AnalysisError(.cacheFailed, "it is the database of another program")
            }
            var configuration = Configuration()
            configuration.busyMode = .timeout(20)
            let settled = configuration
            pool = try Self.patiently { try DatabasePool(path: path, configuration: settled) }
            try Self.patiently { [pool] in try pool.write(Self.prepare) }
        } catch {
            throw Self.failure(path, Self.reason(error))
        }
    }

    /// Whether a database whose file is not marked yet is a cache all the same: its mark may still stand in the write-ahead log;
    /// a new one has no table; an early one has just the table that caches had before they were marked.
    private static func isEarlyCache(_ path: String) throws -> Bool {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(20)
        let settled = configuration
        let queue = try patiently { try DatabaseQueue(path: path, configuration: settled) }
        defer { try? queue.close() }
        return try patiently {
            try queue.read { database in
                let mark = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
                guard mark == 0 else { return mark == CacheFile.applicationID }
                let tables = try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
                guard tables == ["result"] else { return tables.isEmpty }
                return try database.columns(in: "result").map(\.name)
                    == ["key", "analysis", "engine", "stored", "sha256", "value"]
            }
        }
    }

    /// Tries again while another process holds the file: SQLite does not wait where a new file changes to its
    /// write-ahead log, whatever its busy timeout.
    private static func patiently<Value>(_ body: () throws -> Value) throws -> Value {
        for _ in 0..<400 {
            do { return try body() } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                Thread.sleep(forTimeInterval: 0.05)
            }
        }
        return try body()
    }

    /// Creates the table in the one transaction that also looks for it, so that processes may start at once.
    private static func prepare(_ database: Database) throws {
        let version = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version <= CacheFile.version else {
            throw AnalysisError(.cacheFailed, "a newer version of the program wrote it")
        }
        if version < CacheFile.version {
            try database.execute(sql: "DROP TABLE IF EXISTS result")
            try database.execute(sql: "PRAGMA application_id = \(CacheFile.applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(CacheFile.version)")
        }
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS result (
                    key TEXT PRIMARY KEY NOT NULL, analysis TEXT NOT NULL, engine TEXT NOT NULL, stored DOUBLE NOT NULL,
                    value BLOB NOT NULL)
                """)
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? AnalysisError { return error.description }
        return (error as? DatabaseError)?.message ?? (error as NSError).localizedDescription
    }

    private static func failure(_ path: String, _ reason: String) -> AnalysisError {
        AnalysisError(
            .cacheFailed,
            "\(path): the result cache failed (\(reason)); choose another with --cache FILE or run with --no-cache")
    }

    private func attempt<Value>(_ body: () throws -> Value) throws(AnalysisError) -> Value {
        do { return try body() } catch { throw Self.failure(path, Self.reason(error)) }
    }

    /// The stored answer for a key.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - answers: The kinds of answers that may be read.
    /// - Throws: `AnalysisError` where the file cannot be read.
    public func lookup(_ key: String, answers: AnswerTypes = .standard) throws(AnalysisError) -> Lookup {
        let row = try attempt {
            try pool.read { try Row.fetchOne($0, sql: "SELECT value FROM result WHERE key = ?", arguments: [key]) }
        }
        guard let row else { return .absent }
        // A value of another type than bytes is damage too.
        guard let value = Data.fromDatabaseValue(row[0]), let stored = StoredAnswer(value, key: key),
            let record = try? ResultCoding(answers: answers).decodePart(AnalysisRecord.self, from: stored.json)
        else { return .damaged }
        return .found(record)
    }

    /// Stores an answer, replacing one of the same key, and removes what was kept of the work on it.
    public func store(_ result: AnalysisRecord, for key: String) throws(AnalysisError) {
        try attempt {
            let value = StoredAnswer.value(of: try ResultCoding().encodePart(result), key: key)
            try pool.write { database in
                try Self.insert(value, key: key, analysis: result.id, into: database)
                // Keys are hexadecimal, and '0' follows '/' in the order of bytes.
                try database.execute(
                    sql: "DELETE FROM result WHERE key > ? AND key < ?", arguments: ["\(key)/", "\(key)0"])
            }
        }
    }

    private static func insert(_ value: Data, key: String, analysis: String, into database: Database) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO result (key, analysis, engine, stored, value) VALUES (?, ?, ?, ?, ?)",
            arguments: [key, analysis, EngineIdentity.fingerprint, Date().timeIntervalSince1970, value])
    }

    /// Bytes that ``keep(_:for:of:)`` stored under a key; nil where nothing trustworthy is stored.
    ///
    /// - Throws: `AnalysisError` where the file cannot be read.
    public func bytes(for key: String) throws(AnalysisError) -> Data? {
        try attempt {
            let row = try pool.read {
                try Row.fetchOne($0, sql: "SELECT value FROM result WHERE key = ?", arguments: [key])
            }
            return row.flatMap { Data.fromDatabaseValue($0[0]) }.flatMap { StoredAnswer($0, key: key)?.json }
        }
    }

    /// Stores bytes under a key, replacing those of the same key.
    ///
    /// - Parameters:
    ///   - bytes: What can be made again, and is not an answer itself.
    ///   - key: What it depends on.
    ///   - name: The analysis, or what else it belongs to, for the list of entries.
    /// - Throws: `AnalysisError` where the file cannot be written.
    public func keep(_ bytes: Data, for key: String, of name: String) throws(AnalysisError) {
        try attempt {
            let value = StoredAnswer.value(of: bytes, key: key)
            try pool.write { try Self.insert(value, key: key, analysis: name, into: $0) }
        }
    }

    /// What a question kept of its work before it was done; nil where nothing trustworthy is stored.
    ///
    /// - Parameters:
    ///   - name: What the part is called.
    ///   - key: The key of the question.
    func part(_ name: String, of key: String) throws(AnalysisError) -> Data? {
        try bytes(for: Self.key(ofPart: name, key))
    }

    /// Keeps a part of a question's work.
    func keep(_ part: Data, as name: String, of question: (key: String, analysis: String)) throws(AnalysisError) {
        try keep(part, for: Self.key(ofPart: name, question.key), of: question.analysis)
    }

    private static func key(ofPart name: String, _ key: String) -> String { "\(key)/\(name)" }

    /// All entries, the newest first.
    public func entries() throws(AnalysisError) -> [Entry] {
        try attempt {
            try pool.read {
                try Entry.fetchAll(
                    $0,
                    sql:
                        "SELECT key, analysis, engine, stored, length(value) AS bytes FROM result ORDER BY stored DESC, key"
                )
            }
        }
    }

    /// Keys of entries whose value is damaged or answers another question; those whose key cannot be read are `?`.
    public func damagedKeys() throws(AnalysisError) -> [String] {
        try attempt {
            try pool.read { database in
                var damaged: [String] = []
                let rows = try Row.fetchCursor(database, sql: "SELECT key, value FROM result")
                while let row = try rows.next() {
                    let key = String.fromDatabaseValue(row[0])
                    let value = Data.fromDatabaseValue(row[1])
                    if let key, let value, StoredAnswer(value, key: key) != nil { continue }
                    damaged.append(key ?? "?")
                }
                return damaged.sorted()
            }
        }
    }

    /// What SQLite's own check of pages and indexes finds, one line each; empty where the file is whole.
    public func faults() throws(AnalysisError) -> [String] {
        try attempt {
            try pool.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }.filter { $0 != "ok" }
        }
    }

    /// Removes entries: those of other engines, or all; gives their number.
    public func prune(all: Bool) throws(AnalysisError) -> Int {
        let removed = try attempt {
            try pool.write { database in
                if all {
                    try database.execute(sql: "DELETE FROM result")
                } else {
                    try database.execute(
                        sql: "DELETE FROM result WHERE engine <> ?", arguments: [EngineIdentity.fingerprint])
                }
                return database.changesCount
            }
        }
        try attempt { try pool.vacuum() }
        return removed
    }
}
