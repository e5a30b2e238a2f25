import Foundation
import Testing
import TrialAnalysis
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

    @Test("pruning removes other engines' answers, or all")
    func prune() throws {
        try Repository.withFolder { folder in
            let path = "\(folder)/cache.sqlite"
            _ = try run(path)
            try sqlite(path, "UPDATE result SET engine = 'old' WHERE analysis LIKE 'edss-%'")
            let cache = try ResultCache(path: path)
            #expect(try cache.prune(all: false) == 4)
            #expect(try cache.entries().count == 3)
            #expect(try cache.prune(all: true) == 3)
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
        #expect(Set(documents.map { $0.analyses.count }) == [7])
        #expect(try Set(documents.map(bytes)).count == 1)
        #expect(try ResultCache(path: path).damagedKeys().isEmpty)
    }

    private func bytes(_ document: ResultDocument) throws -> Data { try ResultCoding().encode(document) }

    private func sqlite(_ path: String, _ statement: String) throws {
        try DatabaseFault.execute(path, statement)
    }
}
