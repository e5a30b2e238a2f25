import Foundation
import Testing
import TrialArchives
import TrialEvidence
import TrialForensics
import TrialImport
import TrialStatistics

@testable import TrialAnalysis

/// What `explain` tells of a row of one arm is what an analysis reads: the same numbers, or the same reason why not.
struct ExplainedGroupTests {
    private static let fixtures = "\(Repository.root)/Tests/TrialImportTests/Fixtures"

    /// Foreign files, each with what reads it.
    private static let files: [(path: String, format: any ImportFormat)] = [
        ("ctgov/NCT02552212.json", ClinicalTrialsGov()), ("ctgov/NCT05594173.json", ClinicalTrialsGov()),
        ("revman/Fleiss1993.rm5", RevMan5()), ("revman/subgroups.rm5", RevMan5()), ("wide/counts.csv", WideTable()),
        ("wide/means-decimal-comma.csv", WideTable()), ("workbook/trials.xlsx", Workbook()),
    ]

    /// Numbers in their order, or why there are none.
    private struct Told: Equatable {
        var numbers: [Double] = []
        var reason: String?
    }

    private func read(_ row: OutcomeRow, _ reader: any GroupReader) -> Told {
        do throws(MissingNumber) {
            let numbers = try reader.read(row, total: row.n.map(Double.init))
            let group = numbers.reported
            if let mean = numbers.logMean { return Told(numbers: [mean.estimate, mean.standardError]) }
            return Told(
                numbers: reader.data == .means
                    ? [group.mean, group.standardDeviation, group.total].compactMap(\.self)
                    : [group.events, reader.data == .counts ? group.personTime : group.total].compactMap(\.self))
        } catch {
            return Told(reason: error.reason)
        }
    }

    private func agree(_ row: OutcomeRow, in dataset: Dataset, _ place: String) throws -> Int {
        let explained = try OutcomeExplanation(dataset, study: row.studyID, outcome: row.outcome).rows
        let place = row.line.map { ":\($0)" } ?? place
        let own = explained.filter { $0.arm.cell == row.armID && $0.statistic == row.statistic.rawValue }
        let uses = own.first { row.line == nil || $0.place.hasSuffix(place) }?.uses ?? []
        var compared = 0
        for use in uses {
            let told = Told(numbers: use.values.map(\.value), reason: use.missing)
            switch use.quantity {
            case "mean and standard deviation": #expect(told == read(row, MeanReader()), "\(row.key)")
            case "events of n": #expect(told == read(row, EventReader()), "\(row.key)")
            case "log mean count": #expect(told == read(row, RateReader()), "\(row.key)")
            case "rate": #expect((use.missing == nil) == (read(row, RateReader()).reason == nil), "\(row.key)")
            default: continue
            }
            compared += 1
        }
        return compared
    }

    @Test("on every row of every dataset here", arguments: ExplainedComparisonTests.folders)
    func datasets(folder: String) throws {
        let dataset = try DatasetFolder(folder).read()
        for row in dataset.allOutcomes where !row.isComparison { _ = try agree(row, in: dataset, folder) }
    }

    @Test("on every row of every foreign file here", arguments: files.map(\.path))
    func foreign(path: String) throws {
        let format = try #require(Self.files.first { $0.path == path }?.format)
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(Self.fixtures)/\(path)")))
        let evidence = try format.read(bytes, file: path, into: Dataset(name: "d"))
        var dataset = Dataset(name: "d")
        (dataset.studies, dataset.arms, dataset.outcomes) = (evidence.studies, evidence.arms, evidence.outcomes)
        // Lines of the foreign file may repeat; the place in the dataset does not.
        for index in dataset.outcomes.indices { dataset.outcomes[index].line = index + 2 }
        var compared = 0
        for row in dataset.outcomes where !row.isComparison { compared += try agree(row, in: dataset, path) }
        #expect(compared > 0)
    }

    @Test("a count that only one percentage prints as is read by both")
    func percent() throws {
        var row = OutcomeRow(
            arm: ArmKey(studyID: "A", armID: "t"), outcome: "o", statistic: .percent,
            provenance: Provenance(confidence: .primary))
        (row.n, row.effect, row.effectMeasure) = (24, 37.5, .percent)
        #expect(read(row, EventReader()) == Told(numbers: [9, 24]))
        row.n = 2400
        #expect(read(row, EventReader()).reason?.hasPrefix("count-from-percent gives no number") == true)
    }

    @Test("the t of two independent groups gives the standard error of their difference")
    func test() throws {
        var row = OutcomeRow(
            arm: ArmKey(studyID: "A", armID: "t"), outcome: "o", statistic: .differenceCI,
            provenance: Provenance(confidence: .primary))
        (row.comparatorArmID, row.effect, row.effectMeasure, row.testStatistic) = ("c", 3, .meanDifference, -1.5)
        let reading = try ComparisonReading(row)
        #expect(reading.effect.standardError == 2 && reading.step?.rule == "se-from-t")
        row.se = 4
        #expect(try ComparisonReading(row).effect.standardError == 4, "a printed standard error goes first")
        (row.se, row.testStatistic) = (nil, 0)
        #expect(throws: MissingNumber.self) { _ = try ComparisonReading(row) }
    }
}
