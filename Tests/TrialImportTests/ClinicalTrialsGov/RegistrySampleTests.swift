import Foundation
import Testing
import TrialEvidence
import TrialForensics
import TrialImport

/// The two whole records: everything in them is a row or is named, and the rows say what the records say.
@Suite struct RegistrySampleTests {
    private func evidence(_ name: String) throws -> ImportedEvidence {
        try ClinicalTrialsGov().read(
            SampleFile.bytes("ctgov/\(name).json"), file: "\(name).json", into: Dataset(name: "d"))
    }

    private func json(_ name: String) throws -> [String: Any] {
        let data = Data(try SampleFile.bytes("ctgov/\(name).json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Every value under the keys of a path; lists are gone through.
    private func values(_ node: Any?, _ path: [String]) -> [Any] {
        guard let node else { return [] }
        if let list = node as? [Any] { return list.flatMap { values($0, path) } }
        guard let key = path.first else { return [node] }
        return values((node as? [String: Any])?[key], Array(path.dropFirst()))
    }

    private func count(_ name: String, _ path: String) throws -> Int {
        values(try json(name), path.split(separator: ".").map(String.init)).count
    }

    /// How many rows and how many exclusions stand at places that begin so, and are of those that the record lists.
    private func booked(_ evidence: ImportedEvidence, _ place: String, _ kind: String) -> Int {
        let id = evidence.studies[0].id
        let rows = evidence.outcomes.filter {
            $0.provenance.location.hasPrefix("registry, \(place)") && $0.provenance.location.contains(kind)
        }
        let absent: Set<String> = ["group-without-measurement", "measure-without-data"]
        let left = evidence.notTaken.filter {
            $0.place.hasPrefix("\(id), \(place)") && $0.place.contains(kind) && !absent.contains($0.code)
        }
        return rows.count + left.count
    }

    @Test(arguments: ["NCT02552212", "NCT05594173"]) func everyNumberIsARowOrANamedExclusion(_ name: String) throws {
        let read = try evidence(name)
        let results = "resultsSection"
        let outcomes = "\(results).outcomeMeasuresModule.outcomeMeasures"
        let cells = "classes.categories.measurements"
        let harms = "\(results).adverseEventsModule"
        let periods = "\(results).participantFlowModule.periods"
        let baseline = "\(results).baselineCharacteristicsModule.measures"
        #expect(booked(read, "outcome measure", "group") == (try count(name, "\(outcomes).\(cells)")))
        #expect(booked(read, "outcome measure", "analysis") == (try count(name, "\(outcomes).analyses")))
        #expect(booked(read, "baseline measure", "group") == (try count(name, "\(baseline).\(cells)")))
        #expect(booked(read, "serious adverse event", "group") == (try count(name, "\(harms).seriousEvents.stats")))
        #expect(booked(read, "other adverse event", "group") == (try count(name, "\(harms).otherEvents.stats")))
        #expect(booked(read, "adverse events", "group") == 3 * (try count(name, "\(harms).eventGroups")))
        #expect(
            booked(read, "participant flow", "milestone") == (try count(name, "\(periods).milestones.achievements")))
        #expect(
            booked(read, "participant flow", "withdrawal") == (try count(name, "\(periods).dropWithdraws.reasons")))
        let measured = Set(
            (read.outcomes.map(\.provenance.location) + read.notTaken.map(\.place)).compactMap { place in
                place.split(separator: ", ").first { $0.hasPrefix("outcome measure") }
            })
        #expect(measured.count == (try count(name, outcomes)))
    }

    @Test(arguments: [
        (
            "NCT02552212", 378,
            [
                "flow-start": 6, "nobody-started": 40, "total-group": 10, "measure-without-data": 1,
                "group-without-measurement": 3, "not-available": 1,
            ]
        ),
        ("NCT05594173", 34, ["flow-start": 1]),
    ]) func theRowsAndExclusionsByCode(_ name: String, _ rows: Int, _ codes: [String: Int]) throws {
        let read = try evidence(name)
        #expect(read.outcomes.count == rows)
        #expect(Dictionary(grouping: read.notTaken, by: \.code).mapValues(\.count) == codes)
    }

    @Test(arguments: ["NCT02552212", "NCT05594173"]) func theEvidenceIsADatasetWithoutErrors(_ name: String) throws {
        let read = try evidence(name)
        var dataset = Dataset(name: "registry")
        dataset.studies = read.studies
        dataset.arms = read.arms
        dataset.outcomes = read.outcomes
        let errors = DatasetRules.all.flatMap { $0.check(dataset) }.filter { $0.severity == .error }
        #expect(errors == [])
        let merged = try DatasetMerge(of: [read], into: Dataset(name: "d")).proposal()
        #expect(merged.additions.count == 1 + read.arms.count + read.outcomes.count)
    }

    @Test func theStudyAndItsArms() throws {
        let read = try evidence("NCT02552212")
        let study = read.studies[0]
        #expect(study.id == "NCT02552212")
        #expect(study.design == .parallelRandomised)
        #expect(study.randomised == 317 && study.enrolled == 317)
        #expect(study.registryIDs == ["NCT02552212", "2015-001894-41"])
        #expect(study.year == 2020)
        #expect(
            read.arms.map(\.id) == [
                "Placebo", "CZP-200-mg-Q2W", "SFE-OL-CZP-200-mg-Q2W", "Placebo-then-OL-CZP", "CZP-then-OL-CZP",
            ])
        #expect(read.arms.map(\.role) == [.control, .treatment, .comparator, .comparator, .comparator])
        #expect(read.arms.map(\.n) == [158, 159, 243, 96, 20])
        #expect(read.arms[3].notes.hasPrefix("no arm of the protocol"))
    }

