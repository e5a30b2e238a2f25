import Foundation
import Testing
import TrialAnalysis
import TrialEvidence
import TrialResults

struct ResultCacheTests {
    private func run(_ path: String, plan change: (String) -> String = { $0 }) throws -> PlanRunner.Outcome {
        let file = try Repository.plan()
        let text = change(file.text)
        let plan = try PlanReader(file: "plan.yaml").read(text)
        return try PlanRunner(plan, text: text, datasets: file.datasets, cache: ResultCache(path: path)).run()
    }

    @Test("a second run answers from the cache, number for number")
    func secondRun() throws {
        try Repository.withFolder { folder in
            let first = try run("\(folder)/cache.sqlite")
            let second = try run("\(folder)/cache.sqlite")
            #expect(first.cached.isEmpty)
            #expect(second.cached.count == second.document.analyses.count)
            #expect(try bytes(first.document) == bytes(second.document))
        }
    }

    @Test("only what changed is computed anew")
    func onlyChanges() throws {
        try Repository.withFolder { folder in
            _ = try run("\(folder)/cache.sqlite")
            let changed = try run("\(folder)/cache.sqlite") {
                $0.replacingOccurrences(of: "title: Improved on EDSS", with: "title: Better on EDSS")
            }
            #expect(changed.document.analyses.map(\.id).filter { !changed.cached.contains($0) } == ["edss-improved"])
            let profile = try run("\(folder)/cache.sqlite") {
                $0.replacingOccurrences(of: "profile: trialpool-1", with: "profile: metafor-5")
            }
            #expect(profile.cached.isEmpty)
        }
    }

    @Test("a damaged value is found, and computed anew when asked for")
    func damage() throws {
        try Repository.withFolder { folder in
            let path = "\(folder)/cache.sqlite"
            let first = try run(path)
            try sqlite(path, "UPDATE result SET value = zeroblob(length(value)) WHERE analysis = 'edss-stable'")
            #expect(try ResultCache(path: path).damagedKeys().count == 1)
            let second = try run(path)
            #expect(second.cached.count == first.document.analyses.count - 1)
            #expect(try bytes(second.document) == bytes(first.document))
            #expect(try ResultCache(path: path).damagedKeys().isEmpty)
        }
    }

    @Test("a file that is no database, and a folder in its place, are named with what to do")
    func unusable() throws {
        try Repository.withFolder { folder in
            let file = "\(folder)/not-a-database"
            try Data(repeating: 65, count: 5000).write(to: URL(filePath: file))
            for path in [file, folder] {
                let error = #expect(throws: AnalysisError.self) { try ResultCache(path: path) }
                #expect(error?.code == .cacheFailed)
                #expect(error?.description.contains(path) == true)
                #expect(error?.description.contains("--no-cache") == true)
            }
            #expect(try Data(contentsOf: URL(filePath: file)).count == 5000, "a foreign file is left as it was")
        }
    }

    @Test("two values that changed places answer nothing under each other's key")
    func swapped() throws {
        try Repository.withFolder { folder in
            let path = "\(folder)/cache.sqlite"
            let first = try run(path)
            try sqlite(
                path,
                """
                CREATE TABLE kept AS SELECT analysis, value FROM result;
                UPDATE result SET value = (SELECT value FROM kept WHERE kept.analysis = 'edss-improved')
                    WHERE analysis = 'edss-stable';
                UPDATE result SET value = (SELECT value FROM kept WHERE kept.analysis = 'edss-stable')
                    WHERE analysis = 'edss-improved';
                DROP TABLE kept;
                """)
            #expect(try ResultCache(path: path).damagedKeys().count == 2)
            let second = try run(path)
            #expect(second.cacheRemarks.count == 2)
            #expect(second.cacheRemarks.allSatisfy { $0.contains("damaged; it was computed again") })
            #expect(try bytes(second.document) == bytes(first.document))
            #expect(try run(path).cached.count == first.document.analyses.count)
        }
    }

