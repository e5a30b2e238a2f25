import TrialForensics
import TrialStatistics
import Yams

/// Reads a plan strictly and reports every problem at once, each with its line and column.
public struct PlanReader {
    /// What the plan is called in messages.
    public let file: String

    /// The methods that a plan can name.
    private let methods: MethodRegistry

    /// Creates a reader of plans that name these methods.
    public init(file: String, methods: MethodRegistry = .standard) {
        self.file = file
        self.methods = methods
    }

    /// Decodes a plan from YAML.
    ///
    /// - Throws: `AnalysisError` with one line for each problem.
    public func read(_ text: String) throws(AnalysisError) -> AnalysisPlan {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            let line = "\(error)".split(separator: "\n").prefix(2).joined(separator: " ")
            throw AnalysisError(.invalidPlan, "\(file): not YAML: \(line)")
        }
        guard let root else { throw AnalysisError(.invalidPlan, "\(file): the plan is empty") }
        return try read(root)
    }

    /// Decodes a plan of one analysis that was put together from options.
    ///
    /// - Throws: `AnalysisError` with one line for each problem.
    public func read(_ options: PlanOptions) throws(AnalysisError) -> AnalysisPlan { try read(options.node) }

    private func read(_ root: Node) throws(AnalysisError) -> AnalysisPlan {
        let report = PlanReport(file: file)
        let plan = plan(PlanNode(root, what: "the plan", report: report))
        guard report.problems.isEmpty else { throw AnalysisError(.invalidPlan, report.problems) }
        return plan
    }

    private func plan(_ node: PlanNode) -> AnalysisPlan {
        node.allow(PlanKeys.plan)
        let format = node.required("format")
        if !format.isEmpty, format != AnalysisPlan.format {
            node.report.add(node.node("format")?.mark, "'format' must be \(AnalysisPlan.format), not '\(format)'")
        }
        let analyses = node.mappings("analyses", what: "an analysis").map { specification($0) }
        if analyses.isEmpty { node.report.add(node.mark, "the plan needs at least one entry under 'analyses'") }
        for (id, group) in Dictionary(grouping: analyses, by: \.id) where group.count > 1 {
            node.report.add(node.mark, "the id '\(id)' is used by \(group.count) analyses; each needs its own")
        }
        let further = node.node("datasets").map { PlanNode($0, what: "datasets", report: node.report) }
        let seed = node.number("seed") ?? 1
        if seed < 0 || seed != seed.rounded() || seed > 0x1p53 {
            node.report.add(node.node("seed")?.mark, "'seed' must be a whole number from 0 to 2^53")
        }
        return AnalysisPlan(
            title: node.required("title"), date: node.text("date"), dataset: node.text("dataset") ?? ".",
            furtherDatasets: Dictionary(
                (further?.keys ?? []).map { ($0, further?.text($0) ?? "") }, uniquingKeysWith: { first, _ in first }),
            profile: node.text("profile") ?? "trialpool-1",
            seed: seed >= 0 && seed <= 0x1p53 ? UInt64(seed) : 1, analyses: analyses)
    }

    private func specification(_ node: PlanNode) -> AnalysisSpecification {
        node.allow(PlanKeys.analysis)
        let id = node.required("id")
        if !id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) {
            node.report.add(
                node.node("id")?.mark, "the id '\(id)' may hold only letters, digits and hyphens: it names files")
        }
        var specification = AnalysisSpecification(
            id: id, title: node.required("title"), outcome: node.required("outcome"), measure: measure(node))
        specification.rules = rules(node)
        specification.methods = methods(node)
        specification.subgroups = subgroups(node)
        specification.moderators = moderators(node)
        specification.rareEvents = node.flag("rare-events") ?? false
        specification.better = better(node)
        specification.favours = node.node("favours") == nil ? nil : node.texts("favours")
        if let words = specification.favours, words.count != 2 {
            node.report.add(
                node.node("favours")?.mark, "'favours' needs two texts: under the left half and under the right")
        }
        specification.important = node.number("important")
        if let important = specification.important, !(important > 0 && important.isFinite) {
            node.report.add(
                node.node("important")?.mark, "'important' must be a number above 0, on the scale that people read")
        }
        if let beside = node.node("beside") {
            specification.beside = self.beside(PlanNode(beside, what: "beside", report: node.report))
        }
        specification.sensitivity = sensitivity(node)
        return specification
    }

    private func sensitivity(_ node: PlanNode) -> [SensitivitySpecification] {
        node.mappings("sensitivity", what: "a sensitivity analysis").flatMap { entry in
            entry.allow(PlanKeys.sensitivity)
            return entry.expanded("correlation").map { change in
                let merged = PlanNode(
                    node, overlaid: change, without: ["sensitivity", "subgroups", "moderators", "beside"])
                let words = change.keys.filter { $0 != "name" }.map { key in
                    change.node(key)?.scalar.map { "\(key): \($0.string)" } ?? key
                }
                return SensitivitySpecification(
                    change: change.text("name") ?? words.joined(separator: ", "),
                    specification: SensitivityTarget(
                        measure: measure(merged), rules: rules(merged), methods: methods(merged)))
            }
        }
    }

    private func measure(_ node: PlanNode) -> String {
        let code = node.required("measure")
        if !code.isEmpty, (try? EffectMeasureCatalogue.measure(code)) == nil {
            node.unknownWord(code, key: "measure", among: EffectMeasureCatalogue.all.map(\.code))
        }
        return code
    }

    private func better(_ node: PlanNode) -> String? {
        guard let word = node.text("better") else { return nil }
        if !["lower", "higher"].contains(word) { node.unknownWord(word, key: "better", among: ["lower", "higher"]) }
        return word
    }

    private func subgroups(_ node: PlanNode) -> [StudyProperty] {
        node.texts("subgroups").compactMap { word in
            if let property = StudyProperty(rawValue: word) { return property }
            node.unknownWord(word, key: "subgroups", among: StudyProperty.allCases.map(\.rawValue))
            return nil
        }
    }

    private func moderators(_ node: PlanNode) -> [ModeratorProperty] {
        node.texts("moderators").compactMap { word in
            if let property = ModeratorProperty(rawValue: word) { return property }
            node.unknownWord(word, key: "moderators", among: ModeratorProperty.allCases.map(\.rawValue))
            return nil
        }
    }

    private func beside(_ node: PlanNode) -> BesideSpecification {
        node.allow(PlanKeys.beside)
        return BesideSpecification(
            dataset: node.required("dataset"), title: node.required("title"), outcome: node.required("outcome"),
            arms: node.choice("arms", ArmRule.self) ?? .control)
    }

    private func rules(_ node: PlanNode) -> RowRules {
        var rules = RowRules()
        if let arms = node.choice("arms", ArmRule.self) { rules.arms = arms }
        if let window = node.node("window") {
            let months = PlanNode(window, what: "window", report: node.report)
            months.allow(PlanKeys.window)
            rules.window = MonthWindow(
                from: months.number("from") ?? 0, to: months.number("to") ?? .greatestFiniteMagnitude)
            if let span = rules.window, span.from > span.to {
                node.report.add(window.mark, "the window ends before it begins")
            }
        }
        if let time = node.choice("time", TimeRule.self) { rules.time = time }
        rules.populations = node.texts("population")
        if let crossover = node.choice("crossover", CrossoverRule.self) { rules.crossover = crossover }
        if let medians = node.choice("medians", MedianRule.self) { rules.medians = medians }
        rules.baseline = node.text("baseline")
        rules.correlation = correlation(node, rules)
        if let multiArm = node.choice("multi-arm", MultiArmRule.self) { rules.multiArm = multiArm }
        if let overlap = node.choice("overlap", OverlapRule.self) { rules.overlap = overlap }
        if let confidence = node.text("confidence") {
            let known = ["primary", "secondary", "uncertain"]
            if !known.contains(confidence) { node.unknownWord(confidence, key: "confidence", among: known) }
            rules.confidence = confidence
        }
        rules.exclude = node.mappings("exclude", what: "an excluded study").map { entry in
            entry.allow(PlanKeys.exclude)
            return ExcludedStudy(study: entry.required("study"), reason: entry.required("reason"))
        }
        rules.assume = node.mappings("assume", what: "an assumed number").map { entry in
            entry.allow(PlanKeys.assume)
            if entry.node("n") == nil { entry.report.add(entry.mark, "an assumed number needs the key 'n'") }
            return AssumedTotal(
                study: entry.required("study"), arm: entry.required("arm"), n: entry.number("n") ?? 0,
                reason: entry.required("reason"))
        }
        return rules
    }

    private func correlation(_ node: PlanNode, _ rules: RowRules) -> Double? {
        guard let r = node.number("correlation") else { return nil }
        let mark = node.node("correlation")?.mark
        if !(r > -1 && r < 1) { node.report.add(mark, "'correlation' must lie between -1 and 1, such as 0.5") }
        if rules.crossover == .paired || rules.baseline != nil { return r }
        // One that is inherited by a sensitivity analysis without pairs is no mistake.
        if node.ownKeys.contains("correlation") {
            node.report.add(
                mark, "'correlation' has no effect without 'crossover: paired' or 'baseline'; add one or remove the key"
            )
        }
        return nil
    }

    private func methods(_ node: PlanNode) -> MethodChoices {
        var methods = MethodChoices()
        methods.model = node.choice("model", EffectModel.self)
        methods.heterogeneity = word(node, "heterogeneity", known: self.methods.estimators.map(\.code))
        methods.interval = word(node, "interval", known: self.methods.intervals.map(\.code))
        methods.prediction = word(node, "prediction", known: self.methods.predictions.map(\.code))
        methods.level = node.number("level")
        if let level = methods.level, !(level > 0 && level < 1) {
            node.report.add(node.node("level")?.mark, "'level' must lie between 0 and 1, such as 0.95")
        }
        return methods
    }

    private func word(_ node: PlanNode, _ key: String, known: [String]) -> String? {
        guard let word = node.text(key) else { return nil }
        if !known.contains(word) { node.unknownWord(word, key: key, among: known) }
        return word
    }
}
