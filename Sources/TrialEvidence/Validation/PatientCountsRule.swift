/// The patients of a study add up, and its course agrees with them.
public struct PatientCountsRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names negative counts, types that outnumber the patients, and a stated course that the counts contradict.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        dataset.studies.flatMap(check) + dataset.arms.flatMap(check) + dataset.flow.flatMap(check)
    }

    private func check(_ study: Study) -> [Diagnostic] {
        let file = DatasetTable.studies.file
        let counts = study.typeCounts
        let named: [(String, Int?)] = [
            ("n_randomised", study.randomised), ("n_enrolled", study.enrolled), ("n_rrms", counts.relapsingRemitting),
            ("n_spms", counts.secondaryProgressive), ("n_ppms", counts.primaryProgressive),
            ("n_prms", counts.progressiveRelapsing),
        ]
        var diagnostics = named.compactMap { column, value -> Diagnostic? in
            guard let value, value < 0 else { return nil }
            let place = Place(file, line: study.line, column: column)
            return Diagnostic(.badCount, at: place, "\(value) patients cannot be; correct the count")
        }
        if let sd = study.baselineEDSS.sd, sd < 0 {
            let place = Place(file, line: study.line, column: "baseline_edss_sd")
            diagnostics.append(
                Diagnostic(.negativeSpread, at: place, "a standard deviation cannot be negative; correct it"))
        }
        if let patients = study.patients, counts.total > patients {
            let message = "\(counts.total) patients are counted by type, but the study has \(patients); correct one"
            diagnostics.append(Diagnostic(.countsExceedPatients, at: Place(file, line: study.line), message))
        }
        if study.statedCourse != .unknown, counts.course != .unknown, study.statedCourse != counts.course {
            let message = "\"\(study.statedCourse.rawValue)\" contradicts the counts by type, which say "
            let place = Place(file, line: study.line, column: "ms_course")
            diagnostics.append(
                Diagnostic(
                    .courseContradictsCounts, at: place, message + "\"\(counts.course.rawValue)\"; correct one"))
        }
        return diagnostics
    }

    private func check(_ arm: Arm) -> [Diagnostic] {
        guard let n = arm.n, n < 0 else { return [] }
        let place = Place(DatasetTable.arms.file, line: arm.line, column: "n")
        return [Diagnostic(.badCount, at: place, "\(n) patients cannot be; correct the count")]
    }

    private func check(_ box: FlowCount) -> [Diagnostic] {
        guard box.count < 0 else { return [] }
        let place = Place(DatasetTable.flow.file, line: box.line, column: "n")
        return [Diagnostic(.badCount, at: place, "\(box.count) records cannot be; correct the count")]
    }
}