    @Test(
        "values of another type, empty and cut ones are damage, never a trap", arguments: ["7", "'text'", "x''", "0.5"])
    func types(value: String) throws {
        try Repository.withFolder { folder in
            let path = "\(folder)/cache.sqlite"
            let first = try run(path)
            try sqlite(path, "UPDATE result SET value = \(value) WHERE analysis = 'edss-stable'")
            try sqlite(path, "UPDATE result SET value = substr(value, 1, 40) WHERE analysis = 'edss-improved'")
            let cache = try ResultCache(path: path)
            #expect(
                try cache.damagedKeys().count == 2 && cache.entries().count == Repository.plan().plan.analyses.count)
            let second = try run(path)
            #expect(try bytes(second.document) == bytes(first.document))
            #expect(second.cacheRemarks.count == 2)
        }
    }

    @Test("a byte flipped anywhere in the file gives the right answers or none from the cache")
    func flipped() throws {
        try Repository.withFolder { folder in
            let path = "\(folder)/cache.sqlite"
            let right = try bytes(run(path).document)
            // Everything from the write-ahead log into the one file, then a fresh copy for each fault.
            try sqlite(path, "PRAGMA wal_checkpoint(TRUNCATE)")
            let whole = try Data(contentsOf: URL(filePath: path))
            var generator = Seeded(state: 20_261_129)
            let file = try Repository.plan()
            for number in 0..<60 {
                var broken = whole
                // The first page has the header and the table's root; half of the faults go there and into the index.
                let place = number % 2 == 0 ? generator.below(min(whole.count, 12_288)) : generator.below(whole.count)
                broken[place] ^= UInt8(1 << generator.below(8))
                let copy = "\(folder)/broken-\(number).sqlite"
                try broken.write(to: URL(filePath: copy))
                guard let cache = try? ResultCache(path: copy) else { continue }
                let outcome = try PlanRunner(file.plan, text: file.text, datasets: file.datasets, cache: cache).run()
                #expect(try bytes(outcome.document) == right, "byte \(place)")
            }
        }
    }

    @Test("another program's database and a newer cache are refused as they are; an early cache is emptied")
    func foreign() throws {
        try Repository.withFolder { folder in
            let other = "\(folder)/other.sqlite"
            try sqlite(other, "CREATE TABLE letters (text TEXT)")
            let marked = "\(folder)/marked.sqlite"
            try sqlite(marked, "CREATE TABLE result (key TEXT)")
            try sqlite(marked, "PRAGMA application_id = 252006674")
            let newer = "\(folder)/newer.sqlite"
            _ = try ResultCache(path: newer)
            try sqlite(newer, "PRAGMA user_version = 99")
            for path in [other, marked, newer] {
                try sqlite(path, "PRAGMA journal_mode = DELETE")
                let before = try Data(contentsOf: URL(filePath: path))
                #expect(throws: AnalysisError.self) { try ResultCache(path: path) }
                #expect(try Data(contentsOf: URL(filePath: path)) == before)
            }
            let early = "\(folder)/early.sqlite"
            try sqlite(
                early,
                "CREATE TABLE result (key TEXT, analysis TEXT, engine TEXT, stored DOUBLE, sha256 TEXT, value BLOB)")
            try sqlite(early, "INSERT INTO result VALUES ('a', 'b', 'c', 1, 'd', x'00')")
            #expect(try ResultCache(path: early).entries().isEmpty)
        }
    }

    @Test("SQLite's own check finds a broken page")
    func faults() throws {
        try Repository.withFolder { folder in
            let path = "\(folder)/cache.sqlite"
            _ = try run(path)
            #expect(try ResultCache(path: path).faults().isEmpty)
            try sqlite(path, "PRAGMA wal_checkpoint(TRUNCATE)")
            var bytes = try Data(contentsOf: URL(filePath: path))
            // Page 3 is the index of keys: its cells are pointed elsewhere.
            for place in 8_200..<8_232 { bytes[place] = 0xFF }
            try bytes.write(to: URL(filePath: path))
            let found = (try? ResultCache(path: path).faults()) ?? ["cannot be opened"]
            #expect(!found.isEmpty)
        }
    }

    /// Numbers that are the same each time (a linear congruential generator; Knuth's multiplier).
    private struct Seeded {
        var state: UInt64

        mutating func below(_ end: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(end))
        }
    }

    @Test("a stored answer calls its groups what the dataset calls them now")
    func namesOfToday() throws {
        try Repository.withFolder { folder in
            let file = try PlanFile(path: "\(Repository.root)/Tests/Strangers/bcg/plan.yaml")
            func run(_ dataset: Dataset) throws -> PlanRunner.Outcome {
                try PlanRunner(
                    file.plan, text: file.text, datasets: ["": LoadedDataset(dataset)],
                    cache: ResultCache(path: "\(folder)/cache.sqlite")
                ).run()
            }
            var dataset = try #require(file.datasets[""]).dataset
            let named = try run(dataset).document.analyses.map(\.question.comparison.control)
            var further = try #require(dataset.arms.first { $0.role == .control })
            further.id = "further"
            further.label = "Something else"
            dataset.arms.append(further)
            let second = try run(dataset)
            #expect(second.cached.count == file.plan.analyses.count)
            #expect(second.document.analyses.allSatisfy { $0.question.comparison.control == "control" })
            #expect(!named.contains("control"))
        }
    }

    @Test("pruning removes other engines' answers, or all")
    func prune() throws {
        try Repository.withFolder { folder in
            let path = "\(folder)/cache.sqlite"
            _ = try run(path)
            try sqlite(path, "UPDATE result SET engine = 'old' WHERE analysis LIKE 'edss-%'")
            let cache = try ResultCache(path: path)
            let ids = try Repository.plan().plan.analyses.map(\.id)
            let old = ids.count { $0.hasPrefix("edss-") }
            #expect(try cache.prune(all: false) == old)
            #expect(try cache.entries().count == ids.count - old)
            #expect(try cache.prune(all: true) == ids.count - old)
            #expect(try cache.entries().isEmpty)
        }
    }

    @Test("eight threads with caches of their own on one file all get the right answers")
    func manyWriters() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trialpool-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/cache.sqlite"
        let documents = try await withThrowingTaskGroup(of: ResultDocument.self) { group in
            for _ in 0..<8 { group.addTask { try run(path).document } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(try Set(documents.map { $0.analyses.count }) == [Repository.plan().plan.analyses.count])
        #expect(try Set(documents.map(bytes)).count == 1)
        #expect(try ResultCache(path: path).damagedKeys().isEmpty)
    }

    private func bytes(_ document: ResultDocument) throws -> Data { try ResultCoding().encode(document) }

    private func sqlite(_ path: String, _ statement: String) throws {
        try DatabaseFault.execute(path, statement)
    }
}
