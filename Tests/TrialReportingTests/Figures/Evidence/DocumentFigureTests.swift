import Testing
import TrialResults

@testable import TrialReporting

/// The evidence that the laws below are checked on.
struct EvidenceCase: Sendable, CustomTestStringConvertible {
    let name: String
    let document: ResultDocument
    var testDescription: String { name }

    init(_ name: String, studies: Int, tool: String = "rob2", label: (Int) -> String = { "Study \($0) 2020" }) {
        var overview = EvidenceOverview()
        let types = ["relapsing", "mixed", "progressive", "not stated", "a type of one's own"]
        let sources = ["bone marrow", "adipose", "umbilical cord", "placenta", "not stated", "other"]
        let routes = ["intravenous", "intrathecal", "both", "several", "not stated"]
        let designs = ["crossover-rct", "parallel-rct", "single-arm"]
        let judgements = ["low", "some-concerns", "high", "no-information", "critical"]
        for index in 0..<studies {
            var study = StudyOverview(
                study: "s\(index)", label: label(index), design: designs[index % 3],
                properties: [
                    "ms-type": types[(index / 2) % 5], "cell-source": sources[index % 6], "route": routes[index % 5],
                ])
            study.participants = index % 7 == 6 ? nil : 1 + index * index % 300
            study.secondaryReportOf = index % 11 == 10 ? "s0" : nil
            overview.studies.append(study)
            for (position, domain) in ["overall", "D1", "D2", "D3", "D4", "D5"].enumerated() where index % 5 != position
            {
                overview.riskOfBias.append(
                    BiasEntry(
                        study: "s\(index)", tool: index % 4 == 3 ? "robins-i" : tool, domain: domain,
                        judgement: judgements[(index + position) % 5]))
            }
        }
        overview.flow = Self.flow(reason: label)
        self.name = name
        var document = ResultBuilder().document([])
        document.overview = overview
        self.document = document
    }

    static func flow(reason: (Int) -> String) -> [FlowEntry] {
        [
            FlowEntry(box: "previous_studies", count: 4), FlowEntry(box: "previous_reports", count: 5),
            FlowEntry(box: "database_results", count: 1204), FlowEntry(box: "register_results", count: 30),
            FlowEntry(box: "duplicates", count: 400), FlowEntry(box: "excluded_automatic", count: 0),
            FlowEntry(box: "excluded_other", count: 4), FlowEntry(box: "records_screened", count: 830),
            FlowEntry(box: "records_excluded", count: 780), FlowEntry(box: "dbr_sought_reports", count: 50),
            FlowEntry(box: "dbr_notretrieved_reports", count: 2), FlowEntry(box: "dbr_assessed", count: 48),
            FlowEntry(box: "dbr_excluded", reason: reason(0), count: 20),
            FlowEntry(box: "dbr_excluded", reason: reason(1), count: 16),
            FlowEntry(box: "website_results", count: 3), FlowEntry(box: "organisation_results", count: 1),
            FlowEntry(box: "citations_results", count: 6), FlowEntry(box: "other_sought_reports", count: 10),
            FlowEntry(box: "other_notretrieved_reports", count: 1), FlowEntry(box: "other_assessed", count: 9),
            FlowEntry(box: "other_excluded", reason: reason(2), count: 5), FlowEntry(box: "new_studies", count: 14),
            FlowEntry(box: "new_reports", count: 16), FlowEntry(box: "total_studies", count: 18),
            FlowEntry(box: "total_reports", count: 21), FlowEntry(box: "total_studies_ma", count: 11),
        ]
    }

    static let all =
        [1, 3, 30, 300].map { EvidenceCase("k-\($0)", studies: $0) } + [
            EvidenceCase("long", studies: 12) { LongLabels.all[$0 % LongLabels.all.count] },
            EvidenceCase("hostile", studies: 12, tool: HostileText.joined) {
                HostileText.all[$0 % HostileText.all.count]
            },
        ]
}

/// A figure of the whole evidence on one case.
struct DocumentFigureCase: Sendable, CustomTestStringConvertible {
    let figure: any DocumentFigure
    let evidence: EvidenceCase
    var testDescription: String { "\(figure.code) of \(evidence.name)" }

    static let all = FigureRegistry.standard.documentFigures.flatMap { figure in
        EvidenceCase.all.map { DocumentFigureCase(figure: figure, evidence: $0) }
    }
}

@Suite("Figures of the whole evidence") struct DocumentFigureTests {
    private let style = JournalStyle()

