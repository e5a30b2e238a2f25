import TrialEvidence

/// A small review of made trials, in which each difficulty that real ones have stands once: a trial without an event, one that was
/// not randomised, a standard error in place of a standard deviation, and an outcome that two trials did not measure.
enum TeachingReview {
    /// The files, under a dataset's name.
    static func files(name: String) throws(EvidenceError) -> DatasetFiles {
        var dataset = Dataset(name: name)
        dataset.title = "A made review to learn on"
        dataset.description = "Made numbers: no such trial exists."
        dataset.version = "1.0.0"
        dataset.licences = [
            Licence(name: "CC0-1.0", path: "https://creativecommons.org/publicdomain/zero/1.0/")
        ]
        var files = DatasetFiles(encoding: dataset)
        for (table, text) in [("studies.csv", studies), ("arms.csv", arms), ("outcomes.csv", outcomes)] {
            files.files[table] = Array(text.utf8)
        }
        return files
    }

    private static let trials = [
        Trial("Alder", 2011, "parallel-rct", 40, new: (6, -0.4, 1), old: (12, 0.1, 2), spread: "0.9"),
        Trial("Birch", 2013, "parallel-rct", 60, new: (9, -0.2, 2), old: (16, 0.2, 1), spread: "1.1"),
        Trial("Cedar", 2016, "non-randomised-controlled", 35, new: (3, -0.6, 0), old: (10, 0.0, 0), spread: "0.8"),
        Trial("Dogwood", 2018, "parallel-rct", 80, new: (14, -0.1, 3), old: (18, 0.1, 2), spread: "1.0"),
        Trial("Elm", 2021, "parallel-rct", 25, new: (0, nil, 1), old: (4, nil, 0), spread: ""),
        Trial("Fir", 2023, "parallel-rct", 50, new: (7, nil, 2), old: (13, nil, 1), spread: ""),
    ]

    private static let studies =
        "study_id,first_author,year,design,n_enrolled,notes\n"
        + trials.map { "\($0.id),\($0.author),\($0.year),\($0.design),\(2 * $0.size),Made for learning\n" }.joined()

    private static let arms =
        "study_id,arm_id,label,role,n\n"
        + trials.map {
            "\($0.id),new,New treatment,treatment,\($0.size)\n\($0.id),old,Old treatment,control,\($0.size)\n"
        }.joined()

    private static let outcomes =
        "study_id,arm_id,outcome,timepoint_months,statistic,n,events,mean,sd,source_location,confidence\n"
        + trials.map(\.rows).joined()

    /// One made trial with two equal groups.
    private struct Trial {
        typealias Group = (relapses: Int, change: Double?, harms: Int)

        let author: String
        let year: Int
        let design: String
        let size: Int
        let new: Group
        let old: Group
        let spread: String

        init(_ author: String, _ year: Int, _ design: String, _ size: Int, new: Group, old: Group, spread: String) {
            (self.author, self.year, self.design, self.size) = (author, year, design, size)
            (self.new, self.old, self.spread) = (new, old, spread)
        }

        var id: String { "\(author)\(year)" }

        var rows: String {
            [("new", new), ("old", old)].map { arm, group in
                var text = "\(id),\(arm),relapse,12,events,\(size),\(group.relapses),,,Table 2,primary\n"
                if let change = group.change {
                    text += "\(id),\(arm),disability_change,12,mean_sd,\(size),,\(change),\(spread),Table 3,primary\n"
                }
                return text + "\(id),\(arm),serious_event,12,events,\(size),\(group.harms),,,Table 4,primary\n"
            }.joined()
        }
    }
}
