import TrialEvidence
import TrialNumerics
import TrialResults
import TrialStatistics

/// Turns the arms of a question into a network and fits each of its parts.
struct NetworkRunner {
    /// The most nodes of one network.
    static let mostNodes = 100

    /// The arms under their nodes.
    private(set) var arms: ArmContrasts
    /// What a reader must know beside the fits.
    private(set) var warnings: [MethodWarning] = []
    private let question: PlannedQuestion<NetworkOptions>
    private let set: ArmSet
    private let control: String
    private let effects: NetworkEffects
    private let level: Double
    private let seed: UInt64

    private var options: NetworkOptions { question.options }

    /// Places every arm.
    ///
    /// - Throws: `AnalysisError` where the measure has no network, or nodes are named that there are not.
    init(
        _ set: ArmSet, _ question: PlannedQuestion<NetworkOptions>, level: Double, seed: UInt64
    ) throws(AnalysisError) {
        guard let measure = NetworkMeasure(rawValue: question.measure.code) else {
            throw AnalysisError(.invalidPlan, "a network has no measure '\(question.measure.code)'")
        }
        self.question = question
        self.set = set
        self.level = level
        self.seed = seed
        effects = question.specification.methods.model == .common ? .common : .random
        let control = question.specification.groups.control ?? "control"
        self.control = control
        let options = question.options
        arms = ArmContrasts(set, measure: measure, increment: question.specification.methods.zeroCells?.add ?? 0.5) {
            arm in
            let node = options.rule.node(arm, set, control: control)
            guard !options.rule.leftOut.contains(node) else {
                return .failure(
                    EffectExclusion(code: "left-out-node", reason: "The plan leaves the node '\(node)' out."))
            }
            return .success(node)
        }
        try checkNodes()
    }

    private func checkNodes() throws(AnalysisError) {
        let nodes = Set(arms.named.map(\.name) + arms.contrasts.flatMap { [$0.treatment, $0.comparator] })
        guard nodes.count <= Self.mostNodes else {
            throw AnalysisError(
                .failedAnalysis,
                "the rules make \(nodes.count) nodes, at most \(Self.mostNodes) are possible; join some under 'names'")
        }
        guard !nodes.isEmpty else { return }
        var asked = options.funnelOrder.map { ("funnel-order", $0) }
        if let reference = options.reference { asked.append(("reference", reference)) }
        asked += options.judgements.flatMap { [$0.treatment, $0.comparator] }.map { ("confidence-judgements", $0) }
        for (key, name) in asked where !nodes.contains(name) {
            throw AnalysisError(
                .unknownName, "'\(key)' names the node '\(name)'; \(NearestName.choices(nodes.sorted(), for: name))")
        }
    }

    /// The answer; without a part where no study compares two nodes.
    ///
    /// - Throws: `AnalysisError` where the statistics refuse the numbers.
    mutating func answer() throws(AnalysisError) -> NetworkAnswer {
        var answer = NetworkAnswer(
            effects: effects, level: level,
            nodeProperties: options.rule.parts.isEmpty
                ? [NodeRule.armWord] : options.rule.parts.map { set.label($0.by).name })
        answer.judgements = options.judgements
        arms.orient(order)
        guard let network = try network() else {
            warnings.append(
                MethodWarning(
                    code: "no-network",
                    message:
                        "No study compares two nodes; see what was not used and why, and what makes a node in the plan."
                ))
            return answer
        }
        let islands = network.islands
        for island in islands {
            guard let part = network.restricted(to: island) else { continue }
            answer.parts.append(try fitted(part))
        }
        place(network, islands, &answer)
        if islands.count > 1 { warnIslands(islands) }
        if let request = options.components { answer.components = components(network, request, answer.parts) }
        answer.identifiability = identifiability
        if islands.count > 1, let v = network.typicalVariance {
            answer.joining = NextTrial(joining: hub(network, islands[0]), with: hub(network, islands[1]), variance: v)
        }
        return answer
    }

    /// The network of the studies that do not contradict themselves; nil where none is left.
    private mutating func network() throws(AnalysisError) -> TreatmentNetwork? {
        while !arms.contrasts.isEmpty {
            do throws(StatisticsError) {
                return try TreatmentNetwork(arms.contrasts, order: order)
            } catch {
                guard let row = error.study, arms.contrasts.indices.contains(row - 1) else {
                    throw AnalysisError(.failedAnalysis, "\(error.message)")
                }
                arms.remove(arms.contrasts[row - 1].study, "contradicting-arms", "\(error.message).")
            }
        }
        return nil
    }

    /// The node that others are shown against where it is there.
    private var preferred: String { options.reference ?? control }

    /// The nodes by name, the reference last, so that others are measured against it.
    private var order: [String] {
        let names = Set(arms.contrasts.flatMap { [$0.treatment, $0.comparator] })
        let sorted = names.sorted { ($0.lowercased(), $0) < ($1.lowercased(), $1) }
        return sorted.filter { $0 != preferred } + sorted.filter { $0 == preferred }
    }

