import TrialStatistics
import Yams

/// Reads a plan strictly and reports every problem at once, each with its line and column.
public struct PlanReader {
    /// What the plan is called in messages.
    public let file: String
    /// The kinds, measures and methods that the plan may name.
    public let catalogue: AnalysisCatalogue
    /// The properties of the main dataset; nil where it is not known yet, and then the run looks at names of properties.
    public let properties: PropertyCatalogue?

    /// Creates a reader.
    public init(
        file: String, catalogue: AnalysisCatalogue = .standard, properties: PropertyCatalogue? = nil
    ) {
        self.file = file
        self.catalogue = catalogue
        self.properties = properties
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
        let report = PlanReport(file: file, catalogue: catalogue)
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
        let groups = groups(node)
        let figures = FigureNotes(node)
        let analyses = node.mappings("analyses", what: "an analysis").map {
            specification($0, groups: groups, figures: figures)
        }
        if analyses.isEmpty { node.report.add(node.mark, "the plan needs at least one entry under 'analyses'") }
        for (id, group) in Dictionary(grouping: analyses, by: \.id) where group.count > 1 {
            node.report.add(node.mark, "the id '\(id)' is used by \(group.count) analyses; each needs its own")
        }
        let further = node.node("datasets").map { PlanNode($0, what: "datasets", report: node.report) }
        let seed = node.number("seed") ?? 1
        if seed < 0 || seed != seed.rounded() || seed > 0x1p53 {
            node.report.add(node.node("seed")?.mark, "'seed' must be a whole number from 0 to 2^53")
        }
        var plan = AnalysisPlan(
            title: node.required("title"), date: node.text("date"), dataset: node.text("dataset") ?? ".",
            furtherDatasets: Dictionary(
                (further?.keys ?? []).map { ($0, further?.text($0) ?? "") }, uniquingKeysWith: { first, _ in first }),
            profile: node.text("profile") ?? "trialpool-1",
            seed: seed >= 0 && seed <= 0x1p53 ? UInt64(seed) : 1, analyses: analyses)
        plan.notAsked = notAsked(node, asked: plan.outcomes)
        plan.additions = additions(node, ids: analyses.map(\.id))
        return plan
    }

    /// The outcomes that are left out on purpose, each with its reason.
    private func notAsked(_ node: PlanNode, asked: Set<String>) -> [String: String] {
        var reasons: [String: String] = [:]
        for entry in node.mappings("not-asked", what: "an entry of 'not-asked'") {
            entry.allow(PlanKeys.notAsked)
            let reason = entry.required("reason")
            let outcomes = entry.texts("outcomes")
            if outcomes.isEmpty { node.report.add(entry.mark, "an entry of 'not-asked' needs the key 'outcomes'") }
            for outcome in outcomes {
                if asked.contains(outcome) {
                    node.report.add(entry.mark, "'\(outcome)' stands under 'not-asked', and an analysis asks of it")
                } else if reasons.updateValue(reason, forKey: outcome) != nil {
                    node.report.add(entry.mark, "'\(outcome)' stands twice under 'not-asked'")
                }
            }
        }
        return reasons
    }

    private func specification(
        _ node: PlanNode, groups: GroupNames, figures: FigureNotes
    ) -> AnalysisSpecification {
        let id = node.required("id")
        if !id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) {
            node.report.add(
                node.node("id")?.mark, "the id '\(id)' may hold only letters, digits and hyphens: it names files")
        }
        var specification = AnalysisSpecification(
            id: id, title: node.required("title"), outcome: node.required("outcome"), measure: node.measure)
        specification.rules = node.rules
        specification.methods = node.methods
        specification.groups = self.groups(node, inherited: groups)
        specification.better = better(node)
        specification.favours = pair(node, "favours", "under the left half and under the right")
        specification.important = node.number("important")
        if let important = specification.important, !(important > 0 && important.isFinite) {
            node.report.add(
                node.node("important")?.mark, "'important' must be a number above 0, on the scale that people read")
        }
        specification.per = node.per(measure: specification.measure)
        specification.figures = node.figures(under: figures, measure: specification.measure)
        if let kind = kind(node, specification.rules) {
            node.allow(PlanKeys.analysis + kind.keys)
            specification.kind = kind.name
            let entry = PlanEntry(node: node)
            specification.rules = kind.completed(specification.rules, entry)
            specification.options = AnyKindOptions(kind.options(entry))
            for use in specification.options.value.propertyUses {
                if let problem = properties?.problem(use) { entry.problem(at: use.key, problem) }
            }
        } else {
            node.allow(PlanKeys.analysis + catalogue.kinds.flatMap(\.keys))
        }
        return specification
    }

    /// The kind that the entry names, or the one that serves its rules.
    private func kind(_ node: PlanNode, _ rules: RowRules) -> (any AnalysisKind)? {
        guard let word = node.text("kind") else { return catalogue.kinds.first { $0.serves(rules) } }
        if let kind = catalogue.kind(named: word) { return kind }
        node.unknownWord(word, key: "kind", among: catalogue.kinds.map(\.name))
        return nil
    }

    private func groups(_ node: PlanNode, inherited: GroupNames = GroupNames()) -> GroupNames {
        guard let names = pair(node, "groups", "of the treatment and of the control") else { return inherited }
        return GroupNames(treatment: names[0], control: names[1])
    }

    /// A list of two texts; anything else is reported.
    private func pair(_ node: PlanNode, _ key: String, _ what: String) -> [String]? {
        guard node.node(key) != nil else { return nil }
        let words = node.texts(key)
        if words.count == 2 { return words }
        node.report.add(node.node(key)?.mark, "'\(key)' needs two texts: \(what)")
        return nil
    }

    private func better(_ node: PlanNode) -> String? {
        guard let word = node.text("better") else { return nil }
        if !["lower", "higher"].contains(word) { node.unknownWord(word, key: "better", among: ["lower", "higher"]) }
        return word
    }
}
