import TrialPluginMessages

/// Plugins in Swift: a package that imports the message types alone.
struct SwiftSkeleton: SkeletonTemplate {
    func command(_ name: String) -> [String] { ["plugin"] }

    var preparation: String {
        "TRIALPOOL=/where/trialpool/is swift build -c release && cp .build/release/plugin . && rm -rf .build"
    }

    func files(_ name: String, _ kind: PluginKind) -> [SkeletonFile]? {
        let head = """
            import Foundation
            import TrialPluginMessages

            PluginProgram(name: "\(name)", version: "0.1.0", tasks: [.\(Self.word(kind))]) { work in
                try work.output(answer(work))
            }.run()


            """
        return [
            SkeletonFile(path: "Package.swift", text: Self.package),
            SkeletonFile(path: "Sources/plugin/main.swift", text: head + Self.body(kind)),
        ]
    }

    private static func word(_ kind: PluginKind) -> String {
        kind == .reportSection ? "reportSection" : kind.rawValue
    }

    private static func body(_ kind: PluginKind) -> String {
        switch kind {
        case .importer: importer
        case .analysis: analysis
        case .reportSection: section
        case .figure: figure
        case .measure: measure
        }
    }

    private static let package = #"""
        // swift-tools-version:6.2
        import Foundation
        import PackageDescription

        // TRIALPOOL names a checkout of TrialPool; without it one is expected beside this folder.
        let checkout = ProcessInfo.processInfo.environment["TRIALPOOL"] ?? "../trialpool"
        let package = Package(
            name: "plugin",
            dependencies: [.package(name: "trialpool", path: checkout)],
            targets: [
                .executableTarget(
                    name: "plugin", dependencies: [.product(name: "TrialPluginMessages", package: "trialpool")])
            ])

        """#

    private static let importer = #"""
        /// Reads a file into rows: each with the columns of a dataset's tables and the line it came from.
        func answer(_ work: PluginProgram.Work) throws -> ImportOutput {
            let input: ImportInput = try work.input()
            let text = String(decoding: try Data(contentsOf: URL(filePath: input.file.path)), as: UTF8.self)
            var output = ImportOutput()
            var (studies, arms, outcomes): ([[String: PluginValue]], [[String: PluginValue]], [[String: PluginValue]]) = ([], [], [])
            var left: [ImportOutput.Left] = []
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let number = PluginValue.number(Double(index + 1))
                let fields = line.split(separator: ";", omittingEmptySubsequences: false).map {
                    PluginValue.text($0.trimmingCharacters(in: .whitespaces))
                }
                guard fields.count == 5 else {
                    if !line.allSatisfy(\.isWhitespace) {
                        left.append(.init(place: "line \(index + 1)", code: "no-trial", reason: "it has not five fields"))
                    }
                    continue
                }
                if !studies.contains(where: { $0["study_id"] == fields[0] }) {
                    studies.append(["study_id": fields[0], "year": fields[1], "line": number])
                }
                let row = ["study_id": fields[0], "arm_id": fields[2], "n": fields[3], "line": number]
                arms.append(row.merging(["role": fields[2]]) { $1 })
                outcomes.append(
                    row.merging(["outcome": "event", "statistic": "events", "events": fields[4], "confidence": "primary"]) { $1 })
            }
            guard !outcomes.isEmpty else {
                throw PluginFailure("no-rows", "no line has the five fields study;year;group;participants;events", at: PluginPlace(line: 1))
            }
            (output.studies, output.arms, output.outcomes, output.notTaken) = (studies, arms, outcomes, left)
            return output
        }

        """#

    private static let analysis = #"""
        /// Pools the rows of a question.
        func answer(_ work: PluginProgram.Work) throws -> AnalysisOutput {
            let input: AnalysisInput = try work.input()
            guard !input.rows.isEmpty else {
                var output = AnalysisOutput(method: "inverse-variance mean", finding: "There is no row.")
                output.isAnswered = false
                return output
            }
            let weights = input.rows.map { 1 / $0.variance }
            let total = weights.reduce(0, +)
            let mean = zip(weights, input.rows).map { $0 * $1.estimate }.reduce(0, +) / total
            func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
            let half = 1.96 / total.squareRoot()
            return AnalysisOutput(
                method: "inverse-variance mean", finding: "The weighted mean of \(input.rows.count) rows.",
                effect: .init(estimate: mean, lower: rounded(mean - half), upper: rounded(mean + half)))
        }

        """#

    private static let section = #"""
        /// Makes a section of the results.
        func answer(_ work: PluginProgram.Work) throws -> SectionOutput {
            let input: SectionInput = try work.input()
            let rows = (input.results["analyses"]?.list ?? []).map { analysis -> [PluginValue] in
                [analysis["title"] ?? "", .number(Double(analysis["rows"]?.list?.count ?? 0))]
            }
            return SectionOutput(
                heading: "Rows of the analyses",
                content: [.table(.init(caption: "Rows", columns: ["Analysis", "Rows"], rows: rows))])
        }

        """#

    private static let figure = #"""
        /// Draws an analysis.
        func answer(_ work: PluginProgram.Work) throws -> FigureOutput {
            let input: FigureInputMessage = try work.input()
            let estimates = (input.analysis["rows"]?.list ?? []).compactMap { $0["estimate"]?.number }
            guard let low = estimates.min(), let high = estimates.max() else { return FigureOutput(figure: nil) }
            let dots = estimates.enumerated().map { index, estimate in
                let x = 20 + 360 * (estimate - low) / (high > low ? high - low : 1)
                return "<circle cx=\"\(x)\" cy=\"\(20 + 16 * index)\" r=\"4\" fill=\"#1f4e79\"/>"
            }
            let height = 24 + 16 * estimates.count
            let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"\(height)\" viewBox=\"0 0 400 \(height)\">\(dots.joined())</svg>"
            return FigureOutput(
                figure: .init(
                    code: "dots", title: "Estimates as dots", description: "\(estimates.count) estimates from \(low) to \(high).",
                    svg: svg))
        }

        """#

    private static let measure = #"""
        /// Turns what studies report into estimates and variances.
        func answer(_ work: PluginProgram.Work) throws -> MeasureOutput {
            let input: MeasureInput = try work.input()
            return MeasureOutput(effects: input.studies.map(effect))
        }

        func effect(_ study: [AnalysisInput.Group]) -> MeasureOutput.Effect {
            guard study.count == 2, let a = study[0].events, let n = study[0].total, let c = study[1].events,
                let m = study[1].total, a > 0, c > 0
            else { return .init(reason: "a group has no event") }
            return .init(
                estimate: log(a / n) - log(c / m), variance: ((1 / a - 1 / n + 1 / c - 1 / m) * 1e15).rounded() / 1e15)
        }

        """#
}