    private func fitted(_ network: TreatmentNetwork) throws(AnalysisError) -> NetworkPart {
        let model = NetworkModel(heterogeneity: options.heterogeneity, level: level)
        let fit: NetworkFit
        do { fit = try model.fit(network) } catch {
            throw AnalysisError(.failedAnalysis, "\(error.message)")
        }
        let reference = fit.treatments.contains(preferred) ? preferred : hub(network, fit.treatments)
        var choices = NetworkPart.Choices()
        choices.effects = effects
        choices.split = options.split
        choices.desirable = desirable
        (choices.draws, choices.seed) = (options.draws, seed)
        choices.funnelOrder = options.funnelOrder
        return NetworkPart(fit, reference: reference, by: choices)
    }

    private var desirable: DesirableDirection? {
        switch question.specification.better.flatMap(AnalysisQuestion.Direction.init(rawValue:)) {
        case .lower: .small
        case .higher: .large
        case nil: nil
        }
    }

    // MARK: - Who went where

    private func place(_ network: TreatmentNetwork, _ islands: [[String]], _ answer: inout NetworkAnswer) {
        var members: [String: [String]] = [:]
        var people: [String: [Double?]] = [:]
        for study in arms.studies {
            let names = study.arms.map(\.name)
            for arm in study.arms {
                answer.placements.append(
                    NetworkAnswer.Placement(
                        study: (study.group, arm.arm.studyName), arm: arm.arm.label, node: arm.name,
                        participants: arm.arm.numbers.total, isJoined: names.count { $0 == arm.name } > 1))
                people[arm.name, default: []].append(arm.arm.numbers.total)
            }
            for name in Set(names) { members[name, default: []].append(study.group) }
        }
        answer.nodes = islands.flatMap(\.self).map { name in
            let totals = people[name] ?? []
            let known = totals.compactMap(\.self)
            return NetworkAnswer.Node(
                name: name, studies: members[name] ?? [],
                participants: known.count == totals.count && !known.isEmpty ? known.reduce(0, +) : nil)
        }
        var edges: [[String]: [String]] = [:]
        let position = Dictionary(network.treatments.enumerated().map { ($1, $0) }) { first, _ in first }
        for contrast in network.contrasts {
            let pair = [contrast.treatment, contrast.comparator].sorted { (position[$0] ?? 0) < (position[$1] ?? 0) }
            edges[pair, default: []].append(contrast.study)
        }
        answer.edges = edges.keys.sorted { a, b in
            (position[a[0]] ?? 0, position[a[1]] ?? 0) < (position[b[0]] ?? 0, position[b[1]] ?? 0)
        }.map { NetworkAnswer.Edge(treatment: $0[0], comparator: $0[1], studies: edges[$0] ?? []) }
    }

    private mutating func warnIslands(_ islands: [[String]]) {
        let words = islands.map { "{\($0.joined(separator: ", "))}" }
        warnings.append(
            MethodWarning(
                code: "disconnected-network",
                message: "No trial connects \(words.joined(separator: " and ")); each part is answered by itself."))
    }

    /// The node of a part that most studies have.
    private func hub(_ network: TreatmentNetwork, _ part: [String]) -> String {
        func count(_ node: String) -> Int {
            network.contrasts.count { $0.treatment == node || $0.comparator == node }
        }
        return part.max { count($0) < count($1) } ?? part[0]
    }

    // MARK: - Components and properties

    private mutating func components(
        _ network: TreatmentNetwork, _ request: ComponentRequest, _ parts: [NetworkPart]
    ) -> NetworkComponents? {
        let reference = parts.first?.reference ?? network.treatments[0]
        let separator = request.separator.first ?? "+"
        let inactive = request.inactive ?? (reference.contains(separator) ? nil : reference)
        do throws(StatisticsError) {
            let matrix = try TreatmentComponents(
                network.treatments, separator: separator, inactive: inactive,
                interactions: request.interactions.filter { $0.count == 2 }.map { ($0[0], $0[1]) })
            let fit = try ComponentModel(level: level).fit(network, matrix)
            let made = matrix.matrix.lists.map { row in
                zip(matrix.components, row).filter { $1 != 0 }.map(\.0)
            }
            return NetworkComponents(fit, effects, made: made, reference: reference, inactive: inactive)
        } catch {
            warnings.append(
                MethodWarning(code: "no-component-model", message: "No additive component model: \(error.message)."))
            return nil
        }
    }

    private var identifiability: FactorIdentifiability? {
        FactorQuestion(options.identify, set).answer(arms.studies)
    }
}

extension Matrix {
    /// The rows.
    var lists: [[Double]] { (0..<rows).map(row) }
}