    @Test("no two texts overlap and none leaves the figure", arguments: DocumentFigureCase.all)
    func textsStandApart(_ item: DocumentFigureCase) throws {
        let scene = try #require(try item.figure.scene(for: item.evidence.document, style: style))
        TextLaw.check(scene, style: style, of: item.figure.code)
    }

    @Test("the SVG is well-formed and inert, and two drawings are equal", arguments: DocumentFigureCase.all)
    func wellFormed(_ item: DocumentFigureCase) throws {
        let scene = try #require(try item.figure.scene(for: item.evidence.document, style: style))
        let svg = SVGWriter(style: style).svg(scene, id: item.figure.code)
        let parsed = try ParsedMarkup(svg)
        #expect(
            parsed.elements.isSubset(of: ["svg", "title", "desc", "text", "line", "polygon", "polyline", "circle"]))
        #expect(parsed.attributes.allSatisfy { !$0.hasPrefix("on") })
        #expect(parsed.text.contains(item.figure.title))
        #expect(try item.figure.scene(for: item.evidence.document, style: style) == scene)
    }

    @Test("evidence without anything gives no figure", arguments: FigureRegistry.standard.documentFigures.indices)
    func nothingToShow(_ index: Int) throws {
        var document = ResultBuilder().document([])
        document.overview = EvidenceOverview()
        #expect(try FigureRegistry.standard.documentFigures[index].scene(for: document, style: style) == nil)
    }

    @Test("each light has its sign, and every judgement is drawn once") func lights() throws {
        let document = EvidenceCase("lights", studies: 3).document
        let scene = try #require(try BiasTrafficLight().scene(for: document, style: style))
        let signs = Set(BiasLight.allCases.map(\.sign))
        let drawn = scene.texts.count { signs.contains($0.content) }
        let legend = BiasContent(document).blocks.reduce(0) { $0 + $1.used.count }
        #expect(drawn == (document.overview?.riskOfBias.count ?? 0) + legend)
    }

    @Test("the parts of a bar are as long as their share") func bars() throws {
        var document = ResultBuilder().document([])
        var overview = EvidenceOverview()
        for (index, judgement) in ["low", "low", "low", "high"].enumerated() {
            overview.riskOfBias.append(BiasEntry(study: "s\(index)", tool: "rob2", domain: "D1", judgement: judgement))
        }
        document.overview = overview
        let scene = try #require(try BiasSummary().scene(for: document, style: style))
        let widths = scene.marks.compactMap { mark -> Double? in
            guard case .polygon(let points, _) = mark else { return nil }
            return (points.map(\.x).max() ?? 0) - (points.map(\.x).min() ?? 0) + 0.75
        }
        #expect(widths == [style.plotWidth * 0.75, style.plotWidth * 0.25])
        #expect(scene.texts.map(\.content).contains("+ 3"))
    }

    @Test("areas of bubbles are proportional to participants, secondary reports are not drawn") func bubbles() throws {
        var document = ResultBuilder().document([])
        var overview = EvidenceOverview()
        for (id, participants) in [("a", 144), ("b", 36), ("c", 28)] {
            var study = StudyOverview(
                study: id, label: id, design: "parallel-rct",
                properties: ["ms-type": "mixed", "cell-source": "adipose", "route": "intravenous"])
            study.participants = participants
            study.secondaryReportOf = id == "c" ? "a" : nil
            overview.studies.append(study)
        }
        document.overview = overview
        let scene = try #require(try EvidenceMap().scene(for: document, style: style))
        let radii = scene.marks.compactMap { mark -> Double? in
            if case .circle(_, let radius, .some, .some) = mark { radius } else { nil }
        }
        #expect(radii == [27, 13.5])
        #expect(scene.texts.map(\.content).joined(separator: " ").contains("1 further report on"))
    }

    @Test("a flow that does not add up is an error that names the box") func wrongFlow() throws {
        var document = EvidenceCase("flow", studies: 1).document
        document.overview?.flow[7].count += 1
        let error = #expect(throws: ReportingError.self) {
            try PrismaDiagram().scene(for: document, style: style)
        }
        #expect(error?.code == .inconsistentEvidence)
        #expect(error?.message.contains("records_screened is 831") == true)
    }

    @Test("every count of a flow stands in its box") func counts() throws {
        let document = EvidenceCase("flow", studies: 1).document
        let scene = try #require(try PrismaDiagram().scene(for: document, style: style))
        let text = scene.texts.map(\.content).joined(separator: " ").replacing("\u{A0}", with: " ")
        for count in ["1,204", "830", "780", "50", "48", "36", "20", "16", "21", "11"] {
            #expect(text.contains("(n = \(count))"), "\(count)")
        }
    }
}
