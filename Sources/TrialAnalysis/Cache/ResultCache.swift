import Foundation
import GRDB
import TrialArchives
import TrialResults

/// Answers of earlier runs in an SQLite file that any number of processes may share.
///
/// The file is in write-ahead mode: a killed process leaves it whole, readers never wait for a writer. Each value is the
/// zlib-compressed JSON of an `AnalysisRecord` with its SHA-256, checked at each reading; one that fails is computed anew.
public final class ResultCache: Sendable {
    private static let largestValue = 256 << 20
    private let pool: DatabasePool
    private let path: String

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
    /// - Throws: `AnalysisError` naming the file where it cannot be opened for writing.
    public init(path: String) throws(AnalysisError) {
        self.path = path
        do {
            let folder = (path as NSString).deletingLastPathComponent
            if !folder.isEmpty {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            var configuration = Configuration()
            configuration.busyMode = .timeout(20)
            let settled = configuration
            pool = try Self.patiently { try DatabasePool(path: path, configuration: settled) }
            try Self.patiently { [pool] in try pool.write(Self.prepare) }
        } catch {
            throw Self.failure(path, error)
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
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS result (
                    key TEXT PRIMARY KEY NOT NULL, analysis TEXT NOT NULL, engine TEXT NOT NULL, stored DOUBLE NOT NULL,
                    sha256 TEXT NOT NULL, value BLOB NOT NULL)
                """)
    }

    private static func failure(_ path: String, _ error: any Error) -> AnalysisError {
        let reason = (error as? DatabaseError)?.message ?? (error as NSError).localizedDescription
        return AnalysisError(
            .cacheFailed,
            "\(path): the result cache failed (\(reason)); choose another with --cache FILE or run with --no-cache")
    }

    private func attempt<Value>(_ body: () throws -> Value) throws(AnalysisError) -> Value {
        do { return try body() } catch { throw Self.failure(path, error) }
    }

    /// The stored answer for a key; nil where there is none or it is damaged.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - answers: The kinds of answers that may be read.
    public func result(
        for key: String, answers: AnswerTypes = .standard
    ) throws(AnalysisError) -> AnalysisRecord? {
        let row = try attempt {
            try pool.read {
                try Row.fetchOne($0, sql: "SELECT value, sha256 FROM result WHERE key = ?", arguments: [key])
            }
        }
        guard let row else { return nil }
        return Self.json(row["value"], sha256: row["sha256"]).flatMap { json in
            try? ResultCoding(answers: answers).decodePart(AnalysisRecord.self, from: json)
        }
    }

    private static func json(_ value: Data, sha256: String) -> Data? {
        let bytes = Array(value)
        guard SHA256.hex(of: bytes) == sha256 else { return nil }
        return (try? Deflate.decompress(bytes, limit: largestValue)).map { Data($0) }
    }

    /// Stores an answer, replacing one of the same key.
    public func store(_ result: AnalysisRecord, for key: String) throws(AnalysisError) {
        try attempt {
            let value = Data(Deflate.compress(Array(try ResultCoding().encodePart(result))))
            try pool.write { database in
                try database.execute(
                    sql:
                        "INSERT OR REPLACE INTO result (key, analysis, engine, stored, sha256, value) VALUES (?, ?, ?, ?, ?, ?)",
                    arguments: [
                        key, result.id, EngineIdentity.fingerprint, Date().timeIntervalSince1970,
                        SHA256.hex(of: Array(value)), value,
                    ])
            }
        }
    }

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

    /// Keys of entries whose value is damaged.
    public func damagedKeys() throws(AnalysisError) -> [String] {
        try attempt {
            try pool.read { database in
                var damaged: [String] = []
                let rows = try Row.fetchCursor(database, sql: "SELECT key, value, sha256 FROM result ORDER BY key")
                while let row = try rows.next() {
                    guard Self.json(row["value"], sha256: row["sha256"]) == nil else { continue }
                    damaged.append(row["key"])
                }
                return damaged
            }
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
