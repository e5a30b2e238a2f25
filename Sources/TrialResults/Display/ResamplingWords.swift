import TrialStatistics

/// What resampling gives, in words that terminal and report share.
public struct ResamplingWords {
    /// A method with what it gave.
    public struct Part: Sendable, Equatable {
        /// What people call the method.
        public let name: String
        /// What it gave.
        public let result: String
        /// How many were looked at.
        public let count: String

        /// Name and result, as `permutation test p = 0.031`.
        public var text: String { "\(name) \(result) (\(count))" }
    }

    private let answer: ResamplingAnswer
    private let display: MeasureDisplay

    /// Takes an answer and the words of its measure.
    public init(_ answer: ResamplingAnswer, _ display: MeasureDisplay) {
        self.answer = answer
        self.display = display
    }

    /// The methods that gave something, in the plan's order.
    public var parts: [Part] { answer.methods.compactMap(part) }

    private func part(_ method: ResamplingAnswer.Method) -> Part? {
        let format = display.format
        switch method {
        case .permutation:
            return answer.permutation.map { test in
                Part(
                    name: "permutation test", result: format.pValue(test.pValue),
                    count: counted(test.rearrangements, isAll: test.isExact, "rearrangements"))
            }
        case .permutationInterval:
            return answer.interval.map { interval in
                Part(
                    name: "\(format.level(interval.level)) permutation interval", result: ends(interval),
                    count: counted(interval.rearrangements, isAll: interval.isExact, "rearrangements"))
            }
        case .bootstrap:
            return answer.bootstrap.map { bootstrap in
                Part(
                    name: "\(format.level(bootstrap.level)) bootstrap interval",
                    result: display.limits(bootstrap.percentile.lower, bootstrap.percentile.upper),
                    count: counted(bootstrap.samples, isAll: bootstrap.isExact, "samples of the studies"))
            }
        case .wildBootstrap:
            return answer.wildBootstrap.map { test in
                Part(
                    name: "wild bootstrap", result: format.pValue(test.pValue),
                    count: counted(test.draws, isAll: test.isExact, "sets of signs"))
            }
        case .subsets:
            return answer.subsets.map { subsets in
                let sides = subsets.below.flatMap { below in subsets.above.map { (below, $0) } }.map {
                    "; below no effect \(MultiversePanelWords.share($0.0, of: subsets.count, format)), above"
                        + " \(MultiversePanelWords.share($0.1, of: subsets.count, format))"
                }
                return Part(
                    name: "subsets",
                    result: "median \(display.value(subsets.median)), from \(display.value(subsets.least)) to"
                        + " \(display.value(subsets.greatest))\(sides ?? "")",
                    count: counted(subsets.count, isAll: subsets.isComplete, "subsets"))
            }
        }
    }

    private func counted(_ count: Int, isAll: Bool, _ what: String) -> String {
        isAll ? "all \(display.format.count(count)) \(what)" : "\(display.format.count(count)) \(what) drawn"
    }

    private func ends(_ interval: ResamplingAnswer.Interval) -> String {
        switch (interval.lower, interval.upper) {
        case (let lower?, let upper?): display.limits(lower, upper)
        case (let lower?, nil): "from \(display.value(lower)) without an upper end"
        case (nil, let upper?): "up to \(display.value(upper)) without a lower end"
        case (nil, nil): "without ends"
        }
    }
}
