import TrialArchives
import TrialEvidence
import TrialImport

/// What must hold whatever the bytes are: no crash, errors on one line, and evidence that a dataset takes or refuses.
enum EvidenceOracle {
    /// Reads bytes with a format and merges what comes out; gives back what is wrong, or `nil`.
    static func objection(to format: any ImportFormat, reading bytes: [UInt8]) -> String? {
        let evidence: ImportedEvidence
        do throws(EvidenceError) {
            evidence = try format.read(bytes, file: "fuzz", into: FuzzedDataset.dataset)
        } catch {
            return error.diagnostics.lazy.compactMap { objection(toMessage: $0.description) }.first
        }
        if let place = infinity(in: evidence) { return "a number of \(place) is not finite" }
        if let objection = objection(toAccountOf: evidence) { return objection }
        for entry in evidence.notTaken {
            if let objection = objection(toMessage: "\(entry.place) \(entry.reason)") { return objection }
        }
        do {
            _ = try DatasetMerge(of: [evidence], into: FuzzedDataset.dataset)
                .merged(into: FuzzedDataset.files, accept: true)
            return nil
        } catch let error as EvidenceError {
            return objection(toMessage: error.description)
        } catch let error as ImportError {
            return objection(toMessage: error.description)
        } catch {
            return "an error of a foreign type: \(error)"
        }
    }

    /// Every filled cell of a table is read or listed.
    private static func objection(toAccountOf evidence: ImportedEvidence) -> String? {
        guard !evidence.readings.isEmpty else { return nil }
        let listed = evidence.notTaken.reduce(0) { $0 + $1.cells }
        let isWhole = evidence.readings.allSatisfy(\.isBalanced)
        let counted = evidence.readings.reduce(0) { $0 + $1.listed }
        return isWhole && listed == counted ? nil : "cells are neither read nor listed: \(evidence.readings)"
    }

    /// A message stands on one line of a terminal.
    static func objection(toMessage message: String) -> String? {
        let isClean = message.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        return isClean ? nil : "a message holds a line break or a control character: \(message.debugDescription)"
    }

    private static func infinity(in evidence: ImportedEvidence) -> String? {
        evidence.outcomes.first { row in
            let numbers = [
                row.mean, row.sd, row.se, row.median, row.q1, row.q3, row.min, row.max, row.ciLow, row.ciHigh,
                row.ciLevel, row.effect, row.personYears, row.timepointMonths,
            ]
            return numbers.contains { $0?.isFinite == false }
        }?.key.description
    }
}

/// The dataset that fuzzed evidence is merged into: two studies, one with two arms.
enum FuzzedDataset {
    static let dataset: Dataset = {
        var dataset = Dataset(name: "fuzz")
        var trial = Study(id: "Petrou2020", design: .parallelRandomised)
        trial.firstAuthor = "Petrou"
        trial.year = 2020
        trial.title = "Beneficial effects of autologous mesenchymal stem cell transplantation"
        trial.doi = "10.1093/brain/awaa333"
        trial.registryIDs = ["NCT02166021"]
        dataset.studies = [trial, Study(id: "Alone2015", design: .singleArm)]
        dataset.arms = [
            Arm(studyID: "Petrou2020", id: "MSC", role: .treatment),
            Arm(studyID: "Petrou2020", id: "SHAM", role: .control),
            Arm(studyID: "Alone2015", id: "MSC", role: .treatment),
        ]
        return dataset
    }()

    static let files = DatasetFiles(encoding: dataset)
}
