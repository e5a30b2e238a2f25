import TrialEvidence
import TrialResults
import TrialStatistics

extension MultiverseSpace {
    /// Something that may be chosen, with the position of what a specification chooses of it.
    private struct Axis {
        let choice: MultiverseAnswer.Choice
        let position: (Specification) -> Int?

        init(
            _ code: String, _ title: String, _ options: [MultiverseAnswer.Option],
            _ position: @escaping (Specification) -> Int?
        ) {
            choice = MultiverseAnswer.Choice(code: code, title: title, options: options)
            self.position = position
        }
    }

    private typealias Option = MultiverseAnswer.Option

    /// The measure, and whatever else has more than one option.
    private var axes: [Axis] {
        let arranged = evidence.arranged
        let all = [
            Axis("measure", "Effect measure", measureOptions) { arranged[$0.arranged].measure },
            Axis(
                "model", "Model",
                models.map { Option(code: $0.rawValue, title: $0 == .random ? "random effects" : "common effect") }
            ) {
                $0.model
            },
            Axis("heterogeneity", "Estimator of τ²", estimators.map { Option(code: $0.code, title: $0.name) }) {
                $0.estimator
            },
            Axis("interval", "Confidence interval", intervals.map { Option(code: $0.code, title: $0.name) }) {
                $0.interval
            },
            Axis(
                "multi-arm", "Several treatment arms",
                evidence.multiArms.map { Option(code: $0.rawValue, title: $0.shortWords) }
            ) { arranged[$0.arranged].multiArm },
            Axis("correlation", "Correlation within persons", correlationOptions) {
                arranged[$0.arranged].correlation
            },
            Axis("without", "Studies", exclusions.map { Option(code: $0.code, title: $0.title) }) { $0.exclusion },
        ]
        return all.enumerated().filter { $0.offset == 0 || $0.element.choice.options.count > 1 }.map(\.element)
    }

    private var measureOptions: [Option] {
        zip(evidence.measures, measureNames).map { Option(code: $0, title: $1) }
    }

    private var correlationOptions: [Option] {
        evidence.correlations.map { value in
            value.map { Option(code: Decimals.text($0), title: "correlation \(Decimals.text($0))") }
                ?? Option(code: "none", title: "no correlation assumed")
        }
    }

    /// The choices as a result names them.
    var choices: [MultiverseAnswer.Choice] { axes.map(\.choice) }

    /// Where specifications stand among the choices of a result.
    var places: (Specification) -> [Int?] {
        let positions = axes.map(\.position)
        return { specification in positions.map { $0(specification) } }
    }
}

extension MultiArmRule {
    /// What is done, in few words.
    fileprivate var shortWords: String {
        switch self {
        case .combine: "combined into one group"
        case .splitControl: "each against a share of the control group"
        case .covariance: "each against the whole control group, with the covariance"
        }
    }
}