    @Test func sixGroupsOfTheSamePeopleAreOneArmInSixConditions() throws {
        let read = try evidence("NCT05594173")
        #expect(read.arms.map(\.id) == ["Healthy-Participants"])
        let chewing = read.outcomes.filter { $0.outcome == "Number of Chewing Cycles Per Bolus" }
        #expect(chewing.count == 6)
        #expect(chewing.map(\.variant).contains("Cracker With Barium Paste"))
        #expect(chewing.first { $0.variant == "Carrot" }?.mean == 22)
        #expect(chewing.first { $0.variant == "Carrot" }?.sd == 11)
        #expect(chewing.allSatisfy { $0.n == 14 && $0.statistic == .meanSD && $0.timepointMonths == 0 })
    }

    @Test func aPercentageGivesTheOnlyCountAndIsFlagged() throws {
        let read = try evidence("NCT02552212")
        let rows = read.outcomes.filter { $0.provenance.location.hasPrefix("registry, outcome measure 1, class") }
        #expect(rows.map(\.events) == [11, 75])
        #expect(rows.map(\.n) == [158, 159])
        #expect(rows.map(\.effect) == [7.0, 47.2])
        #expect(rows.allSatisfy { $0.statistic == .events && $0.provenance.note.contains("events derived") })
        #expect(rows.map { RecordedDerivation.text($0.derived) }.first?.contains("decimals 1") == true)
        #expect(rows.flatMap(DerivationAudit.verdicts).map(\.isSound) == [true, true])
    }

    @Test func aComparisonRunsTheWayTheNumbersOfTheArmsSay() throws {
        let read = try evidence("NCT02552212")
        let comparisons = read.outcomes.filter(\.isComparison)
        #expect(comparisons.count == 12)
        #expect(comparisons.allSatisfy { $0.armID == "CZP-200-mg-Q2W" && $0.comparatorArmID == "Placebo" })
        #expect(comparisons.allSatisfy { $0.provenance.confidence == .primary })
        let first = try #require(comparisons.first)
        #expect(first.effectMeasure == .oddsRatio && first.effect == 15.231)
        #expect(first.ciLow == 7.336 && first.ciHigh == 31.623 && first.ciLevel == 95)
        #expect(first.pValue == PValue(0.001, isBelow: true))
        #expect(comparisons.last?.pValue == PValue(0.247))
    }

    @Test func aGeometricMeanIsAMeanOfLogarithms() throws {
        let read = try evidence("NCT02552212")
        let row = try #require(
            read.outcomes.first { $0.outcome == "ln(Certolizumab Pegol Plasma Concentration at Week 1)" })
        #expect(row.statistic == .meanCI && row.n == 148 && row.timepointMonths == 0.23)
        #expect(row.mean == log(50.5) && row.ciLow == log(48.0) && row.ciHigh == log(53.0))
        #expect(row.provenance.note.contains("50.5 (48.0 to 53.0)"))
    }

    @Test func harmsHaveTheirOwnGroupsAndAbsentIsNotZero() throws {
        let read = try evidence("NCT02552212")
        let serious = read.outcomes.filter { $0.outcome == "sae_any" }
        #expect(serious.map(\.events) == [4, 8, 3, 1, 15])
        #expect(
            serious.map(\.armID) == read.arms.map(\.id).indices.map { [0, 1, 3, 4, 2][$0] }.map { read.arms[$0].id })
        let other = read.outcomes.filter { $0.outcome == "other adverse event: Diarrhoea" }
        #expect(other.map(\.events) == [10, 8, 1, 0, 4])
        #expect(other.allSatisfy { $0.provenance.note.contains("absent is not zero") })
        let rare = read.outcomes.filter { $0.outcome == "serious adverse event: Diarrhoea" }
        #expect(rare.allSatisfy { !$0.provenance.note.contains("absent") } && rare.count == 5)
        #expect(read.outcomes.filter { $0.outcome == "death" }.map(\.events) == [0, 0, 0, 0, 0])
    }

    @Test func theFlowCountsThoseWhoStarted() throws {
        let read = try evidence("NCT05594173")
        let completed = try #require(read.outcomes.first { $0.outcome == "completed" })
        #expect(completed.events == 17 && completed.n == 20)
        #expect(read.outcomes.first { $0.outcome == "withdrawal: COVID-19 Pandemic" }?.events == 2)
        #expect(read.studies[0].design == .singleArm)
    }
}
